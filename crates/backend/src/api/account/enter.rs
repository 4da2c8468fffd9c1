//! What both steps of a sign-in end with: a session of somebody whom the roster has, and their blob.

use axum::{extract::FromRequestParts, http::request::Parts, response::Response};
use ledger::{Roster, hash::Hash, id::OrgId, roster::Standing};
use wire::{Code, operation::Act};

use super::{replace_session, signed_in};
use crate::{
    account::Account,
    device::Device,
    error::Failure,
    log::Line,
    peer::{Peer, Way},
    session::{self, OldSession},
    state::AppState,
    store::{self, CHANGED, ENDED, Transaction},
};

/// Who stands at the door: from where, with which browser, and the session that it had.
pub(crate) struct Comer {
    pub(super) peer: Peer,
    pub(super) way: Way,
    pub(super) old: Option<Hash>,
    pub(super) device: Device,
}

impl<S: Send + Sync> FromRequestParts<S> for Comer {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let OldSession(old) = OldSession::from_request_parts(parts, state).await?;
        Ok(Self {
            peer: Peer::of(&parts.extensions),
            way: Way::of(&parts.extensions),
            old,
            device: Device::of(parts),
        })
    }
}

/// How somebody got in.
pub(super) struct Proved<'a> {
    pub(super) account: &'a Account,
    /// By their recovery code.
    pub(super) by_code: bool,
    /// When they gave a code of their second factor, if they have one.
    pub(super) factored: Option<u64>,
    /// How the operation log calls it.
    pub(super) detail: Option<String>,
}

/// The organisation, to somebody whom it lets in.
///
/// # Errors
/// 403 for who is suspended or gone, and for who is not confirmed yet.
pub(super) fn lets_in(roster: &Roster, account: &Account) -> Result<OrgId, Failure> {
    let standing = roster.view().standing(account.person);
    if account.active && standing.is_some_and(|standing| standing != Standing::Active) {
        return Err(Failure::new(Code::Suspended, "suspended, or gone"));
    }
    let there = account.active && standing.is_some();
    roster.org().filter(|_| there).ok_or_else(|| {
        Failure::new(
            Code::AwaitingConfirmation,
            "joined, but not yet confirmed by an administrator",
        )
    })
}

/// Begins the session, and `also` in the same transaction. None where what was proven is no longer so: the account has got another password or a
/// second factor meanwhile, a code was used first, or the session that vouched for a code is over.
pub(super) async fn enter(
    state: &AppState,
    roster: &Roster,
    comer: &Comer,
    proved: Proved<'_>,
    now: u64,
    also: impl FnOnce(&mut Transaction),
) -> Result<Option<Response>, Failure> {
    let Proved {
        account,
        by_code,
        factored,
        detail,
    } = proved;
    let org = lets_in(roster, account)?;
    let person = account.person;
    let named = comer.device.named(state, comer.way).await?;
    let rules = roster.view().policy().rules().sessions;
    let begun = session::begin(Some(person), comer.way, rules, now)?
        .by_code(by_code)
        .factored(factored);
    let begun = named.on(begun, &comer.peer);
    let mut transaction = Transaction::new();
    also(&mut transaction);
    if factored.is_none() {
        store::second_factor::expect_none(&mut transaction, person);
    }
    named.used_by(&mut transaction, person, &comer.peer, now);
    replace_session(&mut transaction, &begun, comer.old);
    let line = Line {
        detail,
        ..Line::new(Act::SignIn, &comer.peer).by(person)
    };
    line.within(&mut transaction);
    store::account::sign_in(&mut transaction, account, begun.key());
    match transaction.persist(&state.db).await {
        Err(error) if error.is_guard(CHANGED) || error.is_guard(ENDED) => Ok(None),
        done => {
            done?;
            let answer = signed_in(state, org, person, &account.blob, &begun)?;
            Ok(Some(named.told(answer)))
        }
    }
}
