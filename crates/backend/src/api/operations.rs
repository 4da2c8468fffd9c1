//! `GET /operations`.

use axum::extract::State;
use ledger::rights::Duty;
use wire::{
    operation::{OperationQuery, Operations},
    path,
};

use crate::{
    body::{Params, Reply},
    error::Failure,
    session::Member,
    state::AppState,
    store,
};

const LIMIT: u32 = 100;
const MOST: u32 = 500;

/// The operation log, newest first, for who bears the audit duty.
#[utoipa::path(get, path = path::OPERATIONS, params(OperationQuery),
    security(("session" = [], "actor" = [])), responses(
    (status = 200, description = "Lines.", body = Operations),
    (status = 403, description = "Without the audit duty."),
))]
pub(crate) async fn get(
    State(state): State<AppState>,
    member: Member,
    Params(query): Params<OperationQuery>,
) -> Result<Reply<Operations>, Failure> {
    member.needs(Duty::Audit)?;
    let limit = query.limit.unwrap_or(LIMIT);
    if !(1..=MOST).contains(&limit) {
        return Err(Failure::field("limit", "out_of_range"));
    }
    Ok(Reply(Operations {
        operations: store::operation::page(&state.db, query.before, limit).await?,
    }))
}
