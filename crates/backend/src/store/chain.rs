//! Chains: entries at `entry:[chain, seq]`, each chain's end at `head:chain`.

use std::collections::HashMap;

use ledger::{
    entry::{Chain, Position, SignedEntry},
    hash::Hash,
    id::UnitId,
};
use surrealdb::types::{Array, Bytes, RecordId, RecordIdKey, SurrealValue, object};

use super::{Db, STALE, StoreError, Transaction, malformed, run, signed, unsigned};

/// The table of entries, for telling a clash.
pub(crate) const ENTRIES: &str = "entry";

/// Entries read at once: an entry may be as long as a mebibyte.
const PAGE: usize = 50;

/// A chain's end.
#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct HeadRow {
    id: RecordId,
    seq: i64,
    hash: Bytes,
    /// Of a journal: how many files it has, counted from its first entry on.
    files: Option<i64>,
}

/// A journal's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct JournalEnd {
    /// Its last entry's place; none before the first.
    pub(crate) head: Option<Position>,
    /// How many files it has; none where they were not counted from the beginning.
    pub(crate) files: Option<u64>,
}

#[derive(Debug, Clone, SurrealValue)]
struct EntryRow {
    id: RecordId,
    bytes: Bytes,
}

fn key(chain: Chain) -> String {
    match chain {
        Chain::Roster => "roster".to_owned(),
        Chain::Journal(unit) => unit.to_string(),
    }
}

pub(crate) fn head_id(chain: Chain) -> RecordId {
    RecordId::new("head", key(chain))
}

impl HeadRow {
    pub(crate) fn position(&self) -> Result<Position, StoreError> {
        let hash = <[u8; 32]>::try_from(self.hash.as_ref()).map_err(|_| malformed("head"))?;
        Ok(Position {
            seq: unsigned(self.seq),
            hash: Hash(hash),
        })
    }
}

/// A chain's end; none before its first entry.
pub(crate) async fn head(db: &Db, chain: Chain) -> Result<Option<Position>, StoreError> {
    let mut results = run(
        db,
        "SELECT * FROM ONLY $head",
        object! { head: head_id(chain) },
    )
    .await?;
    results
        .take::<Option<HeadRow>>(0)?
        .map(|row| row.position())
        .transpose()
}

const EMPTY: JournalEnd = JournalEnd {
    head: None,
    files: Some(0),
};

/// The ends of journals, in the order asked for.
pub(crate) async fn journal_heads(
    db: &Db,
    units: &[UnitId],
) -> Result<Vec<JournalEnd>, StoreError> {
    let heads: Vec<RecordId> = units
        .iter()
        .map(|unit| head_id(Chain::Journal(*unit)))
        .collect();
    let rows: Vec<HeadRow> = run(db, "SELECT * FROM $heads", object! { heads: heads })
        .await?
        .take(0)?;
    let mut found = HashMap::with_capacity(rows.len());
    for row in rows {
        let end = JournalEnd {
            head: Some(row.position()?),
            files: row.files.map(unsigned),
        };
        if let RecordIdKey::String(unit) = row.id.key {
            found.insert(unit, end);
        }
    }
    Ok(units
        .iter()
        .map(|unit| found.get(&unit.to_string()).copied().unwrap_or(EMPTY))
        .collect())
}

/// Some entries in order, from number `after` on: not all that there are.
pub(crate) async fn entries(db: &Db, chain: Chain, after: u64) -> Result<Vec<Vec<u8>>, StoreError> {
    let statement =
        "SELECT VALUE bytes FROM entry:[$chain, $after]..[$chain, 9223372036854775807] LIMIT $most";
    let bindings = object! { chain: key(chain), after: signed(after), most: signed(PAGE as u64) };
    let rows: Vec<Bytes> = run(db, statement, bindings).await?.take(0)?;
    Ok(rows.into_iter().map(|bytes| bytes.to_vec()).collect())
}

/// The transaction fails unless the chains end where they are expected to. Their heads are locked: who appends to one
/// of them meanwhile fails, or makes this fail.
pub(crate) fn expect_heads(transaction: &mut Transaction, expected: &[(Chain, Option<Position>)]) {
    let moved: Vec<String> = expected
        .iter()
        .map(|(chain, end)| {
            let head = transaction.bind(head_id(*chain));
            let hash = transaction.bind(end.map(|end| Bytes::from(end.hash.0.to_vec())));
            format!("(SELECT VALUE hash FROM ONLY {head} FOR UPDATE) != {hash}")
        })
        .collect();
    let moved = moved.join(" OR ");
    transaction.then(&format!("IF {moved} {{ THROW '{STALE}' }}"));
}

/// Appends entries at their positions, with so many files that they open, and moves the head to the last.
pub(crate) fn append(
    transaction: &mut Transaction,
    chain: Chain,
    entries: &[(Position, &SignedEntry)],
    opened: usize,
) {
    let (Some((begin, _)), Some((end, _))) = (entries.first(), entries.last()) else {
        return;
    };
    for (position, entry) in entries {
        let key = vec![key(chain).into_value(), signed(position.seq).into_value()];
        transaction.create(EntryRow {
            id: RecordId::new(ENTRIES, Array::from(key)),
            bytes: Bytes::from(entry.as_bytes().to_vec()),
        });
    }
    let head = transaction.bind(head_id(chain));
    let seq = transaction.bind(signed(end.seq));
    let hash = transaction.bind(Bytes::from(end.hash.0.to_vec()));
    let files = match (begin.seq, opened) {
        (0, _) => format!(", files = {opened}"),
        (_, 0) => String::new(),
        // What was not counted from the beginning stays so.
        _ => format!(", files = IF files = NONE {{ NONE }} ELSE {{ files + {opened} }}"),
    };
    transaction.then(&format!(
        "UPSERT {head} SET seq = {seq}, hash = {hash}{files} RETURN NONE"
    ));
}
