//! `DELETE /invitations/{invitation}`.

use axum::{extract::State, http::StatusCode};
use ledger::id::{InvitationId, PersonId};
use wire::{operation::Act, path};

use crate::{
    body::Id,
    error::Failure,
    log::Line,
    session::Member,
    state::AppState,
    store::{
        self, CHANGED, StoreError, Transaction,
        invitation::{Invitation, Written},
    },
};

/// Withdraws an invitation that is not used yet. An answer goes with it, and its sign-in name is free again.
#[utoipa::path(delete, path = path::INVITATION, params(("invitation" = String, Path, description = "Its id.")),
    security(("session" = [], "actor" = [])), responses(
    (status = 204, description = "Withdrawn, now or before."),
    (status = 404, description = "No such invitation of this person."),
    (status = 409, description = "It was used."),
))]
pub(crate) async fn delete(
    State(state): State<AppState>,
    member: Member,
    Id(id): Id<InvitationId>,
) -> Result<StatusCode, Failure> {
    let invitation = store::invitation::get(&state.db, id)
        .await?
        .filter(|invitation| invitation.inviter == member.person)
        .ok_or_else(|| Failure::hidden(id))?;
    match invitation.written() {
        Written::Withdrawn => return Ok(StatusCode::NO_CONTENT),
        Written::Used => return Err(Failure::conflict("it was used")),
        Written::Open | Written::Answered => {}
    }
    let mut transaction = Transaction::new();
    withdraw(&mut transaction, &invitation)?;
    Line::new(Act::Invite, &member.session.peer)
        .by(member.person)
        .on(id)
        .within(&mut transaction);
    match transaction.commit(&state.db).await {
        Err(StoreError::Conflict) => Err(Failure::conflict("the invitation changed meanwhile")),
        Err(error) if error.is_guard(CHANGED) => {
            Err(Failure::conflict("the invitation changed meanwhile"))
        }
        done => Ok(done.map(|()| StatusCode::NO_CONTENT)?),
    }
}

/// Withdraws an invitation that waits, with what its answer brought.
pub(crate) fn withdraw(
    transaction: &mut Transaction,
    invitation: &Invitation,
) -> Result<(), Failure> {
    let (id, written) = (invitation.id, invitation.written());
    store::invitation::transition(transaction, id, written, Written::Withdrawn);
    if let Some(newcomer) = &invitation.newcomer {
        let person = newcomer
            .person
            .parse()
            .map_err(|_| Failure::conflict("the answer names nobody"))?;
        store::account::discard(transaction, person, &newcomer.sign_in_name);
    }
    if let Some(person) = invitation.renews {
        store::renewal::discard(transaction, person, id);
    }
    Ok(())
}

/// Those that a person has made and that wait: nobody can confirm them once their inviter is gone.
pub(crate) async fn waiting(
    state: &AppState,
    inviter: PersonId,
) -> Result<Vec<Invitation>, Failure> {
    let all = store::invitation::of(&state.db, inviter).await?;
    let waits =
        |invitation: &Invitation| matches!(invitation.written(), Written::Open | Written::Answered);
    Ok(all.into_iter().filter(waits).collect())
}
