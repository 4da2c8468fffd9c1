//! Second factors, at `second_factor:person`.

use ledger::id::PersonId;
use surrealdb::types::{Bytes, Object, RecordId, SurrealValue, object};
use wire::second_factor::Method;

use super::{CHANGED, Db, StoreError, Transaction, malformed, run, signed, unsigned};
use crate::second_factor::{SecondFactor, Spent};

/// The table, for telling a clash.
pub(crate) const TABLE: &str = "second_factor";

/// How a method is written.
const TOTP: &str = "totp";

#[derive(Debug, Clone, SurrealValue)]
struct Row {
    person: String,
    method: String,
    sealed: Bytes,
    last_step: i64,
    since: i64,
    codes: Vec<Bytes>,
}

fn id(person: PersonId) -> RecordId {
    RecordId::new(TABLE, person.to_string())
}

impl Row {
    fn factor(self) -> Option<SecondFactor> {
        let hash = |code: &Bytes| code.as_ref().try_into().ok();
        Some(SecondFactor {
            person: self.person.parse().ok()?,
            method: (self.method == TOTP).then_some(Method::Totp)?,
            sealed: self.sealed.to_vec(),
            last_step: unsigned(self.last_step),
            since: unsigned(self.since),
            codes: self.codes.iter().map(hash).collect::<Option<_>>()?,
        })
    }
}

fn hashes(codes: &[[u8; 32]]) -> Vec<Bytes> {
    let codes = codes.iter();
    codes.map(|code| Bytes::from(code.to_vec())).collect()
}

/// Somebody's.
pub(crate) async fn of(db: &Db, person: PersonId) -> Result<Option<SecondFactor>, StoreError> {
    let statement = "SELECT * FROM ONLY $id";
    let mut results = run(db, statement, object! { id: id(person) }).await?;
    let row = results.take::<Option<Row>>(0)?;
    row.map(|row| row.factor().ok_or_else(|| malformed(TABLE)))
        .transpose()
}

/// Who has one, by their ids. It reads the table from end to end: it has a row a person at most, and only administrators ask.
pub(crate) async fn people(db: &Db) -> Result<Vec<String>, StoreError> {
    let statement = "SELECT VALUE person FROM second_factor";
    let mut results = run(db, statement, Object::new()).await?;
    Ok(results.take(0)?)
}

/// Adds one; the transaction fails with an existing record where there is one.
pub(crate) fn create(transaction: &mut Transaction, factor: &SecondFactor) {
    transaction.create(object! {
        id: id(factor.person),
        person: factor.person.to_string(),
        method: TOTP,
        sealed: Bytes::from(factor.sealed.clone()),
        last_step: signed(factor.last_step),
        since: signed(factor.since),
        codes: hashes(&factor.codes),
    });
}

/// The transaction throws [`CHANGED`] if there is one. Whoever sets one up writes into the account as well, and so does whoever signs in:
/// of two at once, one sees the other.
pub(crate) fn expect_none(transaction: &mut Transaction, person: PersonId) {
    let id = transaction.bind(id(person));
    transaction.then(&format!(
        "IF (SELECT VALUE person FROM ONLY {id}) != NONE {{ THROW '{CHANGED}' }}"
    ));
}

/// Uses a code up. The transaction throws [`CHANGED`] where another has used it first, or where it is another factor by now.
pub(crate) fn spend(transaction: &mut Transaction, factor: &SecondFactor, spent: Spent) {
    let id = transaction.bind(id(factor.person));
    let sealed = transaction.bind(Bytes::from(factor.sealed.clone()));
    transaction.then(&format!(
        "LET $factor = (SELECT sealed, last_step, codes FROM ONLY {id} FOR UPDATE)"
    ));
    transaction.then(&format!(
        "IF $factor = NONE OR $factor.sealed != {sealed} {{ THROW '{CHANGED}' }}"
    ));
    match spent {
        Spent::Step(step) => {
            let step = transaction.bind(signed(step));
            transaction.then(&format!(
                "IF $factor.last_step >= {step} {{ THROW '{CHANGED}' }}"
            ));
            transaction.then(&format!("UPDATE {id} SET last_step = {step} RETURN NONE"));
        }
        Spent::Code(hash) => {
            let hash = transaction.bind(Bytes::from(hash.to_vec()));
            transaction.then(&format!(
                "IF {hash} NOT IN $factor.codes {{ THROW '{CHANGED}' }}"
            ));
            transaction.then(&format!("UPDATE {id} SET codes -= {hash} RETURN NONE"));
        }
    }
}

/// Replaces the one-time codes.
pub(crate) fn set_codes(transaction: &mut Transaction, person: PersonId, codes: &[[u8; 32]]) {
    let id = transaction.bind(id(person));
    let codes = transaction.bind(hashes(codes));
    transaction.then(&format!("UPDATE {id} SET codes = {codes} RETURN NONE"));
}

/// Ends it, if there is one.
pub(crate) fn delete(transaction: &mut Transaction, person: PersonId) {
    let id = transaction.bind(id(person));
    transaction.then(&format!("DELETE {id} RETURN NONE"));
}
