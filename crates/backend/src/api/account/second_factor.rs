//! `/account/second-factor`: one's own, set up, given other one-time codes, ended. Each takes the present password, and a code that is good.

use axum::{extract::State, http::StatusCode};
use subtle::ConstantTimeEq;
use wire::{
    operation::Act,
    path,
    second_factor::{
        CodesPut, Given, Method, SecondFactor as Told, SecondFactorEnd, SecondFactorPut,
    },
};
use zeroize::Zeroizing;

use super::proof::{self, Proven, WRONG};
use crate::{
    account::secret,
    body::{Body, Reply},
    clock,
    error::Failure,
    log::Line,
    second_factor::{self, SecondFactor, Spent, hashes, wrong},
    session::{self, Bare, Member},
    state::AppState,
    store::{self, CHANGED, ENDED, StoreError, Transaction},
    totp,
};

/// How it stands with the person's own.
#[utoipa::path(get, path = path::SECOND_FACTOR,
    security(("session" = [], "actor" = [])), responses(
    (status = 200, description = "How it stands.", body = Told),
))]
pub(crate) async fn get(
    State(state): State<AppState>,
    Bare(member): Bare,
) -> Result<Reply<Told>, Failure> {
    let factor = store::second_factor::of(&state.db, member.person).await?;
    let left = factor.as_ref().map_or(0, |factor| factor.codes.len());
    Ok(Reply(Told {
        method: factor.as_ref().map(|factor| factor.method),
        since: factor.map(|factor| factor.since),
        codes_left: u32::try_from(left).unwrap_or(u32::MAX),
    }))
}

/// Sets one up and ends the person's other sessions, which were begun without it.
#[utoipa::path(put, path = path::SECOND_FACTOR, request_body = SecondFactorPut,
    security(("session" = [], "actor" = [])), responses(
    (status = 204, description = "Set up, now or before by the same request."),
    (status = 401, description = "Not the present password, or not a code of this key."),
    (status = 409, description = "There is one already: it has to end first."),
))]
pub(crate) async fn put(
    State(state): State<AppState>,
    Bare(member): Bare,
    Body(body): Body<SecondFactorPut>,
) -> Result<StatusCode, Failure> {
    let secret = secret(&body.secret, "secret")?;
    if body.method != Method::Totp {
        return Err(Failure::field("method", "unknown"));
    }
    let key = body.key.array().map(Zeroizing::new);
    let key = key.ok_or_else(|| Failure::field("key", "malformed"))?;
    let codes = hashes(&state.secret, member.person, &body.codes)?;
    let failed = line(&member).why(WRONG);
    let Proven { account, attempt } = proof::password(&state, &member, secret, &failed).await?;
    // The key is the person's own: a code of it is a proof that it arrived, and no guess.
    attempt.succeeded(&state).await?;
    if let Some(there) = store::second_factor::of(&state.db, member.person).await? {
        let same = bool::from(there.key(&state.secret)?.as_slice().ct_eq(key.as_slice()));
        return match same && there.codes == codes {
            true => Ok(StatusCode::NO_CONTENT),
            false => Err(exists()),
        };
    }
    let now = clock::now();
    let step = totp::matching(&key, &body.code, None, now).ok_or_else(wrong)?;
    let factor = SecondFactor {
        person: member.person,
        method: Method::Totp,
        sealed: second_factor::seal(&state.secret, member.person, &key)?,
        last_step: step,
        since: now,
        codes,
    };
    let session = member.session.key;
    let mut transaction = Transaction::new();
    store::session::expect(&mut transaction, session);
    store::account::sign_in(&mut transaction, &account, session);
    store::second_factor::create(&mut transaction, &factor);
    store::session::has_factor(&mut transaction, session, now);
    store::session::delete_others_of(&mut transaction, member.person, session);
    line(&member).why("set_up").within(&mut transaction);
    match transaction.persist(&state.db).await {
        Err(error) if error.is_existing(store::second_factor::TABLE) => Err(exists()),
        done => answered(done),
    }
}

