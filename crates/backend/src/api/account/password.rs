//! `PUT /account/password`.

use axum::{extract::State, http::StatusCode};
use wire::{Code, account::PasswordPut, operation::Act, path};

use crate::{
    account::{self, Account, folded},
    body::Body,
    clock,
    error::Failure,
    log::Line,
    session::{self, Member},
    state::AppState,
    store::{self, CHANGED, ENDED, Transaction},
    tries,
};

/// How the operation log calls a try with a wrong password.
const WRONG: &str = "wrong";

/// Gives the person another password and ends their other sessions. A session is not enough: whoever finds a page open can't shut its
/// owner out without the present password.
#[utoipa::path(put, path = path::PASSWORD, request_body = PasswordPut,
    security(("session" = [], "actor" = [])), responses(
    (status = 204, description = "Changed, now or before by the same request."),
    (status = 401, description = "Not the present password."),
    (status = 409, description = "The stored blob has another counter, or the session is another person's."),
))]
pub(crate) async fn put(
    State(state): State<AppState>,
    member: Member,
    Body(body): Body<PasswordPut>,
) -> Result<StatusCode, Failure> {
    if body.person != member.person.to_string() {
        return Err(Failure::conflict("the session is another person's"));
    }
    let secret = account::secret(&body.secret, "secret")?;
    account::check_resealed(&body.account)?;
    let stored = store::account::of(&state.db, member.person)
        .await?
        .ok_or_else(Failure::not_found)?;
    let peer = &member.session.peer;
    let line = Line::new(Act::Password, peer).by(member.person);
    let failed = Line {
        detail: Some(WRONG.to_owned()),
        ..line.clone()
    };
    let name = state
        .roster
        .fresh(&state.db)
        .await?
        .view()
        .person(member.person)
        .map(|person| folded(&person.sign_in_name))
        .ok_or_else(Failure::not_found)?;
    // The same tries as at sign-in: this is another door to the same secret.
    let attempt = tries::begin(&state, &name, peer, &failed, clock::now()).await?;
    if is_done(&state, &stored, &body).await? {
        attempt.succeeded(&state).await?;
        return Ok(StatusCode::NO_CONTENT);
    }
    if !state.hasher.matches(secret, Some(&stored.secret)).await? {
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
    state.hasher.matches(secret, Some(&stored.secret)).await
}

fn wrong() -> Failure {
    Failure::new(Code::WrongCredentials, "not the present password")
}
