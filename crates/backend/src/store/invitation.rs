//! Invitations at `invitation:id`; an inviter's own, newest first, at `invited:[person, -created, id]`.

use ledger::id::{InvitationId, PersonId};
use serde::de::DeserializeOwned;
use surrealdb::types::{Array, Bytes, RecordId, SurrealValue, object};
use wire::invitation::{Newcomer, Renewed, State};

use super::{CHANGED, Db, StoreError, Transaction, malformed, run, signed, unsigned};

/// The most that are listed.
const LISTED: i64 = 500;

/// The table, for telling a clash.
pub(crate) const TABLE: &str = "invitation";

#[derive(Debug, Clone, SurrealValue)]
struct Row {
    id: RecordId,
    invitation: String,
    inviter: String,
    created: i64,
    expires: i64,
    sealed: Bytes,
    /// For whoever holds the link.
    greeting: Option<Bytes>,
    state: String,
    /// The newcomer as JSON: a document that this server only hands on.
    newcomer: Option<String>,
    /// Whose access it renews.
    renews: Option<String>,
    /// Their new keys as JSON, likewise.
    renewed: Option<String>,
}

/// An invitation as stored.
#[derive(Debug, Clone)]
pub(crate) struct Invitation {
    pub(crate) id: InvitationId,
    pub(crate) inviter: PersonId,
    pub(crate) created: u64,
    pub(crate) expires: u64,
    pub(crate) sealed: Vec<u8>,
    pub(crate) greeting: Option<Vec<u8>>,
    /// As last written: one that waits may have expired since.
    state: Written,
    pub(crate) newcomer: Option<Newcomer>,
    /// Whose access it renews; none for a newcomer's.
    pub(crate) renews: Option<PersonId>,
    pub(crate) renewed: Option<Renewed>,
}

/// The states that are written; expiry is read from the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    Open,
    Answered,
    Used,
    Withdrawn,
}

impl Written {
    const ALL: [Self; 4] = [Self::Open, Self::Answered, Self::Used, Self::Withdrawn];

    const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Answered => "answered",
            Self::Used => "used",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl Invitation {
    pub(crate) fn new(
        id: InvitationId,
        inviter: PersonId,
        created: u64,
        expires: u64,
        sealed: Vec<u8>,
    ) -> Self {
        Self {
            id,
            inviter,
            created,
            expires,
            sealed,
            greeting: None,
            state: Written::Open,
            newcomer: None,
            renews: None,
            renewed: None,
        }
    }

    /// Its state at a moment. One that was answered in time stays answered.
    pub(crate) fn state(&self, now: u64) -> State {
        match self.state {
            Written::Open if now >= self.expires => State::Expired,
            Written::Open => State::Open,
            Written::Answered => State::Answered,
            Written::Used => State::Used,
            Written::Withdrawn => State::Withdrawn,
        }
    }

    pub(crate) fn written(&self) -> Written {
        self.state
    }
}

/// A document that is there or not; none if it can't be read.
fn parsed<T: DeserializeOwned>(json: Option<String>) -> Option<Option<T>> {
    json.map(|json| serde_json::from_str(&json))
        .transpose()
        .ok()
}

fn record(invitation: InvitationId) -> RecordId {
    RecordId::new(TABLE, invitation.to_string())
}

impl Row {
    fn new(invitation: &Invitation) -> Self {
        Self {
            id: record(invitation.id),
            invitation: invitation.id.to_string(),
            inviter: invitation.inviter.to_string(),
            created: signed(invitation.created),
            expires: signed(invitation.expires),
            sealed: invitation.sealed.clone().into(),
            greeting: invitation.greeting.clone().map(Into::into),
            state: invitation.state.word().to_owned(),
            newcomer: None,
            renews: invitation.renews.map(|person| person.to_string()),
            renewed: None,
        }
    }

    fn invitation(self) -> Option<Invitation> {
        Some(Invitation {
            id: self.invitation.parse().ok()?,
            inviter: self.inviter.parse().ok()?,
            created: unsigned(self.created),
            expires: unsigned(self.expires),
            sealed: self.sealed.to_vec(),
            greeting: self.greeting.map(|greeting| greeting.to_vec()),
            state: Written::ALL
                .into_iter()
                .find(|state| state.word() == self.state)?,
            newcomer: parsed(self.newcomer)?,
            renews: match self.renews {
                Some(person) => Some(person.parse().ok()?),
                None => None,
            },
            renewed: parsed(self.renewed)?,
        })
    }
}

pub(crate) fn create(transaction: &mut Transaction, invitation: &Invitation) {
    transaction.create(Row::new(invitation));
    let key = vec![
        invitation.inviter.to_string().into_value(),
        (-signed(invitation.created)).into_value(),
        invitation.id.to_string().into_value(),
    ];
    let index = RecordId::new("invited", Array::from(key));
    transaction.create(object! { id: index, invitation: record(invitation.id) });
}

pub(crate) async fn get(db: &Db, id: InvitationId) -> Result<Option<Invitation>, StoreError> {
    let mut results = run(db, "SELECT * FROM ONLY $id", object! { id: record(id) }).await?;
    let row = results.take::<Option<Row>>(0)?;
    row.map(|row| row.invitation().ok_or_else(|| malformed("invitation")))
        .transpose()
}

/// A person's own, newest first.
pub(crate) async fn of(db: &Db, inviter: PersonId) -> Result<Vec<Invitation>, StoreError> {
    let statements = "LET $ids = (SELECT VALUE invitation FROM invited:[$inviter, -9223372036854775807]..[$inviter, 1] LIMIT $most);
        SELECT * FROM $ids";
    let mut results = run(
        db,
        statements,
        object! { inviter: inviter.to_string(), most: LISTED },
    )
    .await?;
    let rows: Vec<Row> = results.take(1)?;
    let mut invitations = rows
        .into_iter()
        .map(|row| row.invitation().ok_or_else(|| malformed("invitation")))
        .collect::<Result<Vec<_>, _>>()?;
    invitations.sort_by_key(|invitation| std::cmp::Reverse((invitation.created, invitation.id)));
    Ok(invitations)
}

/// Moves an invitation on; the transaction fails if it is no longer where it was.
pub(crate) fn transition(
    transaction: &mut Transaction,
    id: InvitationId,
    from: Written,
    to: Written,
) {
    let id = transaction.bind(record(id));
    let (from, to) = (from.word(), to.word());
    transaction.then(&format!(
        "IF (SELECT VALUE state FROM ONLY {id} FOR UPDATE) != '{from}' {{ THROW '{CHANGED}' }}"
    ));
    transaction.then(&format!("UPDATE {id} SET state = '{to}' RETURN NONE"));
}

/// Keeps a newcomer's answer with the invitation.
pub(crate) fn keep_answer(
    transaction: &mut Transaction,
    id: InvitationId,
    newcomer: &Newcomer,
) -> Result<(), serde_json::Error> {
    let id = transaction.bind(record(id));
    let newcomer = transaction.bind(serde_json::to_string(newcomer)?);
    transaction.then(&format!(
        "UPDATE {id} SET newcomer = {newcomer} RETURN NONE"
    ));
    Ok(())
}

/// Keeps the new keys of whoever has lost theirs.
pub(crate) fn keep_renewed(
    transaction: &mut Transaction,
    id: InvitationId,
    renewed: &Renewed,
) -> Result<(), serde_json::Error> {
    let id = transaction.bind(record(id));
    let renewed = transaction.bind(serde_json::to_string(renewed)?);
    transaction.then(&format!("UPDATE {id} SET renewed = {renewed} RETURN NONE"));
    Ok(())
}
