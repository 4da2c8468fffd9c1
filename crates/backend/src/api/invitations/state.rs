//! `GET /invitations/{invitation}`.

use axum::extract::State;
use ledger::id::InvitationId;
use wire::{invitation::InvitationState, path};

use crate::{
    body::{Id, Reply},
    clock,
    error::Failure,
    state::AppState,
    store,
    visitors::Visitor,
};

/// What anyone with the link may know.
#[utoipa::path(get, path = path::INVITATION, params(("invitation" = String, Path, description = "Its id.")), responses(
    (status = 200, description = "Its state.", body = InvitationState),
    (status = 404, description = "No such invitation."),
))]
pub(crate) async fn get(
    State(state): State<AppState>,
    _: Visitor,
    Id(id): Id<InvitationId>,
) -> Result<Reply<InvitationState>, Failure> {
    let invitation = store::invitation::get(&state.db, id)
        .await?
        .ok_or_else(Failure::not_found)?;
    Ok(Reply(InvitationState {
        state: invitation.state(clock::now()),
        expires: invitation.expires,
        greeting: invitation.greeting.map(Into::into),
    }))
}
