//! What belongs to the server and not to the organisation: which server secret the archive was made under, and the one-time token of the
//! set-up link. Kept as it is: a restart before set-up prints the same link, and once used it
//! is worth nothing, except to whoever used it, whose answer may have been lost.

use ledger::hash::Hash;
use surrealdb::types::{Bytes, Object, RecordId, SurrealValue, object};

use super::{Db, StoreError, Transaction, malformed, run, signed, unsigned};

/// Keeps a token unless one is there.
pub(crate) async fn offer(db: &Db, token: &str) -> Result<(), StoreError> {
    run(
        db,
        "INSERT IGNORE INTO setup $row RETURN NONE",
        object! { row: object! { id: "token", token: token.to_owned() } },
    )
    .await
    .map(|_| ())
}

/// The token, while there is one.
pub(crate) async fn token(db: &Db) -> Result<Option<String>, StoreError> {
    Ok(run(
        db,
        "SELECT VALUE token FROM ONLY setup:token",
        Object::new(),
    )
    .await?
    .take(0)?)
}

/// A token that was used.
pub(crate) struct Used {
    /// A digest of it under the server secret.
    pub(crate) token: Hash,
    /// The last of the statements that it was used for.
    pub(crate) batch: Hash,
    /// When, milliseconds since 1970.
    pub(crate) at: u64,
}

#[derive(Debug, Clone, SurrealValue)]
struct Row {
    token: Bytes,
    batch: Bytes,
    at: i64,
}

/// Uses it up.
pub(crate) fn use_up(transaction: &mut Transaction, used: &Used) {
    transaction.then("DELETE setup:token RETURN NONE");
    transaction.create(object! {
        id: RecordId::new("setup", "used"),
        token: Bytes::from(used.token.0.to_vec()),
        batch: Bytes::from(used.batch.0.to_vec()),
        at: signed(used.at),
    });
}

/// The token that was used; none before set-up.
pub(crate) async fn used(db: &Db) -> Result<Option<Used>, StoreError> {
    let statement = "SELECT * FROM ONLY setup:used";
    let row: Option<Row> = run(db, statement, Object::new()).await?.take(0)?;
    let hash = |bytes: &Bytes| {
        let hash = <[u8; 32]>::try_from(bytes.as_ref()).map_err(|_| malformed("token"))?;
        Ok::<_, StoreError>(Hash(hash))
    };
    row.map(|row| {
        Ok(Used {
            token: hash(&row.token)?,
            batch: hash(&row.batch)?,
            at: unsigned(row.at),
        })
    })
    .transpose()
}

/// What tells the server secret that the archive was made under; none before there was one.
pub(crate) async fn secret_print(db: &Db) -> Result<Option<[u8; 16]>, StoreError> {
    let statement = "SELECT VALUE print FROM ONLY setup:secret";
    let print: Option<Bytes> = run(db, statement, Object::new()).await?.take(0)?;
    let exact = |print: Bytes| print.as_ref().try_into().map_err(|_| malformed("secret"));
    print.map(exact).transpose()
}

/// Keeps it.
pub(crate) async fn keep_secret_print(db: &Db, print: [u8; 16]) -> Result<(), StoreError> {
    let print = Bytes::from(print.to_vec());
    run(
        db,
        "UPSERT setup:secret CONTENT { print: $print } RETURN NONE",
        object! { print: print },
    )
    .await
    .map(|_| ())
}
