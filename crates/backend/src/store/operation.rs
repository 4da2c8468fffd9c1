//! The operation log's rows, at `operation:-number`: the newest have the smallest key, so a page of the newest is a
//! record range read forwards.

use std::{
    ops::Bound,
    sync::atomic::{AtomicU64, Ordering},
};

use ledger::{hash::Hash, id::PersonId};
use surrealdb::types::{RecordId, RecordIdKey, RecordIdKeyRange, SurrealValue, object};
use wire::{
    operation::{Act, Operation},
    views::Viewed,
};

use super::{Db, StoreError, Transaction, malformed, run, signed, unsigned};
use crate::{clock, log::Line};

/// Lines are numbered by the microsecond, counted on where several fall into one: rising in every instance, and two
/// instances that hit the same number find the record there and take the next.
static LAST: AtomicU64 = AtomicU64::new(0);

const ACTS: [(Act, &str); 18] = [
    (Act::SetUp, "set_up"),
    (Act::SignIn, "sign_in"),
    (Act::SignInFailed, "sign_in_failed"),
    (Act::SignOut, "sign_out"),
    (Act::Password, "password"),
    (Act::View, "view"),
    (Act::LookUp, "look_up"),
    (Act::Edit, "edit"),
    (Act::Organise, "organise"),
    (Act::Invite, "invite"),
    (Act::Join, "join"),
    (Act::Device, "device"),
    (Act::Unlock, "unlock"),
    (Act::SecondFactor, "second_factor"),
    (Act::Recover, "recover"),
    (Act::Expire, "expire"),
    (Act::Explain, "explain"),
    (Act::Refused, "refused"),
];

#[derive(Debug, Clone, SurrealValue)]
struct Row {
    id: RecordId,
    at: i64,
    person: Option<String>,
    act: String,
    object: Option<String>,
    detail: Option<String>,
    seq: Option<i64>,
    address: Option<String>,
    /// Of a view: with which device, so that it can be told what was opened with one that was lost.
    device: Option<String>,
}

fn next_number(micros: u64) -> u64 {
    let next = |last: u64| last.saturating_add(1).max(micros);
    let last = LAST.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| {
        Some(next(last))
    });
    next(last.unwrap_or_else(|last| last))
}

impl Row {
    fn new(line: &Line, now: u64) -> Self {
        Self {
            id: RecordId::new(
                TABLE,
                RecordIdKey::Number(-signed(next_number(clock::micros()))),
            ),
            at: signed(now),
            person: line.person.map(|person| person.to_string()),
            act: ACTS
                .iter()
                .find(|(act, _)| *act == line.act)
                .map(|(_, word)| (*word).to_owned())
                .unwrap_or_default(),
            object: line.object.clone(),
            detail: line.detail.clone(),
            seq: line.seq.map(signed),
            address: line.address.clone(),
            device: line.device.map(|device| device.to_string()),
        }
    }

    fn operation(self) -> Result<Operation, StoreError> {
        let RecordIdKey::Number(number) = self.id.key else {
            return Err(malformed("operation"));
        };
        let act = ACTS
            .iter()
            .find(|(_, word)| *word == self.act)
            .ok_or_else(|| malformed("operation"))?
            .0;
        Ok(Operation {
            number: number.unsigned_abs(),
            at: unsigned(self.at),
            person: self.person,
            act,
            object: self.object,
            detail: self.detail,
            seq: self.seq.map(unsigned),
            address: self.address,
        })
    }
}

/// Adds lines to a transaction.
pub(crate) fn insert(transaction: &mut Transaction, lines: &[Line], now: u64) {
    for line in lines {
        transaction.create(Row::new(line, now));
    }
}

/// The table, for telling a clash.
pub(crate) const TABLE: &str = "operation";

/// Attempts to find a number that no other instance took.
const ATTEMPTS: usize = 8;

/// Writes one line by itself.
pub(crate) async fn write(db: &Db, line: &Line, now: u64) -> Result<(), StoreError> {
    write_all(db, core::slice::from_ref(line), now).await
}

/// Writes lines by themselves.
pub(crate) async fn write_all(db: &Db, lines: &[Line], now: u64) -> Result<(), StoreError> {
    for _ in 0..ATTEMPTS {
        let rows: Vec<Row> = lines.iter().map(|line| Row::new(line, now)).collect();
        match run(
            db,
            "INSERT INTO operation $rows RETURN NONE",
            object! { rows: rows },
        )
        .await
        {
            Err(StoreError::Conflict | StoreError::Exists(_)) => {}
            done => return done.map(|_| ()),
        }
    }
    Err(StoreError::Conflict)
}

