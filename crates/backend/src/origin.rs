//! Requests that change something must come from our own pages: browsers state the origin, and no page can forge it.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use wire::Code;

use crate::{error::Failure, state::AppState};

/// The layer: everything but reading needs our own `Origin`.
pub(crate) async fn check(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let reads = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    let host = host(&request);
    if reads || is_ours(request.headers(), host, state.public_origin.as_deref()) {
        return next.run(request).await;
    }
    Failure::new(
        Code::ForeignOrigin,
        "the request does not come from this site",
    )
    .into_response()
}

/// The host that was asked: HTTP/2 names it in the address.
fn host(request: &Request) -> Option<&str> {
    let header = request.headers().get(header::HOST);
    let authority = request
        .uri()
        .authority()
        .map(|authority| authority.as_str());
    header.and_then(|value| value.to_str().ok()).or(authority)
}

/// Whether `Origin` is the configured one; where none is configured, whether it names the host that was asked.
fn is_ours(headers: &HeaderMap, host: Option<&str>, public: Option<&str>) -> bool {
    let Some(origin) = headers
        .get(header::ORIGIN)
        .and_then(|value| value.to_str().ok())
    else {
        return false;
    };
    match public {
        Some(public) => origin == public.trim_end_matches('/'),
        None => {
            let named = origin
                .strip_prefix("https://")
                .or_else(|| origin.strip_prefix("http://"));
            named.is_some() && named == host
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn ours(origin: Option<&str>, public: Option<&str>) -> bool {
        let mut headers = HeaderMap::new();
        origin.map(|origin| headers.insert(header::ORIGIN, origin.parse().unwrap()));
        is_ours(&headers, Some("archive.example:3000"), public)
    }

    #[test]
    fn only_our_own_pages_may_change_things() {
        assert!(ours(Some("http://archive.example:3000"), None));
        assert!(ours(Some("https://archive.example:3000"), None));
        for foreign in [
            None,
            Some("null"),
            Some("http://archive.example"),
            Some("http://evil.example"),
            Some("archive.example:3000"),
        ] {
            assert!(!ours(foreign, None), "{foreign:?}");
        }
        let public = Some("https://archive.example/");
        assert!(ours(Some("https://archive.example"), public));
        assert!(!ours(Some("http://archive.example:3000"), public));
    }
}
