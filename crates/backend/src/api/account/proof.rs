//! That it is the person who asks, and not somebody who found their page open: by the present password. It counts as a try.

use wire::Code;
use zeroize::Zeroizing;

use crate::{
    account::{Account, folded},
    clock,
    error::Failure,
    log::Line,
    session::Member,
    state::AppState,
    store,
    tries::{self, Claim, Try},
};

/// How the operation log calls a try that failed.
pub(super) const WRONG: &str = "wrong";

/// The password held.
pub(super) struct Proven {
    pub(super) account: Account,
    /// To be ended by whoever asked: there may be more to prove.
    pub(super) attempt: Try,
}

/// Compares what was sent with the person's password.
///
/// # Errors
/// 401 where it is another one, kept as `failed`; 429 after too many.
pub(super) async fn password(
    state: &AppState,
    member: &Member,
    secret: Zeroizing<[u8; 32]>,
    failed: &Line,
) -> Result<Proven, Failure> {
    let account = store::account::of(&state.db, member.person)
        .await?
        .ok_or_else(Failure::not_found)?;
    let view = member.view();
    let name = view
        .person(member.person)
        .map(|person| folded(&person.sign_in_name))
        .ok_or_else(Failure::not_found)?;
    let claim = Claim::Account {
        name: &name,
        person: Some(member.person),
        device: member.session.device,
    };
    let rules = view.policy().rules().lock_out;
    let peer = &member.session.peer;
    let attempt = tries::begin(state, &claim, peer, rules, failed, clock::now()).await?;
    if !state.hasher.matches(secret, account.proof(false)).await? {
        let wrong = Failure::new(Code::WrongCredentials, "not the present password");
        return Err(failed.fail(state, wrong).await);
    }
    Ok(Proven { account, attempt })
}
