//! `/second-factors`: whose there are, and the end of one, for those who administer people: somebody has lost their phone.

use axum::{extract::State, http::StatusCode};
use ledger::{id::PersonId, rights::Duty};
use wire::{operation::Act, path, second_factor::SecondFactors};

use crate::{
    body::{Id, Reply},
    error::Failure,
    log::Line,
    session::Member,
    state::AppState,
    store::{self, Transaction},
};

/// Who has one.
#[utoipa::path(get, path = path::SECOND_FACTORS,
    security(("session" = [], "actor" = [])), responses(
    (status = 200, description = "Them.", body = SecondFactors),
    (status = 403, description = "Without the system duty."),
))]
pub(crate) async fn get(
    State(state): State<AppState>,
    member: Member,
) -> Result<Reply<SecondFactors>, Failure> {
    member.needs(Duty::System)?;
    let people = store::second_factor::people(&state.db).await?;
    Ok(Reply(SecondFactors { people }))
}

/// Removes somebody's, and ends their sessions. One's own ends by its code alone: a session that somebody found open, and a password, must not
/// be enough.
#[utoipa::path(delete, path = path::ONES_SECOND_FACTOR, params(("person" = String, Path, description = "Whose.")),
    security(("session" = [], "actor" = [])), responses(
    (status = 204, description = "There is none, now or before."),
    (status = 403, description = "Without the system duty, or one's own."),
    (status = 404, description = "Nobody has this id."),
))]
pub(crate) async fn delete(
    State(state): State<AppState>,
    member: Member,
    Id(person): Id<PersonId>,
) -> Result<StatusCode, Failure> {
    member.needs(Duty::System)?;
    if person == member.person {
        return Err(Failure::not_allowed("own"));
    }
    member
        .view()
        .person(person)
        .ok_or_else(|| Failure::hidden(person))?;
    if store::second_factor::of(&state.db, person).await?.is_none() {
        return Ok(StatusCode::NO_CONTENT);
    }
    let mut transaction = Transaction::new();
    store::second_factor::delete(&mut transaction, person);
    store::session::delete_all_of(&mut transaction, person);
    Line::new(Act::SecondFactor, &member.session.peer)
        .by(member.person)
        .on(person)
        .why("remove")
        .within(&mut transaction);
    transaction.persist(&state.db).await?;
    Ok(StatusCode::NO_CONTENT)
}
