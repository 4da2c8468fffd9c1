//! `POST /sign-in`: the name and a secret; and `POST /sign-in/code`: what a second factor shows, where there is one.

use axum::{extract::State, http::StatusCode, response::Response};
use wire::{
    Code,
    account::{SignIn, SignedIn},
    operation::Act,
    path,
    second_factor::{Asked, SignInCode, Source},
};

use super::enter::{Comer, Proved, enter, lets_in};
use crate::{
    account::{folded, secret},
    body::{self, Body},
    clock,
    error::Failure,
    log::Line,
    second_factor, session,
    state::AppState,
    store,
    ticket::{self, Ticket},
    tries::{self, Claim},
    visitors::Visitor,
};

/// How the operation log calls the way by a recovery code.
pub(super) const CODE: &str = "code";
/// And a failure at the second step.
const SECOND_FACTOR: &str = "second_factor";
/// A sign-in by a one-time code.
const ONE_TIME: &str = "one_time_code";
/// That the password was right, and a code is waited for.
const ASKED: &str = "asked";

/// Signs in. An unknown name and a wrong secret are answered alike, after the same work. Whether there is a second factor is told to nobody who
/// has not proven the secret.
#[utoipa::path(post, path = path::SIGN_IN, request_body = SignIn, responses(
    (status = 200, description = "Signed in; the session is in the cookie.", body = SignedIn),
    (status = 202, description = "A code is to follow: there is a second factor. There is no session yet.", body = Asked),
    (status = 401, description = "Name and password do not belong together."),
    (status = 403, description = "Joined, but not yet confirmed; suspended; or from a device that was reported lost."),
    (status = 429, description = "Too many failures for this account or from this address."),
))]
pub(crate) async fn post(
    State(state): State<AppState>,
    _: Visitor,
    comer: Comer,
    Body(body): Body<SignIn>,
) -> Result<Response, Failure> {
    let secret = secret(&body.secret, "secret")?;
    let now = clock::now();
    let account = store::account::by_name(&state.db, &body.sign_in_name).await?;
    let detail = body.by_code.then(|| CODE.to_owned());
    let person = account.as_ref().map(|account| account.person);
    let failed = Line {
        person,
        detail: detail.clone(),
        ..Line::new(Act::SignInFailed, &comer.peer)
    };
    let known = comer.device.known(&state, person).await?;
    let roster = state.roster.fresh(&state.db).await?;
    let rules = roster.view().policy().rules();
    let claim = Claim::Account {
        name: &folded(&body.sign_in_name),
        person,
        device: comer.device.key.filter(|_| known.is_some()),
    };
    let attempt = tries::begin(&state, &claim, &comer.peer, rules.lock_out, &failed, now).await?;
    if known.as_ref().is_some_and(|known| known.lost) {
        return Err(failed.fail(&state, lost()).await);
    }
    let proof = account.as_ref();
    let proof = proof.and_then(|account| account.proof(body.by_code));
    let matches = state.hasher.matches(secret, proof).await?;
    let Some(account) = account.filter(|_| matches) else {
        return Err(failed.fail(&state, wrong()).await);
    };

    let factor = store::second_factor::of(&state.db, account.person).await?;
    let factored = match &factor {
        Some(_) if !body.by_code => {
            let here = (account.person, comer.device.key);
            session::factored_here(&state, comer.old, here, rules.sessions, now).await?
        }
        _ => None,
    };
    if let Some(factor) = factor.filter(|_| factored.is_none()) {
        attempt.half_succeeded(&state).await?;
        if let Err(outside) = lets_in(&roster, &account) {
            return Err(failed.fail(&state, outside).await);
        }
        let ticket = Ticket::new(&account, body.by_code, now).ok_or_else(wrong)?;
        let asked = Asked {
            ticket: ticket.seal(&state.secret)?.into(),
            method: factor.method,
        };
        let line = Line::new(Act::SecondFactor, &comer.peer).by(account.person);
        line.why(ASKED).write(&state).await?;
        return Ok(body::encode(StatusCode::ACCEPTED, &asked));
    }
    attempt.succeeded(&state).await?;
    if let Err(outside) = lets_in(&roster, &account) {
        return Err(failed.fail(&state, outside).await);
    }
    let proved = Proved {
        account: &account,
        by_code: body.by_code,
        factored,
        detail,
    };
    let vouches = comer.old.filter(|_| factored.is_some());
    let entered = enter(&state, &roster, &comer, proved, now, |transaction| {
        if let Some(old) = vouches {
            store::session::expect(transaction, old);
        }
    });
    match entered.await? {
        Some(answer) => Ok(answer),
        // Recovery has given the person another password while this one was being checked, or they have set up a second factor.
        None => Err(failed.fail(&state, wrong()).await),
    }
}

