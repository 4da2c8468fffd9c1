//! Counts of tries, at a digest of who tried from where.

use ledger::id::PersonId;
use surrealdb::types::{RecordId, SurrealValue, object};

use super::{Db, StoreError, Transaction, malformed, persist, run, signed, unsigned};

#[derive(Debug, Clone, SurrealValue)]
struct Row {
    count: i64,
    until: Option<i64>,
}

/// Tries so far, this one included.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counted {
    pub(crate) count: u64,
    /// Until when nothing more is tried, where there were as many as there may be; milliseconds since 1970.
    pub(crate) until: u64,
}

impl Row {
    fn counted(self) -> Counted {
        Counted {
            count: unsigned(self.count),
            until: self.until.map_or(0, unsigned),
        }
    }
}

/// So many tries within so many milliseconds; the last of them locks for as long.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit {
    pub(crate) most: u64,
    pub(crate) window: u64,
}

fn id(key: &str) -> RecordId {
    RecordId::new("tries", key.to_owned())
}

/// Counts one more; from the beginning where the lock is over, or the first is older than the window. `person` is whose account it is about,
/// if anybody's.
pub(crate) async fn count(
    db: &Db,
    key: &str,
    person: Option<PersonId>,
    now: u64,
    limit: Limit,
) -> Result<Counted, StoreError> {
    let statement = "
        LET $had = (SELECT count, since, until FROM ONLY $id FOR UPDATE);
        LET $lives = $had != NONE AND IF $had.until != NONE { $had.until > $now } ELSE { $had.since > $forgotten };
        LET $count = IF $lives { $had.count + 1 } ELSE { 1 };
        LET $until = IF $count < $most { NONE } ELSE IF $lives AND $had.until != NONE { $had.until } ELSE { $now + $window };
        UPSERT ONLY $id SET count = $count, since = IF $lives { $had.since } ELSE { $now }, until = $until, person = $person
            RETURN count, until";
    let bindings = object! {
        id: id(key),
        person: person.map(|person| person.to_string()),
        now: signed(now),
        // Until the clock has run for a window, nothing is old enough to be forgotten.
        forgotten: signed(now) - signed(limit.window),
        most: signed(limit.most),
        window: signed(limit.window),
    };
    let statement = format!("BEGIN;{statement};COMMIT");
    let mut results = persist(db, &statement, bindings).await?;
    let last = results.num_statements().saturating_sub(2);
    let row = results.take::<Option<Row>>(last)?;
    row.map(Row::counted).ok_or_else(|| malformed("count"))
}

/// Tries so far that count, without one more.
pub(crate) async fn counted(db: &Db, key: &str, now: u64) -> Result<Option<Counted>, StoreError> {
    let statement = "SELECT count, until FROM ONLY $id";
    let mut results = run(db, statement, object! { id: id(key) }).await?;
    let row = results.take::<Option<Row>>(0)?;
    let locks = |counted: &Counted| counted.until > now;
    Ok(row.map(Row::counted).filter(locks))
}

#[derive(Debug, Clone, SurrealValue)]
struct LockedRow {
    person: String,
    until: i64,
}

/// Whose accounts are locked, each until when, by people's ids.
pub(crate) async fn locked(db: &Db, now: u64) -> Result<Vec<(String, u64)>, StoreError> {
    let statement = "SELECT person, until FROM tries WHERE person > '' AND until > $now";
    let mut results = run(db, statement, object! { now: signed(now) }).await?;
    let rows: Vec<LockedRow> = results.take(0)?;
    Ok(rows
        .into_iter()
        .map(|row| (row.person, unsigned(row.until)))
        .collect())
}

/// Forgets all that were about somebody's account.
pub(crate) fn forget_all_of(transaction: &mut Transaction, person: PersonId) {
    let person = transaction.bind(person.to_string());
    transaction.then(&format!("DELETE tries WHERE person = {person} RETURN NONE"));
}

/// Forgets them.
pub(crate) async fn forget(db: &Db, key: &str) -> Result<(), StoreError> {
    persist(db, "DELETE $id RETURN NONE", object! { id: id(key) })
        .await
        .map(|_| ())
}

/// Counts one less. A lock that others' tries have brought stays.
pub(crate) async fn give_back(db: &Db, key: &str, most: u64) -> Result<(), StoreError> {
    persist(
        db,
        "UPDATE $id SET count = math::max([count - 1, 0]), until = IF count < $most { NONE } ELSE { until } RETURN NONE",
        object! { id: id(key), most: signed(most) },
    )
    .await
    .map(|_| ())
}
