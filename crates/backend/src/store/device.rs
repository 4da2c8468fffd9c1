//! Devices of people, at `device:[token's hash, person]`: a browser may be several people's.

use ledger::{hash::Hash, id::PersonId};
use surrealdb::types::{Array, Bytes, RecordId, SurrealValue, object};

use super::{CHANGED, Db, StoreError, Transaction, malformed, run, signed, unsigned};

/// A device as stored.
#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct DeviceRow {
    /// The token's hash.
    key: Bytes,
    pub(crate) label: String,
    pub(crate) address: Option<String>,
    first: i64,
    last: i64,
    pub(crate) lost: bool,
}

impl DeviceRow {
    pub(crate) fn key(&self) -> Result<Hash, StoreError> {
        let key = self.key.as_ref().try_into();
        key.map(Hash).map_err(|_| malformed("device"))
    }

    pub(crate) fn first(&self) -> u64 {
        unsigned(self.first)
    }

    pub(crate) fn last(&self) -> u64 {
        unsigned(self.last)
    }
}

#[derive(Debug, Clone, SurrealValue)]
struct LostRow {
    person: String,
    lost: bool,
}

fn id(key: Hash, person: PersonId) -> RecordId {
    let parts = vec![
        key.to_string().into_value(),
        person.to_string().into_value(),
    ];
    RecordId::new("device", Array::from(parts))
}

/// Somebody's device.
pub(crate) async fn find(
    db: &Db,
    key: Hash,
    person: PersonId,
) -> Result<Option<DeviceRow>, StoreError> {
    let mut results = run(
        db,
        "SELECT * FROM ONLY $id",
        object! { id: id(key, person) },
    )
    .await?;
    Ok(results.take(0)?)
}

/// Whether it is anybody's.
pub(crate) async fn is_given(db: &Db, key: Hash) -> Result<bool, StoreError> {
    let statement = "SELECT VALUE lost FROM device:[$key, NONE]..[$key, ..] LIMIT 1";
    let mut results = run(db, statement, object! { key: key.to_string() }).await?;
    let found: Vec<bool> = results.take(0)?;
    Ok(!found.is_empty())
}

/// Who has lost this device.
pub(crate) async fn losers(db: &Db, key: Hash) -> Result<Vec<String>, StoreError> {
    let statement = "SELECT person, lost FROM device:[$key, NONE]..[$key, ..]";
    let mut results = run(db, statement, object! { key: key.to_string() }).await?;
    let rows: Vec<LostRow> = results.take(0)?;
    let lost = rows.into_iter().filter(|row| row.lost);
    Ok(lost.map(|row| row.person).collect())
}

/// All devices of a person, the last used first.
pub(crate) async fn all_of(db: &Db, person: PersonId) -> Result<Vec<DeviceRow>, StoreError> {
    let statement = "SELECT * FROM device WHERE person = $person ORDER BY last DESC LIMIT 100";
    let mut results = run(db, statement, object! { person: person.to_string() }).await?;
    Ok(results.take(0)?)
}

/// Notes that a person signed in with it.
pub(crate) fn used(
    transaction: &mut Transaction,
    (key, person): (Hash, PersonId),
    label: &str,
    address: Option<String>,
    now: u64,
) {
    let id = transaction.bind(id(key, person));
    let key = transaction.bind(Bytes::from(key.0.to_vec()));
    let person = transaction.bind(person.to_string());
    let label = transaction.bind(label.to_owned());
    let address = transaction.bind(address);
    let now = transaction.bind(signed(now));
    transaction.then(&format!(
        "IF (SELECT VALUE lost FROM ONLY {id} FOR UPDATE) = true {{ THROW '{CHANGED}' }}"
    ));
    transaction.then(&format!(
        "UPSERT {id} SET key = {key}, person = {person}, label = {label}, address = {address}, first = first ?? {now}, last = {now}, \
         lost = lost ?? false RETURN NONE"
    ));
}

/// It is lost, or found, from now on.
pub(crate) fn set_lost(transaction: &mut Transaction, key: Hash, person: PersonId, lost: bool) {
    let id = transaction.bind(id(key, person));
    transaction.then(&format!("UPDATE {id} SET lost = {lost} RETURN NONE"));
}
