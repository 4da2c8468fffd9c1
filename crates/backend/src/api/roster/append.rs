//! `POST /roster`.

use axum::extract::State;
use wire::{
    operation::Act,
    path,
    roster::{Appended, RosterAppend},
};

use super::head;
use crate::{
    api::append::{self, Statements},
    body::{Body, Reply},
    error::Failure,
    session::Actor,
    state::AppState,
};

/// Appends statements, all or none.
#[utoipa::path(post, path = path::ROSTER, request_body = RosterAppend,
    security(("session" = [], "actor" = [])), responses(
    (status = 200, description = "Appended, now or before under the same intents.", body = Appended),
    (status = 403, description = "The organisation does not allow it."),
    (status = 409, description = "Somebody appended first, or the intent stands for another statement."),
    (status = 422, description = "A statement is refused."),
))]
pub(crate) async fn post(
    State(state): State<AppState>,
    actor: Actor,
    Body(body): Body<RosterAppend>,
) -> Result<Reply<Appended>, Failure> {
    let statements = Statements {
        entries: append::entries(body.entries)?,
        boxes: body.boxes,
        author: actor.author(),
        brings: None,
        peer: actor.session().peer,
        act: if actor.person().is_some() {
            Act::Organise
        } else {
            Act::Recover
        },
    };
    let outcome = append::append(&state, &statements, |_| Ok(())).await?;
    Ok(Reply(Appended {
        head: head(outcome.position()),
    }))
}
