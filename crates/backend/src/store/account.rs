//! Accounts, at `account:person`; and who has which sign-in name, at `sign_in_name:folded`. A name as a record id is
//! unique by construction, and a clash is told apart by its table.

use ledger::{
    hash::Hash,
    id::{InvitationId, PersonId},
};
use surrealdb::types::{Bytes, Object, RecordId, SurrealValue, Value, object};
use wire::account::StretchParameters;

use super::{CHANGED, Db, StoreError, Transaction, malformed, run, signed, unsigned};
use crate::{
    account::{Account, folded},
    hasher::SecretHash,
};

/// The table of names, for telling a clash.
pub(crate) const NAMES: &str = "sign_in_name";

/// The table, for telling a clash.
pub(crate) const TABLE: &str = "account";

/// The counter of a new account's blob.
const FIRST_COUNTER: i64 = 1;

/// An account's columns.
#[derive(Debug, Clone, SurrealValue)]
pub(super) struct Row {
    person: String,
    salt: Bytes,
    memory_kib: i64,
    passes: i64,
    lanes: i64,
    hash_salt: Bytes,
    hash: Bytes,
    code_salt: Option<Bytes>,
    code_hash: Option<Bytes>,
    blob: Bytes,
    counter: i64,
    active: bool,
    /// The invitation that a pending account answered.
    invitation: Option<String>,
}

#[derive(Debug, Clone, SurrealValue)]
struct BlobRow {
    blob: Bytes,
    counter: i64,
}

#[derive(Debug, Clone, SurrealValue)]
struct OwnedBlob {
    person: String,
    blob: Bytes,
}

fn id(person: PersonId) -> RecordId {
    RecordId::new(TABLE, person.to_string())
}

fn name_id(sign_in_name: &str) -> RecordId {
    RecordId::new(NAMES, folded(sign_in_name))
}

impl Row {
    pub(super) fn new(account: &Account, invitation: Option<InvitationId>) -> Self {
        Self {
            person: account.person.to_string(),
            salt: account.salt.to_vec().into(),
            memory_kib: account.stretch.memory_kib.into(),
            passes: account.stretch.passes.into(),
            lanes: account.stretch.lanes.into(),
            hash_salt: account.secret.salt.to_vec().into(),
            hash: account.secret.hash.to_vec().into(),
            code_salt: account.code.as_ref().map(|code| code.salt.to_vec().into()),
            code_hash: account.code.as_ref().map(|code| code.hash.to_vec().into()),
            blob: account.blob.clone().into(),
            counter: FIRST_COUNTER,
            active: account.active,
            invitation: invitation.map(|invitation| invitation.to_string()),
        }
    }

    pub(super) fn account(self) -> Option<Account> {
        Some(Account {
            person: self.person.parse().ok()?,
            salt: self.salt.as_ref().try_into().ok()?,
            stretch: StretchParameters {
                memory_kib: self.memory_kib.try_into().ok()?,
                passes: self.passes.try_into().ok()?,
                lanes: self.lanes.try_into().ok()?,
            },
            secret: SecretHash {
                salt: self.hash_salt.as_ref().try_into().ok()?,
                hash: self.hash.as_ref().try_into().ok()?,
            },
            code: match (self.code_salt, self.code_hash) {
                (Some(salt), Some(hash)) => Some(SecretHash {
                    salt: salt.as_ref().try_into().ok()?,
                    hash: hash.as_ref().try_into().ok()?,
                }),
                _ => None,
            },
            blob: self.blob.to_vec(),
            active: self.active,
        })
    }
}

/// The account of a sign-in name.
pub(crate) async fn by_name(db: &Db, sign_in_name: &str) -> Result<Option<Account>, StoreError> {
    let statement = "SELECT VALUE account.* FROM ONLY $name";
    let mut results = run(db, statement, object! { name: name_id(sign_in_name) }).await?;
    let row = results.take::<Option<Row>>(0)?;
    row.map(|row| row.account().ok_or_else(|| malformed("account")))
        .transpose()
}

