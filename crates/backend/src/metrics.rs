//! What operators watch: counts and durations by route template and status, no names and no ids.

use std::{
    sync::{Mutex, PoisonError},
    time::Instant,
};

use axum::{
    extract::{MatchedPath, Request},
    http::Method,
    middleware::Next,
    response::Response,
};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

use crate::config::OpenError;

static RECORDER: Mutex<Option<PrometheusHandle>> = Mutex::new(None);

/// The process's recorder; installed by the first backend, shared by all.
pub(crate) fn recorder() -> Result<PrometheusHandle, OpenError> {
    let mut recorder = RECORDER.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(handle) = recorder.as_ref() {
        return Ok(handle.clone());
    }
    let handle = PrometheusBuilder::new()
        .install_recorder()
        .map_err(|_| OpenError::Metrics)?;
    metrics::describe_counter!(
        "http_requests_total",
        "Requests by route, method and status."
    );
    metrics::describe_histogram!(
        "http_request_seconds",
        metrics::Unit::Seconds,
        "Durations by route and method."
    );
    metrics::describe_counter!(
        "entries_appended_total",
        "Entries appended, by kind of chain."
    );
    metrics::describe_counter!("sign_in_failures_total", "Sign-ins that failed.");
    Ok(recorder.insert(handle).clone())
}

/// The layer that measures and traces. Paths and queries stay out of it: they hold ids.
pub(crate) async fn measure(request: Request, next: Next) -> Response {
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "none".to_owned(), |path| path.as_str().to_owned());
    let method = known(request.method());
    let begun = Instant::now();
    let response = next.run(request).await;
    let took = begun.elapsed();
    let status = response.status().as_u16();
    metrics::counter!("http_requests_total", "route" => route.clone(), "method" => method, "status" => status.to_string())
        .increment(1);
    metrics::histogram!("http_request_seconds", "route" => route.clone(), "method" => method)
        .record(took);
    tracing::info!(
        route,
        method,
        status,
        micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
        "answered"
    );
    response
}

/// Methods can be made up, and each would be a series of its own.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        _ => "other",
    }
}

/// Entries were appended.
pub(crate) fn appended(chain: &'static str, entries: usize) {
    metrics::counter!("entries_appended_total", "chain" => chain)
        .increment(u64::try_from(entries).unwrap_or(u64::MAX));
}

/// A sign-in failed.
pub(crate) fn sign_in_failed() {
    metrics::counter!("sign_in_failures_total").increment(1);
}
