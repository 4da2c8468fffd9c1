//! Challenges that were answered: each is good once.

use surrealdb::types::{RecordId, object};

use super::{Transaction, signed};
use ledger::hash::Hash;

/// Uses a challenge up; a transaction that does it again fails with an existing record of `challenge`.
pub(crate) fn spend(transaction: &mut Transaction, challenge: &[u8; 32], ends: u64) {
    let id = RecordId::new("challenge", Hash::of(challenge).to_string());
    transaction.create(object! { id: id, expires: signed(ends) });
}
