//! The one-time token of the set-up link. Kept as it is: a restart before set-up prints the same link, and once used it
//! is worth nothing.

use surrealdb::types::{Object, object};

use super::{Db, StoreError, Transaction, run};

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

/// Uses it up.
pub(crate) fn forget(transaction: &mut Transaction) {
    transaction.then("DELETE setup:token RETURN NONE");
}
