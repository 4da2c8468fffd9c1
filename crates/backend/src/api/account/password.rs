//! `PUT /account/password`.

use axum::{extract::State, http::StatusCode};
use wire::{Code, account::PasswordPut, operation::Act, path};

use super::sign_in::CODE;
use crate::{
    account::{self, Account, folded},
    body::Body,
    clock,
    error::Failure,
    log::Line,
    session::{self, Arriving},
    state::AppState,
    store::{self, CHANGED, ENDED, Transaction},
    tries::{self, Claim},
};

/// How the operation log calls a try with a wrong password.
const WRONG: &str = "wrong";

/// Gives the person another password and ends their other sessions. A session is not enough: whoever finds a page open can't shut its
/// owner out without the present password.
#[utoipa::path(put, path = path::PASSWORD, request_body = PasswordPut,
    security(("session" = [], "actor" = [])), responses(
    (status = 204, description = "Changed, now or before by the same request."),
    (status = 401, description = "Not the present password, nor the recovery code."),
    (status = 409, description = "The stored blob has another counter, or the session is another person's."),
))]
pub(crate) async fn put(
    State(state): State<AppState>,
    arriving: Arriving,
    Body(body): Body<PasswordPut>,
) -> Result<StatusCode, Failure> {
    let member = arriving.member()?;
    if body.person != member.person.to_string() {
        return Err(Failure::conflict("the session is another person's"));
    }
    if body.by_code && body.account.code.is_some() {
        // It is good once.
        return Err(Failure::field("account.code", "by_code"));
    }
    let secret = account::secret(&body.secret, "secret")?;
    account::check_resealed(&body.account)?;
    let stored = store::account::of(&state.db, member.person)
        .await?
        .ok_or_else(Failure::not_found)?;
    let peer = &member.session.peer;
    let line = Line {
        detail: body.by_code.then(|| CODE.to_owned()),
        ..Line::new(Act::Password, peer).by(member.person)
    };
    let failed = Line {
        detail: Some(WRONG.to_owned()),
        ..line.clone()
    };
    let roster = state.roster.fresh(&state.db).await?;
    let name = roster
        .view()
        .person(member.person)
        .map(|person| folded(&person.sign_in_name))
        .ok_or_else(Failure::not_found)?;
    // The same tries as at sign-in: this is another door to the same secret.
    let claim = Claim::Account {
        name: &name,
        person: Some(member.person),
        device: member.session.device,
    };
    let rules = roster.view().policy().rules().lock_out;
    let attempt = tries::begin(&state, &claim, peer, rules, &failed, clock::now()).await?;
    if is_done(&state, &stored, &body).await? {
        attempt.succeeded(&state).await?;
        return Ok(StatusCode::NO_CONTENT);
    }
    if !state
        .hasher
        .matches(secret, stored.proof(body.by_code))
        .await?
    {
        return Err(failed.fail(&state, wrong()).await);
    }
    attempt.succeeded(&state).await?;

    let new = account::reseal(&state, member.person, &body.account).await?;
    let mut transaction = Transaction::new();
    store::session::expect(&mut transaction, member.session.key);
    store::account::change_password(
        &mut transaction,
        &stored,
        body.replaces,
        &new,
        member.session.key,
    );
    store::session::made_whole(&mut transaction, member.session.key);
    store::session::delete_others_of(&mut transaction, member.person, member.session.key);
    line.within(&mut transaction);
    match transaction.persist(&state.db).await {
        Ok(()) => Ok(StatusCode::NO_CONTENT),
        Err(error) if error.is_guard(ENDED) => Err(session::nobody()),
        Err(error) if error.is_guard(CHANGED) => {
            Err(Failure::conflict("the stored blob has another counter"))
        }
        Err(error) => Err(error.into()),
    }
}

/// Whether this very request was carried out before, and only its answer got lost.
async fn is_done(state: &AppState, stored: &Account, body: &PasswordPut) -> Result<bool, Failure> {
    if body.account.salt.0 != stored.salt {
        return Ok(false);
    }
    let secret = account::secret(&body.account.secret, "account.secret")?;
    if !state.hasher.matches(secret, Some(&stored.secret)).await? {
        return Ok(false);
    }
    match (&body.account.code, &stored.code) {
        (None, None) => Ok(true),
        (Some(code), Some(held)) => {
            let code = account::secret(code, "account.code")?;
            state.hasher.matches(code, Some(held)).await
        }
        _ => Ok(false),
    }
}

fn wrong() -> Failure {
    Failure::new(Code::WrongCredentials, "not the present password")
}
