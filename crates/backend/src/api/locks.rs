//! `/locks`: accounts that are locked after failed sign-ins, for those who administer people.

use axum::{extract::State, http::StatusCode};
use ledger::{id::PersonId, rights::Duty};
use wire::{
    device::{LockedAccount, LockedAccounts},
    operation::Act,
    path,
};

use crate::{
    body::{Id, Reply},
    clock,
    error::Failure,
    log::Line,
    session::Member,
    state::AppState,
    store::{self, Transaction},
};

/// The accounts that are locked now. One of which only a device is locked is among them.
#[utoipa::path(get, path = path::LOCKS,
    security(("session" = [], "actor" = [])), responses(
    (status = 200, description = "Them.", body = LockedAccounts),
    (status = 403, description = "Without the system duty."),
))]
pub(crate) async fn get(
    State(state): State<AppState>,
    member: Member,
) -> Result<Reply<LockedAccounts>, Failure> {
    member.needs(Duty::System)?;
    let locked = store::tries::locked(&state.db, clock::now()).await?;
    let locked = locked
        .into_iter()
        .map(|(person, until)| LockedAccount { person, until });
    Ok(Reply(LockedAccounts {
        locked: locked.collect(),
    }))
}

/// Unlocks an account: its failures are forgotten, those of strangers and those of its devices.
#[utoipa::path(delete, path = path::LOCK, params(("person" = String, Path, description = "Whose.")),
    security(("session" = [], "actor" = [])), responses(
    (status = 204, description = "Unlocked, now or before."),
    (status = 403, description = "Without the system duty."),
    (status = 404, description = "Nobody has this id."),
))]
pub(crate) async fn delete(
    State(state): State<AppState>,
    member: Member,
    Id(person): Id<PersonId>,
) -> Result<StatusCode, Failure> {
    member.needs(Duty::System)?;
    member
        .view()
        .person(person)
        .ok_or_else(|| Failure::hidden(person))?;
    let mut transaction = Transaction::new();
    store::tries::forget_all_of(&mut transaction, person);
    Line::new(Act::Unlock, &member.session.peer)
        .by(member.person)
        .on(person)
        .within(&mut transaction);
    transaction.persist(&state.db).await?;
    Ok(StatusCode::NO_CONTENT)
}
