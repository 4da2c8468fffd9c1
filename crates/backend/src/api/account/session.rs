//! `GET /session`.

use wire::{account::Session, path};

use crate::{body::Reply, error::Failure, session::Actor};

/// Whose session it is.
#[utoipa::path(get, path = path::SESSION, responses(
    (status = 200, description = "The session.", body = Session),
    (status = 401, description = "No session."),
))]
pub(crate) async fn get(actor: Actor) -> Result<Reply<Session>, Failure> {
    let person = actor.person().map(|person| person.to_string());
    Ok(Reply(Session {
        person,
        expires: actor.session().expires,
    }))
}
