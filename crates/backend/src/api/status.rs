//! `GET /status`.

use axum::extract::State;
use wire::{account::Status, path};

use crate::{
    body::Reply, clock, device::Device, error::Failure, state::AppState, store, visitors::Visitor,
};

/// Whether the organisation exists.
#[utoipa::path(get, path = path::STATUS, responses(
    (status = 200, description = "The server's state.", body = Status),
))]
pub(crate) async fn get(
    State(state): State<AppState>,
    _: Visitor,
    device: Device,
) -> Result<Reply<Status>, Failure> {
    let roster = state.roster.fresh(&state.db).await?;
    let lost = match device.key {
        Some(key) => store::device::losers(&state.db, key).await?,
        None => Vec::new(),
    };
    Ok(Reply(Status {
        lost,
        set_up: !roster.is_empty(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        now: clock::now(),
    }))
}