/// The second step. A wrong code is a failure like a wrong password, and counts with it.
#[utoipa::path(post, path = path::SIGN_IN_CODE, request_body = SignInCode, responses(
    (status = 200, description = "Signed in; the session is in the cookie.", body = SignedIn),
    (status = 401, description = "Not a code that is good now: a wrong one, or one that was used."),
    (status = 403, description = "Suspended; or from a device that was reported lost."),
    (status = 410, description = "The ticket is no ticket, is too old, or what it proved is so no more: sign in anew."),
    (status = 429, description = "Too many failures for this account or from this address."),
))]
pub(crate) async fn code(
    State(state): State<AppState>,
    _: Visitor,
    comer: Comer,
    Body(body): Body<SignInCode>,
) -> Result<Response, Failure> {
    let now = clock::now();
    let ticket = Ticket::open(&state.secret, &body.ticket.0, now).ok_or_else(ticket::ended)?;
    let account = store::account::of(&state.db, ticket.person).await?;
    let account = account.filter(|account| ticket.is_of(account));
    let account = account.ok_or_else(ticket::ended)?;
    let factor = store::second_factor::of(&state.db, ticket.person).await?;
    let factor = factor.ok_or_else(ticket::ended)?;
    let failed = Line::new(Act::SignInFailed, &comer.peer)
        .by(account.person)
        .why(SECOND_FACTOR);
    let known = comer.device.known(&state, Some(account.person)).await?;
    let roster = state.roster.fresh(&state.db).await?;
    let view = roster.view();
    let name = view.person(account.person);
    let name = name.map(|person| folded(&person.sign_in_name));
    let claim = Claim::Account {
        name: &name.ok_or_else(ticket::ended)?,
        person: Some(account.person),
        device: comer.device.key.filter(|_| known.is_some()),
    };
    let rules = view.policy().rules().lock_out;
    let attempt = tries::begin(&state, &claim, &comer.peer, rules, &failed, now).await?;
    if known.as_ref().is_some_and(|known| known.lost) {
        return Err(failed.fail(&state, lost()).await);
    }
    if let Err(outside) = lets_in(&roster, &account) {
        return Err(failed.fail(&state, outside).await);
    }
    let Some(spent) = factor.judge(&state.secret, &body.given, now)? else {
        return Err(failed.fail(&state, second_factor::wrong()).await);
    };
    let detail = match (ticket.by_code, body.given.source) {
        (true, _) => Some(CODE),
        (false, Source::OneTime) => Some(ONE_TIME),
        (false, Source::Totp) => None,
    };
    let proved = Proved {
        account: &account,
        by_code: ticket.by_code,
        factored: Some(now),
        detail: detail.map(str::to_owned),
    };
    let entered = enter(&state, &roster, &comer, proved, now, |transaction| {
        store::second_factor::spend(transaction, &factor, spent);
    });
    match entered.await? {
        Some(answer) => {
            attempt.succeeded(&state).await?;
            Ok(answer)
        }
        // Somebody else was faster with the same code.
        None => Err(failed.fail(&state, second_factor::wrong()).await),
    }
}

fn wrong() -> Failure {
    Failure::new(
        Code::WrongCredentials,
        "name and password do not belong together",
    )
}

fn lost() -> Failure {
    Failure::new(Code::DeviceLost, "the device was reported lost")
}
