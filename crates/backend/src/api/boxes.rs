//! `GET /boxes`. Boxes are added by the append that makes them due, and in its transaction.

use axum::extract::State;
use ledger::{View, id::PersonId, rights::Operation, statement::KeyName};
use wire::{path, roster::Boxes};

use crate::{body::Reply, error::Failure, session::Actor, state::AppState, store};

/// Bytes of boxes in one answer: a client reads no answer longer than 64 MiB. Thousands of keys in hundreds of boxes each
/// are less.
const MOST: usize = 32 * 1024 * 1024;

/// The boxes for the person, for the posts that the person is admitted to, or for the recovery root.
#[utoipa::path(get, path = path::BOXES,
    security(("session" = [], "actor" = [])), responses(
    (status = 200, description = "All of them, up to 32 MiB.", body = Boxes),
))]
pub(crate) async fn get(
    State(state): State<AppState>,
    actor: Actor,
) -> Result<Reply<Boxes>, Failure> {
    let view = actor.view();
    let recipients = match actor.person() {
        Some(person) => recipients(view, person),
        None => view
            .recovery()
            .map(|keys| keys.wrapping)
            .into_iter()
            .collect(),
    };
    Ok(Reply(Boxes {
        boxes: store::boxes::of(&state.db, &recipients, MOST).await?,
    }))
}

/// Whose boxes a person may have: the present keys; every epoch of the posts at which those are admitted; and the later
/// epochs of the units' keys that they may have, to which the earlier ones are sealed.
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
    for unit in view.units() {
        let sections = view.allowed(person, Operation::View, unit.id);
        let keys = sections
            .iter()
            .map(|section| KeyName::Unit(unit.id, section));
        let epochs = keys.flat_map(|key| view.epochs(&key));
        let later = epochs.filter(|opening| opening.replaces.is_some());
        recipients.extend(later.map(|opening| opening.commitment.0));
    }
    recipients
}
