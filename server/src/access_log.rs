//! One line a page or file asked for: method, template of the path, status, time. Ids, queries and bodies stay out of it.
//! The backend writes its own lines.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request},
    middleware::Next,
    response::Response,
};

/// Logs what was asked and how it was answered.
pub(crate) async fn log(request: Request, next: Next) -> Response {
    let began = Instant::now();
    let method = request.method().clone();
    let path = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    let path = path.as_ref().map_or("(none)", MatchedPath::as_str);
    let (status, ms) = (
        response.status().as_u16(),
        began.elapsed().as_secs_f64() * 1000.0,
    );
    if ["/api", "/health", "/metrics"]
        .iter()
        .any(|own| path.starts_with(own))
    {
        return response;
    }
    if response.status().is_server_error() {
        tracing::error!(%method, path, status, ms, "answered");
    } else if path.starts_with("/pkg/") {
        tracing::debug!(%method, path, status, ms, "answered");
    } else {
        tracing::info!(%method, path, status, ms, "answered");
    }
    response
}
