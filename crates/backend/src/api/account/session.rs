//! `GET /session`.

use wire::{account::Session, path};

use crate::{body::Reply, error::Failure, session::Actor};

/// Whose session it is.
#[utoipa::path(get, path = path::SESSION,
    security(("session" = [], "actor" = [])), responses(
    (status = 200, description = "The session.", body = Session),
))]
pub(crate) async fn get(actor: Actor) -> Result<Reply<Session>, Failure> {
    let person = actor.person().map(|person| person.to_string());
    Ok(Reply(Session {
        person,
        expires: actor.session().expires,
    }))
}
