//! `POST /set-up`.

use axum::{extract::State, response::Response};
use ledger::{
    entry::Author,
    statement::{Genesis, RosterStatement},
};
use subtle::ConstantTimeEq;
use wire::{Code, account::SetUp, account::SignedIn, operation::Act, path};

use super::{replace_session, signed_in};
use crate::{
    account,
    api::append::{self, Outcome, Statements},
    body::Body,
    clock,
    error::Failure,
    log::Line,
    peer::{Peer, Way},
    session::{self, OldSession},
    state::AppState,
    store, tries,
    visitors::Visitor,
};

/// An organisation begins: its first statements, the founder's account, the founder's session.
#[utoipa::path(post, path = path::SET_UP, request_body = SetUp, responses(
    (status = 200, description = "Set up and signed in.", body = SignedIn),
    (status = 403, description = "Not the token of the set-up link."),
    (status = 409, description = "The organisation exists already."),
    (status = 422, description = "A statement is refused."),
))]
pub(crate) async fn post(
    State(state): State<AppState>,
    _: Visitor,
    peer: Peer,
    way: Way,
    OldSession(old): OldSession,
    Body(body): Body<SetUp>,
) -> Result<Response, Failure> {
    let exists = || Failure::new(Code::AlreadySetUp, "the organisation exists already");
    let now = clock::now();
    if !state.roster.fresh(&state.db).await?.is_empty() {
        return Err(exists());
    }
    let failed = Line::new(Act::SignInFailed, &peer).on("set-up");
    let attempt = tries::begin(&state, "set-up", &peer, &failed, now).await?;
    let token = store::setup::token(&state.db).await?.ok_or_else(exists)?;
    if !bool::from(token.as_bytes().ct_eq(body.token.as_bytes())) {
        return Err(Failure::not_allowed("token"));
    }
    attempt.succeeded(&state).await?;

    let entries = append::entries(body.entries)?;
    let Some(first) = entries.first() else {
        return Err(Failure::refused("not_begun"));
    };
    let entry = first
        .decode::<RosterStatement>()
        .map_err(|_| Failure::refused("malformed"))?;
    let RosterStatement::Genesis(Genesis { founder, .. }) = entry.statement else {
        return Err(Failure::refused("not_begun"));
    };
    let kept = account::seal(&state, founder.id, &body.account, true).await?;
    let begun = session::begin(Some(founder.id), way, now)?;
    let statements = Statements {
        entries,
        boxes: body.boxes,
        author: Author::Person(founder.id),
        peer,
        act: Act::Organise,
    };
    let outcome = append::append(&state, &statements, |transaction| {
        store::account::create(transaction, &kept, &founder.sign_in_name, None);
        store::setup::forget(transaction);
        replace_session(transaction, &begun, old);
        Line::new(Act::SetUp, &peer)
            .by(founder.id)
            .within(transaction);
        Ok(())
    })
    .await?;
    match outcome {
        Outcome::Appended(_) => signed_in(&state, entry.org, founder.id, &kept.blob, &begun),
        Outcome::Known(_) => Err(exists()),
    }
}
