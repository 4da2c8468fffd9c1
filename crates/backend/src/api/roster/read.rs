//! `GET /roster`.

use axum::extract::State;
use ledger::entry::Chain;
use wire::{
    Code, path,
    roster::{PageQuery, RosterPage},
};

use super::head;
use crate::{
    body::{Params, Reply},
    error::Failure,
    session::Arriving,
    state::AppState,
    store,
};

/// Entries in one answer.
const PAGE: usize = 500;
/// Bytes of entries after which an answer takes no more.
const ENOUGH: usize = 4 * 1024 * 1024;

/// The roster's entries, in order.
#[utoipa::path(get, path = path::ROSTER, params(PageQuery),
    security(("session" = [], "actor" = [])), responses(
    (status = 200, description = "Some entries and the chain's end.", body = RosterPage),
))]
pub(crate) async fn get(
    State(state): State<AppState>,
    Arriving(actor): Arriving,
    Params(query): Params<PageQuery>,
) -> Result<Reply<RosterPage>, Failure> {
    let end = actor
        .roster()
        .head()
        .ok_or_else(|| Failure::new(Code::NotSetUp, "the organisation does not exist yet"))?;
    let mut entries = Vec::new();
    let mut size = 0;
    let mut after = query.after;
    while after <= end.seq && entries.len() < PAGE && size < ENOUGH {
        let stored = store::chain::entries(&state.db, Chain::Roster, after).await?;
        if stored.is_empty() {
            break;
        }
        after += stored.len() as u64;
        size += stored.iter().map(Vec::len).sum::<usize>();
        entries.extend(stored.into_iter().map(wire::Bytes::from));
    }
    entries.truncate(PAGE);
    // More may have been appended since the session was read; the end is then behind what was just read.
    let head = store::chain::head(&state.db, Chain::Roster)
        .await?
        .unwrap_or(end);
    state.roster.settled().await;
    Ok(Reply(RosterPage {
        entries,
        head: self::head(head),
    }))
}
