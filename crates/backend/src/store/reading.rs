//! How many files somebody has opened in a day: counted at `reading:person`, each of them noted at `read_file:[person, file]`. A day begins with
//! the first file after the last one ended.

use ledger::id::{FileId, PersonId};
use surrealdb::types::{Array, RecordId, SurrealValue, object};

use super::{CHANGED, Db, StoreError, Transaction, malformed, persist, run, signed, unsigned};
use crate::clock;

/// A day in progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Day {
    /// When it began, milliseconds since 1970.
    pub(crate) begun: u64,
    /// Different files so far.
    pub(crate) files: u64,
    /// How many it were when the reader explained it last; 0 before.
    pub(crate) explained: u64,
}

impl Day {
    /// Whether no further file is opened unexplained, where so many pass at first and after each explanation.
    pub(crate) fn is_full(self, most: u64) -> bool {
        self.files.saturating_sub(self.explained) >= most
    }
}

#[derive(Debug, Clone, SurrealValue)]
struct Row {
    begun: i64,
    files: i64,
    explained: i64,
}

fn id(person: PersonId) -> RecordId {
    RecordId::new("reading", person.to_string())
}

/// What began at this moment or before is over.
fn over(now: u64) -> i64 {
    signed(now) - signed(clock::days(1))
}

/// The person's day, if one is in progress.
pub(crate) async fn day(db: &Db, person: PersonId, now: u64) -> Result<Option<Day>, StoreError> {
    let statement = "SELECT begun, files, explained FROM ONLY $id WHERE begun > $over";
    let bindings = object! { id: id(person), over: over(now) };
    let row: Option<Row> = run(db, statement, bindings).await?.take(0)?;
    Ok(row.map(|row| Day {
        begun: unsigned(row.begun),
        files: unsigned(row.files),
        explained: unsigned(row.explained),
    }))
}

/// Counts a file that is about to be opened. False where there are too many: [`Day::is_full`] with `most`. One that was opened in the same
/// day is none more.
pub(crate) async fn count(
    db: &Db,
    person: PersonId,
    file: FileId,
    most: u64,
    now: u64,
) -> Result<bool, StoreError> {
    let key = [person.to_string(), file.to_string()];
    let statement = "BEGIN;
        LET $was = (SELECT begun, files, explained FROM ONLY $id FOR UPDATE);
        LET $lives = $was != NONE AND $was.begun > $over;
        LET $known = $lives AND record::exists($file);
        LET $full = $lives AND !$known AND $was.files - $was.explained >= $most;
        IF !$known AND !$full {
            IF !$lives { DELETE read_file:[$person, '']..[$person, 'g'] RETURN NONE };
            CREATE $file RETURN NONE;
            UPSERT $id SET
                begun = IF $lives { $was.begun } ELSE { $now },
                files = IF $lives { $was.files + 1 } ELSE { 1 },
                explained = IF $lives { $was.explained } ELSE { 0 }
                RETURN NONE
        };
        !$full;
        COMMIT";
    let bindings = object! {
        id: id(person),
        person: person.to_string(),
        file: RecordId::new("read_file", Array::from(key.map(SurrealValue::into_value).to_vec())),
        most: signed(most),
        now: signed(now),
        over: over(now),
    };
    let mut results = persist(db, statement, bindings).await?;
    let last = results.num_statements().saturating_sub(2);
    results
        .take::<Option<bool>>(last)?
        .ok_or_else(|| malformed("reading"))
}

/// Notes that the reader has explained so many; the transaction fails if they have meanwhile, or if it is another day.
pub(crate) fn explain(transaction: &mut Transaction, person: PersonId, day: Day) {
    let id = transaction.bind(id(person));
    let before = transaction.bind(vec![signed(day.begun), signed(day.explained)]);
    let files = transaction.bind(signed(day.files));
    transaction.then(&format!(
        "IF (SELECT VALUE [begun, explained] FROM ONLY {id} FOR UPDATE) != {before} {{ THROW '{CHANGED}' }}"
    ));
    transaction.then(&format!("UPDATE {id} SET explained = {files} RETURN NONE"));
}

/// Forgets days that are over, and what was opened in them.
pub(crate) async fn sweep(db: &Db, now: u64) -> Result<(), StoreError> {
    let statement = "BEGIN;
        FOR $day IN (SELECT VALUE id FROM reading WHERE begun <= $over) {
            LET $person = record::id($day);
            DELETE read_file:[$person, '']..[$person, 'g'] RETURN NONE;
            DELETE $day RETURN NONE
        };
        COMMIT";
    persist(db, statement, object! { over: over(now) })
        .await
        .map(|_| ())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::store;

    #[tokio::test]
    async fn different_files_are_counted_for_a_day_and_an_explanation_lets_as_many_more_pass() {
        let dir = tempfile::tempdir().unwrap();
        let db = store::open(Some("mem://"), dir.path()).await.unwrap();
        let (reader, other) = (PersonId([1; 16]), PersonId([2; 16]));
        let begun = clock::days(20_000);
        let opens = async |person, number: u8, now| {
            let file = FileId([number; 16]);
            count(&db, person, file, 3, now).await.unwrap()
        };
        let files = async |now| {
            let day = day(&db, reader, now).await.unwrap();
            day.map(|day| (day.begun, day.files, day.explained))
        };
        assert_eq!(files(begun).await, None);
        for number in [1, 2, 1, 3, 2] {
            assert!(opens(reader, number, begun).await, "{number}");
        }
        assert_eq!(files(begun).await, Some((begun, 3, 0)));
        assert!(!opens(reader, 4, begun + 1).await);
        assert!(opens(reader, 3, begun + 1).await, "it is open already");
        assert!(opens(other, 4, begun + 1).await);

        let today = day(&db, reader, begun).await.unwrap().unwrap();
        for expected in [true, false] {
            let mut transaction = Transaction::new();
            explain(&mut transaction, reader, today);
            let done = transaction.persist(&db).await;
            assert_eq!(done.is_ok(), expected, "an explanation is given once");
        }
        for number in 4..7 {
            assert!(opens(reader, number, begun + 2).await, "{number}");
        }
        assert!(!opens(reader, 7, begun + 2).await);
        // Other rules hold for what was opened since the last explanation.
        let seventh = FileId([7; 16]);
        for (most, passes) in [(2, false), (3, false), (4, true)] {
            let counted = count(&db, reader, seventh, most, begun + 2).await.unwrap();
            assert_eq!(counted, passes, "{most}");
        }
        assert_eq!(files(begun + 2).await, Some((begun, 7, 3)));

        let last = begun + clock::days(1) - 1;
        assert!(!opens(reader, 8, last).await);
        assert!(opens(reader, 7, last + 1).await, "another day");
        assert_eq!(files(last + 1).await, Some((last + 1, 1, 0)));
        // What was open yesterday is not open today.
        for number in [1, 2] {
            assert!(opens(reader, number, last + 1).await);
        }
        assert!(!opens(reader, 3, last + 1).await);
        assert!(opens(other, 5, last).await, "each has days of their own");

        sweep(&db, last + 2).await.unwrap();
        assert_eq!(day(&db, other, last).await.unwrap(), None);
        assert_eq!(files(last + 2).await, Some((last + 1, 3, 0)));
        let left = "SELECT VALUE record::id(id)[0] FROM read_file";
        let mut left = run(&db, left, object! {}).await.unwrap();
        let left: Vec<String> = left.take(0).unwrap();
        assert_eq!(left, vec![reader.to_string(); 3]);
    }
}
