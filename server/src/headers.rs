//! What browsers are told to forbid.

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

/// The content policy of a page. Scripts are our files and what the framework writes with this response's nonce; only the policy
/// `default`, which our boot script makes, may turn text into markup or an address into a script; nothing is ever sent by a form.
pub(crate) fn page_policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob:; font-src 'self'; \
         connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; \
         require-trusted-types-for 'script'; trusted-types default"
    )
}

/// The content policy of the worker, which holds the keys: its own module, and the API.
pub(crate) const WORKER_POLICY: &str =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

/// The content policy of everything that is no document.
const PLAIN_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

static EVERYWHERE: [(HeaderName, &str); 7] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "accelerometer=(), autoplay=(), camera=(self), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), \
         midi=(), payment=(), publickey-credentials-get=(self), screen-wake-lock=(), usb=(), xr-spatial-tracking=()",
    ),
    (header::CONTENT_SECURITY_POLICY, PLAIN_POLICY),
];

/// Sets what every response carries, unless the handler has said otherwise.
pub(crate) async fn everywhere(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in &EVERYWHERE {
        set(response.headers_mut(), name, value);
    }
    response
}

/// Two years of https only, for those who are there by https. For this host alone: what runs on names below it is not ours.
pub(crate) async fn https_only(https: bool, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if https {
        set(
            response.headers_mut(),
            &header::STRICT_TRANSPORT_SECURITY,
            "max-age=63072000",
        );
    }
    response
}

/// HTTP/2 names the host in the address only. The backend compares `Origin` with `Host`, as HTTP/1.1 writes it.
pub(crate) async fn host(mut request: Request, next: Next) -> Response {
    let authority = request
        .uri()
        .authority()
        .and_then(|authority| HeaderValue::from_str(authority.as_str()).ok());
    if let Some(authority) = authority {
        request
            .headers_mut()
            .entry(header::HOST)
            .or_insert(authority);
    }
    next.run(request).await
}

fn set(headers: &mut HeaderMap, name: &HeaderName, value: &'static str) {
    headers
        .entry(name)
        .or_insert(HeaderValue::from_static(value));
}