/// Ten other one-time codes: those that are left are void.
#[utoipa::path(put, path = path::SECOND_FACTOR_CODES, request_body = CodesPut,
    security(("session" = [], "actor" = [])), responses(
    (status = 204, description = "Replaced, now or before by the same request."),
    (status = 401, description = "Not the present password, or not a code that is good now."),
    (status = 404, description = "There is no second factor."),
))]
pub(crate) async fn codes(
    State(state): State<AppState>,
    member: Member,
    Body(body): Body<CodesPut>,
) -> Result<StatusCode, Failure> {
    let secret = secret(&body.secret, "secret")?;
    let codes = hashes(&state.secret, member.person, &body.codes)?;
    let failed = line(&member).why(WRONG);
    let proven = proof::password(&state, &member, secret, &failed).await?;
    let factor = store::second_factor::of(&state.db, member.person).await?;
    let factor = factor.ok_or_else(Failure::not_found)?;
    if factor.codes == codes {
        proven.attempt.succeeded(&state).await?;
        return Ok(StatusCode::NO_CONTENT);
    }
    let spent = proved(&state, proven, (&factor, &body.given), &failed).await?;
    let mut transaction = changed(&member, &factor, spent);
    store::second_factor::set_codes(&mut transaction, member.person, &codes);
    line(&member).why("new_codes").within(&mut transaction);
    answered(transaction.persist(&state.db).await)
}

/// Ends it.
#[utoipa::path(put, path = path::SECOND_FACTOR_END, request_body = SecondFactorEnd,
    security(("session" = [], "actor" = [])), responses(
    (status = 204, description = "There is none, now or before."),
    (status = 401, description = "Not the present password, or not a code that is good now."),
))]
pub(crate) async fn end(
    State(state): State<AppState>,
    member: Member,
    Body(body): Body<SecondFactorEnd>,
) -> Result<StatusCode, Failure> {
    let secret = secret(&body.secret, "secret")?;
    let failed = line(&member).why(WRONG);
    let proven = proof::password(&state, &member, secret, &failed).await?;
    let Some(factor) = store::second_factor::of(&state.db, member.person).await? else {
        proven.attempt.succeeded(&state).await?;
        return Ok(StatusCode::NO_CONTENT);
    };
    let spent = proved(&state, proven, (&factor, &body.given), &failed).await?;
    let mut transaction = changed(&member, &factor, spent);
    store::second_factor::delete(&mut transaction, member.person);
    store::session::lost_factor(&mut transaction, member.person);
    line(&member).why("end").within(&mut transaction);
    answered(transaction.persist(&state.db).await)
}

/// What the code uses up. A wrong one is a failure like a wrong password.
async fn proved(
    state: &AppState,
    proven: Proven,
    (factor, given): (&SecondFactor, &Given),
    failed: &Line,
) -> Result<Spent, Failure> {
    match factor.judge(&state.secret, given, clock::now())? {
        Some(spent) => {
            proven.attempt.succeeded(state).await?;
            Ok(spent)
        }
        None => Err(failed.fail(state, wrong()).await),
    }
}

/// What every change begins with: the session lives, and the code is used up.
fn changed(member: &Member, factor: &SecondFactor, spent: Spent) -> Transaction {
    let mut transaction = Transaction::new();
    store::session::expect(&mut transaction, member.session.key);
    store::second_factor::spend(&mut transaction, factor, spent);
    transaction
}

fn answered(done: Result<(), StoreError>) -> Result<StatusCode, Failure> {
    match done {
        Ok(()) => Ok(StatusCode::NO_CONTENT),
        Err(error) if error.is_guard(ENDED) => Err(session::nobody()),
        // Another request used the code, or changed the password, first.
        Err(error) if error.is_guard(CHANGED) => Err(wrong()),
        Err(error) => Err(error.into()),
    }
}

fn line(member: &Member) -> Line {
    Line::new(Act::SecondFactor, &member.session.peer).by(member.person)
}

fn exists() -> Failure {
    Failure::conflict("there is a second factor already")
}
