//! `GET /invitations`.

use axum::extract::State;
use wire::{
    invitation::{Invitation, Invitations},
    path,
};

use crate::{body::Reply, clock, error::Failure, session::Member, state::AppState, store};

/// The person's own invitations, newest first.
#[utoipa::path(get, path = path::INVITATIONS,
    security(("session" = [], "actor" = [])), responses(
    (status = 200, description = "At most 500.", body = Invitations),
))]
pub(crate) async fn get(
    State(state): State<AppState>,
    member: Member,
) -> Result<Reply<Invitations>, Failure> {
    let now = clock::now();
    let invitations = store::invitation::of(&state.db, member.person)
        .await?
        .into_iter()
        .map(|invitation| Invitation {
            id: invitation.id.to_string(),
            state: invitation.state(now),
            expires: invitation.expires,
            sealed: invitation.sealed.into(),
            newcomer: invitation.newcomer,
            renews: invitation.renews.map(|person| person.to_string()),
            renewed: invitation.renewed,
        })
        .collect();
    Ok(Reply(Invitations { invitations }))
}
