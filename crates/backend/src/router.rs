//! The layers that every request passes, and the routes.
//!
//! From outside in: the client's address, negotiation, measuring, panics, refusals to the log, time, origin; then the route with its limit.

use std::{any::Any, time::Duration};

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::{Next, from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::{any, get},
};
use surrealdb::types::Object;
use tower_http::{catch_panic::CatchPanicLayer, set_header::SetResponseHeaderLayer};
use wire::Code;

use crate::{
    api, body,
    error::Failure,
    log, metrics, origin,
    peer::{self, Way},
    state::AppState,
    store, visitors,
};

/// A request that has not been answered by then is given up, its body still on the way or not.
const PATIENCE: Duration = Duration::from_secs(30);

/// The database answers a health check within this, or is not well.
const HEALTHY: Duration = Duration::from_secs(2);

/// Every route at its full path.
pub(crate) fn router(state: AppState) -> Router {
    let no_store = SetResponseHeaderLayer::if_not_present(
        header::CACHE_CONTROL,
        HeaderValue::from_static("no-store"),
    );
    let no_sniff = SetResponseHeaderLayer::overriding(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    api::routes()
        .route("/api", any(unknown))
        .route("/api/", any(unknown))
        .route("/api/{*path}", any(unknown))
        .route("/health", get(health))
        .route("/metrics", get(exposition))
        .method_not_allowed_fallback(method_not_allowed)
        .layer(from_fn_with_state(state.clone(), origin::check))
        .layer(from_fn(give_up))
        .layer(from_fn_with_state(state.clone(), log::keep_refusals))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn(metrics::measure))
        .layer(from_fn(body::negotiate))
        .layer(from_fn_with_state(state.clone(), peer::find))
        .layer(no_store)
        .layer(no_sniff)
        .with_state(state)
}

async fn unknown() -> Failure {
    Failure::not_found()
}

async fn method_not_allowed() -> Failure {
    Failure::new(Code::MethodNotAllowed, "not with this method")
}

async fn give_up(request: Request, next: Next) -> Response {
    match tokio::time::timeout(PATIENCE, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Failure::too_slow().into_response(),
    }
}

/// The panic hook has logged where; the client learns only that.
fn panicked(_: Box<dyn Any + Send>) -> Response {
    Failure::new(Code::Internal, "the server failed; its log says why").into_response()
}

/// Whoever watches from this machine may ask as often as they like.
async fn health(State(state): State<AppState>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    if !Way::of(&parts.extensions).local
        && let Err(failure) = visitors::visit(&parts, &state)
    {
        return failure.into_response();
    }
    let check = store::run(&state.db, "RETURN 1", Object::new());
    match tokio::time::timeout(HEALTHY, check).await {
        Ok(Ok(_)) => (
            [(header::CONTENT_TYPE, "application/json")],
            r#"{"status":"ok"}"#,
        )
            .into_response(),
        _ => (
            StatusCode::SERVICE_UNAVAILABLE,
            Failure::new(Code::Unavailable, "the database does not answer"),
        )
            .into_response(),
    }
}

/// For whoever watches from this machine. For everybody else it does not exist: counts tell when people work, and how
/// often somebody guesses.
async fn exposition(State(state): State<AppState>, request: Request) -> Response {
    if !Way::of(request.extensions()).local {
        return Failure::not_found().into_response();
    }
    (
        [(header::CONTENT_TYPE, "text/plain; version=0.0.4")],
        state.metrics.render(),
    )
        .into_response()
}
