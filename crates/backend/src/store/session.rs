//! Sessions, at the hash of their token.

use ledger::{
    entry::{Chain, Position},
    hash::Hash,
    id::PersonId,
    rules::SessionRules,
};
use surrealdb::types::{Bytes, RecordId, RecordIdKey, SurrealValue, Value, object};
use wire::device::SessionLine;

use super::{
    CHANGED, Db, ENDED, StoreError, Transaction,
    chain::{HeadRow, head_id},
    persist, run, signed, unsigned,
};
use crate::{clock::minutes, device::short};

const TABLE: &str = "session";

/// A session as stored.
#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct SessionRow {
    person: Option<String>,
    expires: i64,
    seen: i64,
    /// How long it lives without a request; an hour where it is older than the rules.
    idle: Option<i64>,
    begun: Option<i64>,
    /// The hash of the device's token.
    device: Option<Bytes>,
    label: Option<String>,
    address: Option<String>,
    /// Of a recovery: the hash of the last of its statements, at the recovery root's session and at the person's that it
    /// became. Either may ask for the answer again.
    answered: Option<Bytes>,
    /// Begun by a recovery code.
    by_code: Option<bool>,
    /// When its person last gave a code of their second factor, in it or in the session that it took the place of.
    factored: Option<i64>,
}

impl SessionRow {
    /// Begun now, for so many milliseconds, or so many without a request.
    pub(crate) fn new(person: Option<PersonId>, now: u64, lifetime: u64, idle: u64) -> Self {
        Self {
            person: person.map(|person| person.to_string()),
            expires: signed(now.saturating_add(lifetime)),
            seen: signed(now),
            idle: Some(signed(idle)),
            begun: Some(signed(now)),
            device: None,
            label: None,
            address: None,
            answered: None,
            by_code: None,
            factored: None,
        }
    }

    pub(crate) fn on(mut self, device: Option<Hash>, label: &str, address: Option<String>) -> Self {
        self.device = device.map(|device| Bytes::from(device.0.to_vec()));
        self.label = Some(label.to_owned());
        self.address = address;
        self
    }

    pub(crate) fn idle(&self) -> u64 {
        self.idle.map_or(minutes(60), unsigned)
    }

    /// Whether rules that are stricter by now let it live still.
    pub(crate) fn lives_by(&self, rules: SessionRules, now: u64) -> bool {
        let begun = self.begun.map_or(now, unsigned);
        now < begun.saturating_add(minutes(u64::from(rules.hours) * 60))
            && now
                < self
                    .seen()
                    .saturating_add(minutes(u64::from(rules.idle_minutes)))
    }

    /// The hash of the device's token.
    pub(crate) fn device(&self) -> Option<Hash> {
        let bytes = self.device.as_ref()?.as_ref().try_into().ok()?;
        Some(Hash(bytes))
    }

    pub(crate) fn by_code(mut self, by_code: bool) -> Self {
        self.by_code = by_code.then_some(true);
        self
    }

    pub(crate) fn is_by_code(&self) -> bool {
        self.by_code == Some(true)
    }

    pub(crate) fn factored(mut self, at: Option<u64>) -> Self {
        self.factored = at.map(signed);
        self
    }

