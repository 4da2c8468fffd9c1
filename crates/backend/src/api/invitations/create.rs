//! `POST /invitations`.

use axum::{extract::State, http::StatusCode};
use ledger::{
    id::{InvitationId, PersonId},
    rights::Duty,
    roster::Standing,
};
use wire::{invitation::NewInvitation, operation::Act, path};

use crate::{
    body::Body,
    clock::{self, days},
    error::Failure,
    log::Line,
    session::Member,
    state::AppState,
    store::{self, Transaction, invitation::Invitation},
};

/// The longest an invitation is good.
const LIFETIME: u64 = days(14);
/// The clocks of browser and server may differ by this, milliseconds.
const SLACK: u64 = clock::minutes(10);
const MAX_SEALED: usize = 2 * 1024;
const MAX_GREETING: usize = 2 * 1024;

/// Invites somebody, or lets somebody have their access renewed. Needs the duty that will state their keys.
#[utoipa::path(post, path = path::INVITATIONS, request_body = NewInvitation,
    security(("session" = [], "actor" = [])), responses(
    (status = 204, description = "Open."),
    (status = 403, description = "Without the system duty."),
    (status = 409, description = "The id is taken."),
))]
pub(crate) async fn post(
    State(state): State<AppState>,
    member: Member,
    Body(body): Body<NewInvitation>,
) -> Result<StatusCode, Failure> {
    member.needs(Duty::System)?;
    let now = clock::now();
    let id: InvitationId = body
        .id
        .parse()
        .map_err(|_| Failure::field("id", "malformed"))?;
    if body.expires <= now || body.expires > now + LIFETIME + SLACK {
        return Err(Failure::field("expires", "out_of_range"));
    }
    if body.sealed.0.is_empty() || body.sealed.0.len() > MAX_SEALED {
        return Err(Failure::field("sealed", "out_of_range"));
    }
    let greeting = body.greeting.map(|greeting| greeting.0);
    if greeting
        .as_ref()
        .is_some_and(|greeting| greeting.len() > MAX_GREETING)
    {
        return Err(Failure::field("greeting", "too_long"));
    }
    let renews = match &body.renews {
        Some(person) => Some(renewed(&member, person)?),
        None => None,
    };
    let mut transaction = Transaction::new();
    let (expires, sealed) = (body.expires, body.sealed.0);
    let mut invitation = Invitation::new(id, member.person, now, expires, sealed);
    (invitation.renews, invitation.greeting) = (renews, greeting);
    store::invitation::create(&mut transaction, &invitation);
    Line::new(Act::Invite, &member.session.peer)
        .by(member.person)
        .on(id)
        .within(&mut transaction);
    match transaction.commit(&state.db).await {
        Err(error) if error.is_existing(store::invitation::TABLE) => {
            Err(Failure::conflict("the id is taken"))
        }
        done => Ok(done.map(|()| StatusCode::NO_CONTENT)?),
    }
}

/// Whose access is to be renewed: anybody else's whose keys may be replaced.
fn renewed(member: &Member, person: &str) -> Result<PersonId, Failure> {
    let person = person
        .parse()
        .map_err(|_| Failure::field("renews", "malformed"))?;
    match member.roster.view().standing(person) {
        Some(Standing::Active | Standing::Suspended) if person != member.person => Ok(person),
        _ => Err(Failure::field("renews", "unknown")),
    }
}
