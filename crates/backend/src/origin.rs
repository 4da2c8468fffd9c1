//! Requests that change something must come from our own pages: browsers state the origin, and no page can forge it.
//!
//! What comes from elsewhere is refused, and the operation log keeps it as a refusal, whoever's session it brings, a few
//! lines a minute: neither another site's page nor a program can fill the log.

use std::net::IpAddr;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use wire::Code;

use crate::{
    clock,
    error::Failure,
    peer::{Peer, Way},
    rate::Rate,
    session::{self, Asker},
    state::AppState,
};

/// How the refusal reads in the operation log: the error's code.
pub(crate) const REASON: &str = "foreign_origin";

/// Lines a minute about one address.
const LINES: u32 = 10;
/// Lines a minute about all of them: whoever commands many addresses.
const LINES_IN_ALL: u32 = 100;

/// How many foreign requests were written to the operation log.
pub(crate) struct ForeignLines {
    each: Rate<Option<IpAddr>>,
    all: Rate<()>,
}

impl Default for ForeignLines {
    fn default() -> Self {
        Self {
            each: Rate::new(LINES),
            all: Rate::new(LINES_IN_ALL),
        }
    }
}

impl ForeignLines {
    fn has_room(&self, peer: &Peer, now: u64) -> bool {
        self.each.wait(peer.network(), now).is_none() && self.all.wait((), now).is_none()
    }
}

/// The layer: everything but reading needs our own `Origin`.
pub(crate) async fn check(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let reads = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    if reads {
        return next.run(request).await;
    }
    let https = Way::of(request.extensions()).https;
    let ours = ours(state.public_origin.as_deref(), https, host(&request));
    if ours.is_some() && stated(request.headers()) == ours.as_deref() {
        return next.run(request).await;
    }
    let (parts, _) = request.into_parts();
    refuse(&state, &parts, ours.as_deref())
        .await
        .into_response()
}

/// The refusal, to be kept if there is room. What one address sends without end is no longer looked at.
async fn refuse(state: &AppState, parts: &Parts, ours: Option<&str>) -> Failure {
    let (peer, now) = (Peer::of(&parts.extensions), clock::now());
    if let Some(seconds) = state.visitors.wait(peer.network(), now) {
        return Failure::too_many_tries(seconds);
    }
    if let Some(asker) = parts.extensions.get::<Asker>()
        && state.foreign.has_room(&peer, now)
    {
        tell(stated(&parts.headers), ours);
        match session::whose(parts, state).await {
            Ok(person) => asker.is(person),
            Err(failure) => return failure,
        }
    }
    Failure::new(
        Code::ForeignOrigin,
        "the request does not come from this site",
    )
}

/// Tells the operator: a server that has been told a wrong address, or none, refuses its own pages too.
fn tell(stated: Option<&str>, ours: Option<&str>) {
    /// The longest name of a host and what stands around it.
    const LONGEST: usize = 270;
    let stated = stated.map(|stated| stated.get(..LONGEST).unwrap_or(stated));
    tracing::warn!(
        origin = stated,
        expected = ours,
        "a request of another origin was refused; if people came by the right address, set --public-origin to it"
    );
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

/// The origin that the request says to come from.
fn stated(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::ORIGIN)?.to_str().ok()
}

/// The configured origin; where none is configured, the host that was asked, by the scheme that was used: a page that
/// came over plain http may have been written by anybody on the way.
fn ours(public: Option<&str>, https: bool, host: Option<&str>) -> Option<String> {
    match public {
        Some(public) => Some(public.trim_end_matches('/').to_owned()),
        None => {
            let scheme = if https { "https" } else { "http" };
            host.map(|host| format!("{scheme}://{host}"))
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn is_ours(origin: Option<&str>, https: bool, public: Option<&str>) -> bool {
        let mut headers = HeaderMap::new();
        origin.map(|origin| headers.insert(header::ORIGIN, origin.parse().unwrap()));
        stated(&headers) == ours(public, https, Some("archive.example:3000")).as_deref()
    }

    #[test]
    fn only_our_own_pages_may_change_things() {
        assert!(is_ours(Some("http://archive.example:3000"), false, None));
        assert!(is_ours(Some("https://archive.example:3000"), true, None));
        for foreign in [
            None,
            Some("null"),
            Some("http://archive.example"),
            Some("http://evil.example"),
            Some("archive.example:3000"),
        ] {
            assert!(!is_ours(foreign, false, None), "{foreign:?}");
            assert!(!is_ours(foreign, true, None), "{foreign:?}");
        }
        let public = Some("https://archive.example/");
        assert!(is_ours(Some("https://archive.example"), true, public));
        assert!(!is_ours(Some("http://archive.example"), true, public));
        assert!(!is_ours(Some("http://archive.example:3000"), true, public));
    }

    #[test]
    fn the_scheme_is_part_of_the_origin() {
        assert!(!is_ours(Some("http://archive.example:3000"), true, None));
        assert!(!is_ours(Some("https://archive.example:3000"), false, None));
    }
}
