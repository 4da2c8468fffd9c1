//! Explanations, one row for each post that was told, newest first, at `told:[unit, role, -at, id]`.

use ledger::{id::PersonId, statement::Post};
use surrealdb::types::{Array, Bytes, RecordId, SurrealValue, object};
use wire::explanation::{Explanation, WordToPost};

use super::{CHANGED, Db, StoreError, Transaction, persist, run, signed, unsigned};

/// The most of a post that are listed.
const LISTED: i64 = 100;

#[derive(Debug, Clone, SurrealValue)]
struct Row {
    id: RecordId,
    explanation: String,
    person: String,
    unit: String,
    role: String,
    at: i64,
    files: i64,
    epoch: i64,
    sealed: Bytes,
}

/// What all words of an explanation have in common.
pub(crate) struct Written<'a> {
    pub(crate) id: &'a str,
    pub(crate) person: PersonId,
    pub(crate) at: u64,
    pub(crate) files: u64,
}

fn id(word: &WordToPost, at: u64, explanation: &str) -> RecordId {
    let key = vec![
        word.unit.clone().into_value(),
        word.role.clone().into_value(),
        (-signed(at)).into_value(),
        explanation.to_owned().into_value(),
    ];
    RecordId::new("told", Array::from(key))
}

impl Row {
    fn new(written: &Written<'_>, word: WordToPost) -> Self {
        Self {
            id: id(&word, written.at, written.id),
            explanation: written.id.to_owned(),
            person: written.person.to_string(),
            unit: word.unit,
            role: word.role,
            at: signed(written.at),
            files: signed(written.files),
            epoch: word.epoch.into(),
            sealed: word.sealed.0.into(),
        }
    }

    fn explanation(self) -> Explanation {
        Explanation {
            id: self.explanation,
            person: self.person,
            at: unsigned(self.at),
            files: unsigned(self.files),
            word: WordToPost {
                unit: self.unit,
                role: self.role,
                epoch: u32::try_from(self.epoch).unwrap_or_default(),
                sealed: self.sealed.to_vec().into(),
            },
        }
    }
}

pub(crate) fn tell(transaction: &mut Transaction, written: &Written<'_>, words: Vec<WordToPost>) {
    for word in words {
        transaction.create(Row::new(written, word));
    }
}

/// Those to a post, newest first.
pub(crate) async fn to(db: &Db, post: Post) -> Result<Vec<Explanation>, StoreError> {
    let statement =
        "SELECT * FROM told:[$unit, $role, -9223372036854775807]..[$unit, $role, 1] LIMIT $most";
    let bindings = object! {
        unit: post.unit.to_string(),
        role: post.role.to_string(),
        most: LISTED,
    };
    let rows: Vec<Row> = run(db, statement, bindings).await?.take(0)?;
    Ok(rows.into_iter().map(Row::explanation).collect())
}

/// Forgets what it was to one post; the transaction fails if that was forgotten before.
pub(crate) fn forget(transaction: &mut Transaction, explanation: &Explanation) {
    let row = transaction.bind(id(&explanation.word, explanation.at, &explanation.id));
    transaction.then(&format!(
        "IF !record::exists({row}) {{ THROW '{CHANGED}' }}"
    ));
    transaction.then(&format!("DELETE {row} RETURN NONE"));
}

/// Forgets what nobody has taken note of since a moment.
pub(crate) async fn sweep(db: &Db, before: u64) -> Result<(), StoreError> {
    let statement = "DELETE told WHERE at < $before RETURN NONE";
    persist(db, statement, object! { before: signed(before) })
        .await
        .map(|_| ())
}