/// The account of a person.
pub(crate) async fn of(db: &Db, person: PersonId) -> Result<Option<Account>, StoreError> {
    let mut results = run(
        db,
        "SELECT * FROM ONLY $account",
        object! { account: id(person) },
    )
    .await?;
    let row = results.take::<Option<Row>>(0)?;
    row.map(|row| row.account().ok_or_else(|| malformed("account")))
        .transpose()
}

/// Whether a name is taken, by an enrolled person or by one who waits.
pub(crate) async fn is_taken(db: &Db, sign_in_name: &str) -> Result<bool, StoreError> {
    let mut results = run(
        db,
        "SELECT VALUE true FROM ONLY $name",
        object! { name: name_id(sign_in_name) },
    )
    .await?;
    Ok(results.take::<Option<bool>>(0)?.is_some())
}

/// Adds an account and takes its name; `invitation` for one that waits.
pub(crate) fn create(
    transaction: &mut Transaction,
    account: &Account,
    sign_in_name: &str,
    invitation: Option<InvitationId>,
) {
    transaction.create(object! { id: name_id(sign_in_name), account: id(account.person) });
    let mut row = Row::new(account, invitation).into_value();
    if let Value::Object(fields) = &mut row {
        fields.insert("id", id(account.person));
    }
    transaction.create(row);
}

/// Replaces an enrolled person's account, blob and counter included: a blob says its own counter, and a new one's begins
/// at 1. What was written for the old one can't fall upon it: [`put_blob`] wants a session, and all of them end with the
/// old account.
pub(crate) fn replace(transaction: &mut Transaction, account: &Account) {
    let account_id = transaction.bind(id(account.person));
    let row = transaction.bind(Row::new(account, None));
    transaction.then(&format!("UPSERT {account_id} CONTENT {row} RETURN NONE"));
}

/// The transaction throws [`CHANGED`] unless the account still has the secret that was proven: it was read before a hash
/// was computed, and may have been replaced since. The new session is noted in the account, so that a transaction that
/// replaces the account meanwhile and cannot see the session conflicts with this one, whichever of them commits first.
pub(crate) fn sign_in(transaction: &mut Transaction, proven: &Account, session: Hash) {
    let account = transaction.bind(id(proven.person));
    let hash = transaction.bind(Bytes::from(proven.secret.hash.to_vec()));
    transaction.then(&format!(
        "IF (SELECT VALUE hash FROM ONLY {account} FOR UPDATE) != {hash} {{ THROW '{CHANGED}' }}"
    ));
    let session = transaction.bind(session.to_string());
    transaction.then(&format!(
        "UPDATE {account} SET session = {session} RETURN NONE"
    ));
}

/// Gives an account another password: its salt, its secret, its recovery code and its blob. The transaction throws [`CHANGED`] unless the blob's counter is
/// the expected one and the secret still the one that was proven. Like a sign-in it is noted with a session, so that one that was
/// under way, and whose session this transaction cannot see to end it, conflicts.
pub(crate) fn change_password(
    transaction: &mut Transaction,
    proven: &Account,
    replaces: u64,
    new: &Account,
    session: Hash,
) {
    let account = transaction.bind(id(proven.person));
    let replaces = transaction.bind(signed(replaces));
    let proven = transaction.bind(Bytes::from(proven.secret.hash.to_vec()));
    transaction.then(&format!(
        "LET $held = (SELECT counter, hash FROM ONLY {account} FOR UPDATE)"
    ));
    transaction.then(&format!(
        "IF $held.counter != {replaces} OR $held.hash != {proven} {{ THROW '{CHANGED}' }}"
    ));
    let row = Row::new(new, None);
    let [salt, hash_salt, hash, blob] =
        [row.salt, row.hash_salt, row.hash, row.blob].map(|bytes| transaction.bind(bytes));
    let [code_salt, code_hash] =
        [row.code_salt, row.code_hash].map(|bytes| transaction.bind(bytes));
    let [memory, passes, lanes] =
        [row.memory_kib, row.passes, row.lanes].map(|cost| transaction.bind(cost));
    let session = transaction.bind(session.to_string());
    transaction.then(&format!(
        "UPDATE {account} SET salt = {salt}, memory_kib = {memory}, passes = {passes}, lanes = {lanes}, hash_salt = {hash_salt}, \
         hash = {hash}, code_salt = {code_salt}, code_hash = {code_hash}, blob = {blob}, counter += 1, session = {session} RETURN NONE"
    ));
}

