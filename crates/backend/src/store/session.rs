//! Sessions, at the hash of their token.

use ledger::{
    entry::{Chain, Position},
    hash::Hash,
    id::PersonId,
};
use surrealdb::types::{Bytes, RecordId, SurrealValue, object};

use super::{
    CHANGED, Db, ENDED, StoreError, Transaction,
    chain::{HeadRow, head_id},
    persist, run, signed, unsigned,
};

/// A session as stored.
#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct SessionRow {
    person: Option<String>,
    expires: i64,
    seen: i64,
    /// Of a recovery: the hash of the last of its statements, at the recovery root's session and at the person's that it
    /// became. Either may ask for the answer again.
    answered: Option<Bytes>,
    /// Begun by a recovery code.
    by_code: Option<bool>,
}

impl SessionRow {
    pub(crate) fn new(person: Option<PersonId>, now: u64, expires: u64) -> Self {
        Self {
            person: person.map(|person| person.to_string()),
            expires: signed(expires),
            seen: signed(now),
            answered: None,
            by_code: None,
        }
    }

    pub(crate) fn by_code(mut self, by_code: bool) -> Self {
        self.by_code = by_code.then_some(true);
        self
    }

    pub(crate) fn is_by_code(&self) -> bool {
        self.by_code == Some(true)
    }

    pub(crate) fn answering(mut self, batch: Hash) -> Self {
        self.answered = Some(Bytes::from(batch.0.to_vec()));
        self
    }

    pub(crate) fn was_answered(&self) -> bool {
        self.answered.is_some()
    }

    /// Whose; none for the recovery root.
    pub(crate) fn person(&self) -> Option<PersonId> {
        self.person.as_ref().and_then(|person| person.parse().ok())
    }

    pub(crate) fn expires(&self) -> u64 {
        unsigned(self.expires)
    }

    pub(crate) fn seen(&self) -> u64 {
        unsigned(self.seen)
    }

    #[cfg(test)]
    pub(crate) fn seen_at(mut self, now: u64) -> Self {
        self.seen = signed(now);
        self
    }
}

fn id(key: Hash) -> RecordId {
    RecordId::new("session", key.to_string())
}

/// A session, and the roster's head as of the same moment: what every request begins with, in one query.
pub(crate) async fn find(
    db: &Db,
    key: Hash,
) -> Result<(Option<SessionRow>, Option<Position>), StoreError> {
    let statements = "SELECT * FROM ONLY $id; SELECT * FROM ONLY $head";
    let mut results = run(
        db,
        statements,
        object! { id: id(key), head: head_id(Chain::Roster) },
    )
    .await?;
    let session = results.take(0)?;
    let head = results
        .take::<Option<HeadRow>>(1)?
        .map(|row| row.position())
        .transpose()?;
    Ok((session, head))
}

pub(crate) fn create(transaction: &mut Transaction, key: Hash, row: &SessionRow) {
    transaction.create(object! {
        id: id(key),
        person: row.person.clone(),
        expires: row.expires,
        seen: row.seen,
        answered: row.answered.clone(),
        by_code: row.by_code,
    });
}

/// Whoever began it by a recovery code has a password by now.
pub(crate) fn made_whole(transaction: &mut Transaction, key: Hash) {
    let id = transaction.bind(id(key));
    transaction.then(&format!("UPDATE {id} SET by_code = NONE RETURN NONE"));
}

/// The transaction fails if the session is over: a request may have been under way since before it ended.
pub(crate) fn expect(transaction: &mut Transaction, key: Hash) {
    let id = transaction.bind(id(key));
    transaction.then(&format!(
        "IF (SELECT VALUE expires FROM ONLY {id} FOR UPDATE) = NONE {{ THROW '{ENDED}' }}"
    ));
}

/// The transaction throws [`CHANGED`] unless these statements were answered at this session.
pub(crate) fn expect_answered(transaction: &mut Transaction, key: Hash, batch: Hash) {
    let id = transaction.bind(id(key));
    let batch = transaction.bind(Bytes::from(batch.0.to_vec()));
    transaction.then(&format!(
        "IF (SELECT VALUE answered FROM ONLY {id} FOR UPDATE) != {batch} {{ THROW '{CHANGED}' }}"
    ));
}

/// The recovery root's session is over, but for asking for the answer again until `expires`.
pub(crate) fn answer(transaction: &mut Transaction, key: Hash, batch: Hash, expires: u64) {
    let id = transaction.bind(id(key));
    let batch = transaction.bind(Bytes::from(batch.0.to_vec()));
    let expires = transaction.bind(signed(expires));
    transaction.then(&format!(
        "UPDATE {id} SET answered = {batch}, expires = {expires} RETURN NONE"
    ));
}

/// Notes a request.
pub(crate) async fn touch(db: &Db, key: Hash, now: u64) -> Result<(), StoreError> {
    persist(
        db,
        "UPDATE $id SET seen = $now RETURN NONE",
        object! { id: id(key), now: signed(now) },
    )
    .await
    .map(|_| ())
}

pub(crate) fn delete(transaction: &mut Transaction, key: Hash) {
    let id = transaction.bind(id(key));
    transaction.then(&format!("DELETE {id} RETURN NONE"));
}

/// Ends every session of a person.
pub(crate) fn delete_all_of(transaction: &mut Transaction, person: PersonId) {
    let person = transaction.bind(person.to_string());
    transaction.then(&format!(
        "DELETE session WHERE person = {person} RETURN NONE"
    ));
}

/// Ends every session of a person but one.
pub(crate) fn delete_others_of(transaction: &mut Transaction, person: PersonId, key: Hash) {
    let person = transaction.bind(person.to_string());
    let id = transaction.bind(id(key));
    transaction.then(&format!(
        "DELETE session WHERE person = {person} AND id != {id} RETURN NONE"
    ));
}

/// Removes what has ended: sessions, used challenges, forgotten tries. A failure waits for the next time.
pub(crate) async fn sweep(db: &Db, now: u64) {
    let statements = "DELETE session WHERE expires < $now RETURN NONE;
        DELETE challenge WHERE expires < $now RETURN NONE;
        DELETE tries WHERE since < $forgotten RETURN NONE";
    let bindings =
        object! { now: signed(now), forgotten: signed(now.saturating_sub(crate::tries::WINDOW)) };
    if let Err(error) = run(db, statements, bindings).await {
        tracing::warn!(
            error = &error as &dyn std::error::Error,
            "what has ended could not be removed"
        );
    }
}
