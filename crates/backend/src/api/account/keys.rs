//! `PUT /account/keys`.

use axum::{extract::State, http::StatusCode};
use ledger::entry::Author;
use wire::{account::KeysPut, operation::Act, path};

use crate::{
    account,
    api::append::{self, Statements},
    body::Body,
    error::Failure,
    session::Member,
    state::AppState,
    store,
};

/// Gives the person keys of their own making, signed by those that they replace: their account with them, and all of their sessions end,
/// this one as well.
#[utoipa::path(put, path = path::KEYS, request_body = KeysPut,
    security(("session" = [], "actor" = [])), responses(
    (status = 204, description = "Replaced. Every session of the person has ended."),
    (status = 409, description = "Somebody appended first, or the session is another person's."),
    (status = 422, description = "The statement is refused, or it does not replace the person's keys."),
))]
pub(crate) async fn put(
    State(state): State<AppState>,
    member: Member,
    Body(body): Body<KeysPut>,
) -> Result<StatusCode, Failure> {
    if body.person != member.person.to_string() {
        return Err(Failure::conflict("the session is another person's"));
    }
    let entries = append::entries(vec![body.entry])?;
    if !append::rekeys(&entries, member.person) {
        return Err(Failure::refused("rekey"));
    }
    let kept = account::reseal(&state, member.person, &body.account).await?;
    let statements = Statements {
        entries,
        boxes: Vec::new(),
        author: Author::Person(member.person),
        brings: Some(member.person),
        peer: member.session.peer,
        act: Act::Organise,
    };
    append::append(&state, &statements, |transaction| {
        store::account::replace(transaction, &kept);
        Ok(())
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}