/// Opens the account that waits for this invitation.
pub(crate) fn activate(transaction: &mut Transaction, person: PersonId, invitation: InvitationId) {
    let account = transaction.bind(id(person));
    let invitation = transaction.bind(invitation.to_string());
    transaction.then(&format!(
        "IF (SELECT VALUE invitation FROM ONLY {account} FOR UPDATE) != {invitation} {{ THROW '{CHANGED}' }}"
    ));
    transaction.then(&format!(
        "UPDATE {account} SET active = true, invitation = NONE RETURN NONE"
    ));
}

/// Removes an account that waits, and frees its name.
pub(crate) fn discard(transaction: &mut Transaction, person: PersonId, sign_in_name: &str) {
    let account = transaction.bind(id(person));
    let name = transaction.bind(name_id(sign_in_name));
    transaction.then(&format!("DELETE {account} RETURN NONE"));
    transaction.then(&format!("DELETE {name} RETURN NONE"));
}

/// Replaces the blob if its counter is the expected one and the session is not over; the transaction throws
/// [`super::CHANGED`] or [`super::ENDED`] otherwise. A session's end and what it still writes cannot both go through: whoever
/// recovers an account ends its sessions with it.
pub(crate) async fn put_blob(
    db: &Db,
    (person, session): (PersonId, Hash),
    (replaces, counter): (u64, u64),
    blob: Vec<u8>,
) -> Result<(), StoreError> {
    let mut transaction = Transaction::new();
    super::session::expect(&mut transaction, session);
    let account = transaction.bind(id(person));
    let replaces = transaction.bind(signed(replaces));
    let counter = transaction.bind(signed(counter));
    let blob = transaction.bind(Bytes::from(blob));
    transaction.then(&format!(
        "IF (SELECT VALUE counter FROM ONLY {account} FOR UPDATE) != {replaces} {{ THROW '{CHANGED}' }}"
    ));
    transaction.then(&format!(
        "UPDATE {account} SET blob = {blob}, counter = {counter} RETURN NONE"
    ));
    transaction.persist(db).await
}

/// A person's wrapped blob and its counter.
pub(crate) async fn blob_of(
    db: &Db,
    person: PersonId,
) -> Result<Option<(Vec<u8>, u64)>, StoreError> {
    let statement = "SELECT blob, counter FROM ONLY $account";
    let mut results = run(db, statement, object! { account: id(person) }).await?;
    let row = results.take::<Option<BlobRow>>(0)?;
    Ok(row.map(|row| (row.blob.to_vec(), unsigned(row.counter))))
}

/// Somebody's wrapped blob; none where nobody has an account.
pub(crate) async fn some_blob(db: &Db) -> Result<Option<(PersonId, Vec<u8>)>, StoreError> {
    let statement = "SELECT person, blob FROM account LIMIT 1";
    let mut results = run(db, statement, Object::new()).await?;
    let Some(row) = results.take::<Vec<OwnedBlob>>(0)?.pop() else {
        return Ok(None);
    };
    let person = row.person.parse().map_err(|_| malformed("account"))?;
    Ok(Some((person, row.blob.to_vec())))
}
