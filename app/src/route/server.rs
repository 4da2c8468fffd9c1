//! The server's side: the path of the request, and the list of addresses that the framework asks for.

use http::request::Parts;
use leptos::prelude::use_context;
use leptos_router::{Method, PathSegment, RouteList, RouteListing, SsrMode};

use super::Entry;
use crate::state::AppState;

/// Every address, in segments.
const PATHS: [&[PathSegment]; 8] = [
    &[],
    &[fixed("set-up")],
    &[fixed("join")],
    &[fixed("sign-in")],
    &[fixed("recover")],
    &[fixed("clients")],
    &[
        fixed("clients"),
        PathSegment::Param(std::borrow::Cow::Borrowed("file")),
    ],
    &[fixed("organisation")],
];

const fn fixed(name: &'static str) -> PathSegment {
    PathSegment::Static(std::borrow::Cow::Borrowed(name))
}

/// Answers the framework when it asks which addresses there are.
pub(crate) fn list() {
    if !RouteList::is_generating() {
        return;
    }
    let mut routes = RouteList::new();
    for path in PATHS {
        routes.push(RouteListing::new(
            path.iter().cloned(),
            SsrMode::Async,
            [Method::Get],
            [],
        ));
    }
    RouteList::register(routes);
}

/// The path of this request.
pub(crate) fn first_path() -> String {
    use_context::<Parts>().map_or_else(|| "/".to_owned(), |parts| parts.uri.path().to_owned())
}

/// A server has no history.
pub(super) fn write(_: &str, _: Entry) {}

/// Nor links to follow.
pub(super) fn follow(_: AppState) {}
