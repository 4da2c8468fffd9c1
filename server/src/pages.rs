//! The pages as the server sends them: a shell without any data. What is decrypted is rendered only in the browser.

use app::{
    App,
    shell::{Assets, shell},
};
use axum::{
    Router,
    http::{HeaderValue, StatusCode, header},
    routing::get,
};
use leptos::{nonce::use_nonce, prelude::expect_context};
use leptos_axum::{ResponseOptions, generate_route_list, render_app_async_with_context};

use crate::{assets, headers};

/// The binary was built without its pages.
#[derive(Debug, thiserror::Error)]
#[error(
    "this binary was built without its pages ({0} is missing); build it with `cargo xtask build`"
)]
pub(crate) struct NoSite(&'static str);

/// Every address that the pages know, and the page that says "not found" for every other one.
///
/// # Errors
/// [`NoSite`].
pub(crate) fn router() -> Result<Router, NoSite> {
    let address = |name: &'static str| assets::address(name).ok_or(NoSite(name));
    let assets = Assets {
        style: address("main.css")?,
        boot: address("boot.js")?,
        page_script: address("page.js")?,
        page_module: address("page.wasm")?,
        icon: address("icon.svg")?,
    };
    let render = |status: StatusCode| {
        let assets = assets.clone();
        render_app_async_with_context(
            || (),
            move || {
                respond(status);
                shell(&assets)
            },
        )
    };
    let mut router = Router::new().route("/pkg/{*path}", get(assets::get));
    for route in generate_route_list(App) {
        router = router.route(route.path(), get(render(StatusCode::OK)));
    }
    Ok(router.fallback_service(get(render(StatusCode::NOT_FOUND))))
}

/// The page's own headers. A page carries a nonce, so nobody may keep it.
fn respond(status: StatusCode) {
    let response = expect_context::<ResponseOptions>();
    response.set_status(status);
    response.insert_header(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let nonce = use_nonce()
        .map(|nonce| nonce.to_string())
        .unwrap_or_default();
    // The alphabet of a nonce is base64's, so the policy is a header value.
    if let Ok(policy) = HeaderValue::from_str(&headers::page_policy(&nonce)) {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
}
