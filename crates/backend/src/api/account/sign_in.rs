//! `POST /sign-in`.

use axum::{extract::State, response::Response};
use ledger::roster::Standing;
use wire::{
    Code,
    account::{SignIn, SignedIn},
    operation::Act,
    path,
};

use super::{replace_session, signed_in};
use crate::{
    account::{folded, secret},
    body::Body,
    clock,
    device::Device,
    error::Failure,
    log::Line,
    peer::{Peer, Way},
    session::{self, OldSession},
    state::AppState,
    store::{self, CHANGED, Transaction},
    tries::{self, Claim},
    visitors::Visitor,
};

/// How the operation log calls the way by a recovery code.
pub(super) const CODE: &str = "code";

/// Signs in. An unknown name and a wrong secret are answered alike, after the same work.
#[utoipa::path(post, path = path::SIGN_IN, request_body = SignIn, responses(
    (status = 200, description = "Signed in; the session is in the cookie.", body = SignedIn),
    (status = 401, description = "Name and password do not belong together."),
    (status = 403, description = "Joined, but not yet confirmed; suspended; or from a device that was reported lost."),
    (status = 429, description = "Too many failures for this account or from this address."),
))]
pub(crate) async fn post(
    State(state): State<AppState>,
    _: Visitor,
    peer: Peer,
    way: Way,
    OldSession(old): OldSession,
    device: Device,
    Body(body): Body<SignIn>,
) -> Result<Response, Failure> {
    let secret = secret(&body.secret, "secret")?;
    let now = clock::now();
    let account = store::account::by_name(&state.db, &body.sign_in_name).await?;
    let failed = Line {
        person: account.as_ref().map(|account| account.person),
        detail: body.by_code.then(|| CODE.to_owned()),
        ..Line::new(Act::SignInFailed, &peer)
    };
    let person = account.as_ref().map(|account| account.person);
    let known = device.known(&state, person).await?;
    let roster = state.roster.fresh(&state.db).await?;
    let rules = roster.view().policy().rules();
    let claim = Claim::Account {
        name: &folded(&body.sign_in_name),
        person,
        device: device.key.filter(|_| known.is_some()),
    };
    let attempt = tries::begin(&state, &claim, &peer, rules.lock_out, &failed, now).await?;
    if known.as_ref().is_some_and(|known| known.lost) {
        let lost = Failure::new(Code::DeviceLost, "the device was reported lost");
        return Err(failed.fail(&state, lost).await);
    }
    let matches = state
        .hasher
        .matches(
            secret,
            account
                .as_ref()
                .and_then(|account| account.proof(body.by_code)),
        )
        .await?;
    let wrong = || {
        Failure::new(
            Code::WrongCredentials,
            "name and password do not belong together",
        )
    };
    let Some(account) = account.filter(|_| matches) else {
        return Err(failed.fail(&state, wrong()).await);
    };
    attempt.succeeded(&state).await?;

    let standing = roster.view().standing(account.person);
    if account.active && standing.is_some_and(|standing| standing != Standing::Active) {
        let ended = Failure::new(Code::Suspended, "suspended, or gone");
        return Err(failed.fail(&state, ended).await);
    }
    let Some(org) = roster
        .org()
        .filter(|_| account.active && standing.is_some())
    else {
        let waiting = Failure::new(
            Code::AwaitingConfirmation,
            "joined, but not yet confirmed by an administrator",
        );
        return Err(failed.fail(&state, waiting).await);
    };
    let named = device.named(&state, way).await?;
    let mut transaction = Transaction::new();
    let begun =
        session::begin(Some(account.person), way, rules.sessions, now)?.by_code(body.by_code);
    let begun = named.on(begun, &peer);
    named.used_by(&mut transaction, account.person, &peer, now);
    replace_session(&mut transaction, &begun, old);
    Line {
        detail: body.by_code.then(|| CODE.to_owned()),
        ..Line::new(Act::SignIn, &peer).by(account.person)
    }
    .within(&mut transaction);
    store::account::sign_in(&mut transaction, &account, begun.key());
    match transaction.persist(&state.db).await {
        // Recovery has given the person another password while this one was being checked.
        Err(error) if error.is_guard(CHANGED) => {
            return Err(failed.fail(&state, wrong()).await);
        }
        done => done?,
    }
    let answer = signed_in(&state, org, account.person, &account.blob, &begun)?;
    Ok(named.told(answer))
}
