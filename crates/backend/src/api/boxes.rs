//! `GET /boxes`, `POST /boxes`.

use axum::{extract::State, http::StatusCode};
use ledger::{View, id::PersonId, rights::Duty, statement::KeyName};
use wire::{path, roster::Boxes};

use crate::{
    api::append::check_boxes,
    body::{Body, Reply},
    error::Failure,
    session::Actor,
    state::AppState,
    store::{self, Transaction},
};

/// The boxes for the person, for the posts that the person is admitted to, or for the recovery root.
#[utoipa::path(get, path = path::BOXES, responses(
    (status = 200, description = "All of them.", body = Boxes),
    (status = 401, description = "No session."),
))]
pub(crate) async fn get(
    State(state): State<AppState>,
    actor: Actor,
) -> Result<Reply<Boxes>, Failure> {
    let view = actor.roster().view();
    let recipients = match actor.person() {
        Some(person) => recipients(view, person),
        None => view
            .recovery()
            .map(|keys| keys.wrapping)
            .into_iter()
            .collect(),
    };
    Ok(Reply(Boxes {
        boxes: store::boxes::of(&state.db, &recipients).await?,
    }))
}

/// Whose boxes a person may have: the present keys, and every epoch of the posts at which those are admitted.
fn recipients(view: View<'_>, person: PersonId) -> Vec<[u8; 32]> {
    let mut recipients: Vec<[u8; 32]> = view
        .fingerprint_of(person)
        .map(|hash| hash.0)
        .into_iter()
        .collect();
    for post in view
        .posts_of(person)
        .filter(|post| view.is_admitted(person, *post))
    {
        let key = KeyName::Post(post);
        let epochs = 1..=view.epoch(&key).map_or(0, |opening| opening.epoch);
        recipients.extend(
            epochs
                .filter_map(|epoch| view.epoch_at(&key, epoch)?.public)
                .map(|hash| hash.0),
        );
    }
    recipients
}

/// Adds boxes for recipients that were admitted before.
#[utoipa::path(post, path = path::BOXES, request_body = Boxes, responses(
    (status = 204, description = "Kept."),
    (status = 401, description = "No session."),
    (status = 403, description = "Without the archive duty."),
))]
pub(crate) async fn post(
    State(state): State<AppState>,
    actor: Actor,
    Body(body): Body<Boxes>,
) -> Result<StatusCode, Failure> {
    if let Actor::Member(member) = &actor {
        member.needs(Duty::Archive)?;
    }
    check_boxes(&body.boxes)?;
    if !body.boxes.is_empty() {
        let mut transaction = Transaction::new();
        store::boxes::insert(&mut transaction, &body.boxes);
        transaction.commit(&state.db).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}