    /// When a code of a second factor was given for it.
    pub(crate) fn factored_at(&self) -> Option<u64> {
        self.factored.map(unsigned)
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
    RecordId::new(TABLE, key.to_string())
}

/// A session, and the roster's head as of the same moment: what every request begins with, in one query.
pub(crate) async fn find(
    db: &Db,
    key: Hash,
) -> Result<(Option<SessionRow>, Option<Position>), StoreError> {
    // One statement of both: what a statement costs is more than what a record does.
    let both = vec![id(key), head_id(Chain::Roster)];
    let rows: Vec<Value> = run(db, "SELECT * FROM $both", object! { both: both })
        .await?
        .take(0)?;
    let (mut session, mut head) = (None, None);
    for row in rows {
        match row.get("id") {
            Value::RecordId(id) if id.table.as_str() == TABLE => {
                session = Some(SessionRow::from_value(row)?);
            }
            _ => head = Some(HeadRow::from_value(row)?.position()?),
        }
    }
    Ok((session, head))
}

pub(crate) fn create(transaction: &mut Transaction, key: Hash, row: &SessionRow) {
    transaction.create(object! {
        id: id(key),
        person: row.person.clone(),
        expires: row.expires,
        seen: row.seen,
        idle: row.idle,
        begun: row.begun,
        device: row.device.clone(),
        label: row.label.clone(),
        address: row.address.clone(),
        answered: row.answered.clone(),
        by_code: row.by_code,
        factored: row.factored,
    });
}

/// Its person has set up a second factor, and given a code of it.
pub(crate) fn has_factor(transaction: &mut Transaction, key: Hash, now: u64) {
    let id = transaction.bind(id(key));
    let now = transaction.bind(signed(now));
    transaction.then(&format!("UPDATE {id} SET factored = {now} RETURN NONE"));
}

/// The person has no second factor any more: their sessions go on without one.
pub(crate) fn lost_factor(transaction: &mut Transaction, person: PersonId) {
    let person = transaction.bind(person.to_string());
    transaction.then(&format!(
        "UPDATE session SET factored = NONE WHERE person = {person} RETURN NONE"
    ));
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

/// A session of a person, for that person to see.
#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct NamedRow {
    id: RecordId,
    seen: i64,
    begun: Option<i64>,
    expires: i64,
    idle: Option<i64>,
    device: Option<Bytes>,
    label: Option<String>,
    address: Option<String>,
}

impl NamedRow {
    /// Whether its name begins so.
    pub(crate) fn is_called(&self, short: &str) -> bool {
        matches!(&self.id.key, RecordIdKey::String(key) if key.starts_with(short))
    }

    /// As it is told.
    pub(crate) fn line(self, here: Hash, now: u64) -> Option<SessionLine> {
        let RecordIdKey::String(key) = self.id.key else {
            return None;
        };
        let idle = self.idle.map_or(minutes(60), unsigned);
        let seen = unsigned(self.seen);
        let alive = now < unsigned(self.expires) && now < seen.saturating_add(idle);
        let device = self.device.as_ref();
        let device = device.and_then(|device| Some(Hash(device.as_ref().try_into().ok()?)));
        alive.then(|| SessionLine {
            here: key == here.to_string(),
            id: key.chars().take(32).collect(),
            device: device.map(short),
            label: self.label.unwrap_or_default(),
            address: self.address,
            begun: self.begun.map_or(seen, unsigned),
            seen,
        })
    }
}

/// The sessions of a person, alive or not.
pub(crate) async fn all_of(db: &Db, person: PersonId) -> Result<Vec<NamedRow>, StoreError> {
    let statement = "SELECT * FROM session WHERE person = $person ORDER BY seen DESC LIMIT 200";
    let mut results = run(db, statement, object! { person: person.to_string() }).await?;
    Ok(results.take(0)?)
}

/// Ends the person's session whose name begins so.
pub(crate) fn delete_named(transaction: &mut Transaction, person: PersonId, short: &str) {
    let person = transaction.bind(person.to_string());
    let short = transaction.bind(short.to_owned());
    transaction.then(&format!(
        "DELETE session WHERE person = {person} AND string::starts_with(record::id(id), {short}) RETURN NONE"
    ));
}

/// Ends the sessions of a person on a device.
pub(crate) fn delete_on(transaction: &mut Transaction, person: PersonId, device: Hash) {
    let person = transaction.bind(person.to_string());
    let device = transaction.bind(Bytes::from(device.0.to_vec()));
    transaction.then(&format!(
        "DELETE session WHERE person = {person} AND device = {device} RETURN NONE"
    ));
}

/// Removes what has ended: sessions, used challenges, forgotten tries. A failure waits for the next time.
pub(crate) async fn sweep(db: &Db, now: u64) {
    let statements = "DELETE session WHERE expires < $now RETURN NONE;
        DELETE challenge WHERE expires < $now RETURN NONE;
        DELETE tries WHERE since < $forgotten AND (until = NONE OR until < $now) RETURN NONE;
        DELETE device WHERE last < $unused AND lost = false RETURN NONE";
    let bindings = object! { now: signed(now), forgotten: signed(now.saturating_sub(crate::tries::LONGEST)), unused: signed(now.saturating_sub(crate::device::KEPT * 1000)) };
    if let Err(error) = run(db, statements, bindings).await {
        tracing::warn!(
            error = &error as &dyn std::error::Error,
            "what has ended could not be removed"
        );
    }
}
