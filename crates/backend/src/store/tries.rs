//! Counts of tries, at a digest of who tried from where.

use surrealdb::types::{RecordId, SurrealValue, object};

use super::{Db, StoreError, malformed, persist, run, signed, unsigned};

#[derive(Debug, Clone, SurrealValue)]
struct Row {
    count: i64,
    since: i64,
}

/// Tries so far, this one included.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counted {
    pub(crate) count: u64,
    /// When the first of them was, milliseconds since 1970.
    pub(crate) since: u64,
}

impl Row {
    fn counted(self) -> Counted {
        Counted {
            count: unsigned(self.count),
            since: unsigned(self.since),
        }
    }
}

fn id(key: &str) -> RecordId {
    RecordId::new("tries", key.to_owned())
}

/// Counts one more; from the beginning where the first is older than `window` milliseconds.
pub(crate) async fn count(
    db: &Db,
    key: &str,
    now: u64,
    window: u64,
) -> Result<Counted, StoreError> {
    let statement = "UPSERT ONLY $id SET
        count = IF since != NONE AND since > $forgotten THEN count + 1 ELSE 1 END,
        since = IF since != NONE AND since > $forgotten THEN since ELSE $now END
        RETURN count, since";
    // Until the clock has run for a window, nothing is old enough to be forgotten.
    let forgotten = signed(now) - signed(window);
    let mut results = persist(
        db,
        statement,
        object! { id: id(key), now: signed(now), forgotten: forgotten },
    )
    .await?;
    let row = results.take::<Option<Row>>(0)?;
    row.map(Row::counted).ok_or_else(|| malformed("count"))
}

/// Tries so far that count, without one more.
pub(crate) async fn counted(
    db: &Db,
    key: &str,
    now: u64,
    window: u64,
) -> Result<Option<Counted>, StoreError> {
    let statement = "SELECT count, since FROM ONLY $id";
    let mut results = run(db, statement, object! { id: id(key) }).await?;
    let row = results.take::<Option<Row>>(0)?;
    let counts = |row: &Row| row.since > signed(now) - signed(window);
    Ok(row.filter(counts).map(Row::counted))
}

/// Forgets them.
pub(crate) async fn forget(db: &Db, key: &str) -> Result<(), StoreError> {
    persist(db, "DELETE $id RETURN NONE", object! { id: id(key) })
        .await
        .map(|_| ())
}

/// Counts one less.
pub(crate) async fn give_back(db: &Db, key: &str) -> Result<(), StoreError> {
    persist(
        db,
        "UPDATE $id SET count = math::max([count - 1, 0]) RETURN NONE",
        object! { id: id(key) },
    )
    .await
    .map(|_| ())
}
