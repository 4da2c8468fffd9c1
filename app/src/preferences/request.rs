//! The server's side: the request being answered.

use http::{
    header::{ACCEPT_LANGUAGE, COOKIE, HeaderName},
    request::Parts,
};
use leptos::prelude::use_context;

use super::Preferences;

pub(super) fn preferences() -> Preferences {
    let Some(parts) = use_context::<Parts>() else {
        return Preferences::default();
    };
    let header = |name: HeaderName| {
        parts
            .headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
            .to_owned()
    };
    Preferences::from_headers(&header(COOKIE), &header(ACCEPT_LANGUAGE))
}
