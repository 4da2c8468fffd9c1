//! The server's side: the address of the request, and the list of addresses that the framework asks for.

use http::request::Parts;
use leptos::prelude::use_context;
use leptos_router::{Method, PathSegment, RouteList, RouteListing, SsrMode};

use super::{Address, Entry, Memory};
use crate::state::AppState;

/// Every address, in segments.
const PATHS: [&[PathSegment]; 10] = [
    &[],
    &[fixed("set-up")],
    &[fixed("join")],
    &[fixed("sign-in")],
    &[fixed("recover")],
    &[fixed("account")],
    &[fixed("clients")],
    &[
        fixed("clients"),
        PathSegment::Param(std::borrow::Cow::Borrowed("file")),
    ],
    &[fixed("organisation")],
    &[fixed("settings")],
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

/// The path of this request. What follows it is for the rooms, which a server never renders.
pub(crate) fn address() -> Address {
    let path = use_context::<Parts>().map(|parts| parts.uri.path().to_owned());
    Address {
        path: path.unwrap_or_else(|| "/".to_owned()),
        query: String::new(),
    }
}

/// A server has no history.
pub(crate) fn memory() -> Memory {
    Memory::new(None, 0.0)
}

/// Nor anything to write into it.
pub(super) fn write(_: &str, _: Entry, _: f64) {}

/// Nor links to follow.
pub(super) fn follow(_: AppState) {}
