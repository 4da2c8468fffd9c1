//! The browser's side: what the server wrote on `<html>`.

use leptos::prelude::document;

use super::{Preferences, Theme};
use crate::i18n::Lang;

pub(super) fn preferences() -> Preferences {
    let root = document().document_element();
    let attribute = |name: &str| {
        root.as_ref()
            .and_then(|root| root.get_attribute(name))
            .unwrap_or_default()
    };
    Preferences {
        lang: Lang::from_tag(&attribute("lang")).unwrap_or_default(),
        theme: Theme::from_name(&attribute("data-theme")).unwrap_or_default(),
    }
}
