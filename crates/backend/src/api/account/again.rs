//! A request that made an account, sent again because its answer was lost: whoever sent it gets a session in place of the one
//! that nobody received.
//!
//! It needs no less than a sign-in does: the account's own secret. Which requests may be sent again, by whom and how long, is
//! for their handlers to say.

use ledger::id::PersonId;
use wire::account::NewAccount;

use crate::{
    account::{self, Account},
    error::Failure,
    session::Begun,
    state::AppState,
    store::{self, CHANGED, Transaction},
};

/// How the operation log calls it.
pub(crate) const WORD: &str = "again";

/// The stored account, if it is the one that was sent.
pub(crate) async fn proven(
    state: &AppState,
    person: PersonId,
    sent: &NewAccount,
) -> Result<Account, Failure> {
    account::check(sent)?;
    let secret = account::secret(&sent.secret, "account.secret")?;
    let stored = store::account::of(&state.db, person).await?;
    let matches = state
        .hasher
        .matches(secret, stored.as_ref().map(|stored| &stored.secret))
        .await?;
    stored
        .filter(|stored| matches && sent.salt.0 == stored.salt && sent.stretch == stored.stretch)
        .ok_or_else(another)
}

/// Begins the session in place of all that the person has: of the account's making there is but the one whose answer was lost.
pub(crate) async fn commit(
    state: &AppState,
    mut transaction: Transaction,
    stored: &Account,
    begun: &Begun,
) -> Result<(), Failure> {
    // Who has set a second factor up by then has an answer.
    store::second_factor::expect_none(&mut transaction, stored.person);
    store::session::delete_all_of(&mut transaction, stored.person);
    store::account::sign_in(&mut transaction, stored, begun.key());
    begun.within(&mut transaction);
    match transaction.persist(&state.db).await {
        Err(error) if error.is_guard(CHANGED) => Err(another()),
        done => Ok(done?),
    }
}

fn another() -> Failure {
    Failure::conflict("what was sent was stated before, by another request")
}