/// The records between two numbers, the newest of which have the smallest keys.
fn lines(from: Bound<u64>, to: Bound<u64>) -> RecordId {
    let key = |bound: Bound<u64>| bound.map(|number| RecordIdKey::Number(-signed(number)));
    let (start, end) = (key(to), key(from));
    RecordId::new(TABLE, RecordIdKeyRange { start, end })
}

/// Lines with smaller numbers than `before`, newest first.
pub(crate) async fn page(
    db: &Db,
    before: Option<u64>,
    limit: u32,
) -> Result<Vec<Operation>, StoreError> {
    let older = before.map_or(Bound::Unbounded, Bound::Excluded);
    let bindings = object! { range: lines(Bound::Unbounded, older), limit: i64::from(limit) };
    let rows: Vec<Row> = run(db, "SELECT * FROM $range LIMIT $limit", bindings)
        .await?
        .take(0)?;
    rows.into_iter().map(Row::operation).collect()
}

/// The most that is told of one device.
const MOST_VIEWS: usize = 500;

/// The files that a person opened with a device, newest first, each with the time.
pub(crate) async fn views_on(
    db: &Db,
    person: PersonId,
    device: Hash,
) -> Result<Vec<(String, u64)>, StoreError> {
    let statement = "SELECT * FROM operation WHERE device = $device AND person = $person ORDER BY at DESC LIMIT $most";
    let bindings = object! {
        device: device.to_string(),
        person: person.to_string(),
        most: signed(MOST_VIEWS as u64),
    };
    let rows: Vec<Row> = run(db, statement, bindings).await?.take(0)?;
    let view = |row: Row| Some((row.object?, unsigned(row.at)));
    Ok(rows.into_iter().filter_map(view).collect())
}

/// The files that a person opened since a moment, each once, the one that was opened last first. It reads all lines since then.
pub(crate) async fn views_of(
    db: &Db,
    person: PersonId,
    since: u64,
    most: usize,
) -> Result<Vec<Viewed>, StoreError> {
    #[derive(SurrealValue)]
    struct Views {
        object: String,
        times: i64,
        last: i64,
    }
    let since = Bound::Included(since.saturating_mul(1000));
    // A file that was only sealed anew has a detail.
    let statement = "SELECT object, count() AS times, math::max(at) AS last FROM $range
        WHERE person = $person AND act = 'view' AND detail IS NONE GROUP BY object ORDER BY last DESC LIMIT $most";
    let bindings = object! {
        range: lines(since, Bound::Unbounded),
        person: person.to_string(),
        most: signed(most as u64),
    };
    let rows: Vec<Views> = run(db, statement, bindings).await?.take(0)?;
    let viewed = |row: Views| Viewed {
        file: row.object,
        times: unsigned(row.times),
        last: unsigned(row.last),
    };
    Ok(rows.into_iter().map(viewed).collect())
}

/// Removes the lines from before a moment, in milliseconds since 1970, the oldest first, so many at once. With each lot goes the line that tells
/// how many it was.
pub(crate) async fn remove_before(
    db: &Db,
    before: u64,
    at_once: usize,
    told: impl Fn(usize) -> Line,
) -> Result<(), StoreError> {
    let range = lines(
        Bound::Unbounded,
        Bound::Excluded(before.saturating_mul(1000)),
    );
    let select = "SELECT VALUE id FROM $range ORDER BY id DESC LIMIT $most";
    loop {
        let bindings = object! { range: range.clone(), most: signed(at_once as u64) };
        let old: Vec<RecordId> = run(db, select, bindings).await?.take(0)?;
        let count = old.len();
        if count == 0 {
            return Ok(());
        }
        let mut transaction = Transaction::new();
        let old = transaction.bind(old);
        transaction.then(&format!("DELETE {old} RETURN NONE"));
        told(count).within(&mut transaction);
        transaction.commit(db).await?;
        if count < at_once {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_rise_even_when_the_clock_stands_still_or_goes_back() {
        let numbers = [
            next_number(5),
            next_number(5),
            next_number(1),
            next_number(6),
        ];
        assert!(numbers.is_sorted_by(|a, b| a < b), "{numbers:?}");
    }
}
