//! `POST /set-up`.

use axum::{extract::State, http::StatusCode, response::Response};
use ledger::{
    entry::{Author, Entry, SignedEntry},
    hash::Hash,
    rules::Rules,
    statement::{Genesis, RosterStatement},
};
use subtle::ConstantTimeEq;
use wire::{
    Code,
    account::{SetUp, SetUpToken, SignedIn},
    operation::Act,
    path,
};

use super::{again, replace_session, signed_in};
use crate::{
    account,
    api::append::{self, Outcome, Statements},
    body::Body,
    clock::{self, minutes},
    device::Device,
    error::Failure,
    log::Line,
    peer::{Peer, Way},
    session::{self, OldSession},
    state::AppState,
    store::{self, Transaction, setup::Used},
    tries::{self, Claim},
    visitors::Visitor,
};

/// How long an answer may be asked for again.
const AGAIN: u64 = minutes(10);

/// An organisation begins: its first statements, the founder's account, the founder's session.
#[utoipa::path(post, path = path::SET_UP, request_body = SetUp, responses(
    (status = 200, description = "Set up and signed in, now or again because the answer was lost.", body = SignedIn),
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
    device: Device,
    Body(body): Body<SetUp>,
) -> Result<Response, Failure> {
    let now = clock::now();
    if !state.roster.fresh(&state.db).await?.is_empty() {
        return sent_again(&state, &peer, way, body).await;
    }
    proven(&state, &peer, &body.token).await?;

    let statements = append::entries(body.entries.clone())?;
    let (entry, founder) = begun_by(&statements)?;
    let used = Used {
        token: Hash(state.secret.digest(body.token.as_bytes())),
        batch: statements
            .last()
            .map(SignedEntry::hash)
            .ok_or_else(not_begun)?,
        at: now,
    };
    let kept = account::seal(&state, founder.id, &body.account, true).await?;
    let named = device.named(&state, way).await?;
    let begun = session::begin(Some(founder.id), way, Rules::default().sessions, now)?;
    let begun = named.on(begun, &peer);
    let statements = Statements {
        entries: statements,
        boxes: body.boxes.clone(),
        author: Author::Person(founder.id),
        brings: None,
        peer,
        act: Act::Organise,
    };
    let outcome = append::append(&state, &statements, |transaction| {
        store::account::create(transaction, &kept, &founder.sign_in_name, None);
        store::setup::use_up(transaction, &used);
        replace_session(transaction, &begun, old);
        named.used_by(transaction, founder.id, &peer, now);
        Line::new(Act::SetUp, &peer)
            .by(founder.id)
            .within(transaction);
        Ok(())
    })
    .await?;
    match outcome {
        Outcome::Appended(_) => signed_in(&state, entry.org, founder.id, &kept.blob, &begun)
            .map(|answer| named.told(answer)),
        Outcome::Known(_) => sent_again(&state, &peer, way, body).await,
    }
}

/// Says whether a set-up link is the right one, before a founder has typed anything and written a kit down. It counts as a try.
#[utoipa::path(post, path = path::SET_UP_TOKEN, request_body = SetUpToken, responses(
    (status = 204, description = "It is."),
    (status = 403, description = "Not the token of the set-up link."),
    (status = 409, description = "The organisation exists already."),
))]
pub(crate) async fn check(
    State(state): State<AppState>,
    _: Visitor,
    peer: Peer,
    Body(body): Body<SetUpToken>,
) -> Result<StatusCode, Failure> {
    proven(&state, &peer, &body.token).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whoever sends this is the founder.
async fn proven(state: &AppState, peer: &Peer, sent: &str) -> Result<(), Failure> {
    let failed = Line::new(Act::SignInFailed, peer).on("set-up");
    let (claim, rules) = (Claim::Word("set-up"), Rules::default().lock_out);
    let attempt = tries::begin(state, &claim, peer, rules, &failed, clock::now()).await?;
    let token = store::setup::token(&state.db).await?.ok_or_else(exists)?;
    if !bool::from(token.as_bytes().ct_eq(sent.as_bytes())) {
        return Err(Failure::not_allowed("token"));
    }
    attempt.succeeded(state).await
}

/// The founder's answer was lost. To everybody else the organisation exists already: who asks again has used the token for these
/// very statements, a moment ago, and has the secret of the account that came with them.
async fn sent_again(
    state: &AppState,
    peer: &Peer,
    way: Way,
    body: SetUp,
) -> Result<Response, Failure> {
    let now = clock::now();
    let used = store::setup::used(&state.db).await?.ok_or_else(exists)?;
    let token = state.secret.digest(body.token.as_bytes());
    if now > used.at.saturating_add(AGAIN) || !bool::from(used.token.0.ct_eq(&token)) {
        return Err(exists());
    }
    let entries = append::entries(body.entries)?;
    let (entry, founder) = begun_by(&entries)?;
    let roster = state.roster.fresh(&state.db).await?;
    let end = append::known(&roster, &entries).map_err(|_| exists())?;
    if end.is_none_or(|end| end.hash != used.batch) {
        return Err(exists());
    }
    let stored = again::proven(state, founder.id, &body.account)
        .await
        .map_err(|_| exists())?;
    let begun = session::begin(Some(founder.id), way, Rules::default().sessions, now)?;
    let mut transaction = Transaction::new();
    Line {
        detail: Some(again::WORD.to_owned()),
        ..Line::new(Act::SetUp, peer).by(founder.id)
    }
    .within(&mut transaction);
    again::commit(state, transaction, &stored, &begun).await?;
    signed_in(state, entry.org, founder.id, &stored.blob, &begun)
}

/// Genesis, and who founds.
fn begun_by(
    entries: &[SignedEntry],
) -> Result<(Entry<RosterStatement>, ledger::statement::Person), Failure> {
    let entry = entries
        .first()
        .ok_or_else(not_begun)?
        .decode::<RosterStatement>()
        .map_err(|_| Failure::refused("malformed"))?;
    match &entry.statement {
        RosterStatement::Genesis(Genesis { founder, .. }) => {
            let founder = founder.clone();
            Ok((entry, founder))
        }
        _ => Err(not_begun()),
    }
}

fn exists() -> Failure {
    Failure::new(Code::AlreadySetUp, "the organisation exists already")
}

fn not_begun() -> Failure {
    Failure::refused("not_begun")
}
