//! What SurrealDB keeps. One file an entity; nothing here knows who may do what.
//!
//! Every read is by record id, by record range or by index: nothing scans. Ids are hexadecimal text, binary is
//! [`surrealdb::types::Bytes`], times and counts are `i64`, because the database's integers are.

pub(crate) mod account;
pub(crate) mod boxes;
pub(crate) mod chain;
pub(crate) mod challenge;
pub(crate) mod device;
pub(crate) mod explanation;
pub(crate) mod file;
pub(crate) mod invitation;
mod log;
pub(crate) mod operation;
#[cfg(test)]
mod races;
pub(crate) mod reading;
pub(crate) mod renewal;
mod schema;
pub(crate) mod second_factor;
pub(crate) mod session;
pub(crate) mod setup;
pub(crate) mod tag;
mod transaction;
pub(crate) mod tries;

use std::{path::Path, sync::Arc, time::Duration};

use surrealdb::{
    Error, IndexedResults, Surreal,
    engine::any::{Any, connect},
    opt::auth::Root,
    types::{AlreadyExistsError, ErrorDetails, Object, QueryError},
};

pub(crate) use self::{log::has_closed, transaction::Transaction};
use crate::{config::OpenError, private};

/// The database. Shared by reference: a clone of the client itself would open a session of its own.
pub(crate) type Db = Arc<Surreal<Any>>;

const NAMESPACE: &str = "jiandang";
const DATABASE: &str = "archive";

/// What a transaction that found another head than it was judged by throws.
pub(crate) const STALE: &str = "stale_head";
/// What a transaction that found another state than expected throws.
pub(crate) const CHANGED: &str = "changed";
/// What a transaction whose session is over throws.
pub(crate) const ENDED: &str = "ended";

/// What the database says instead of a result.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StoreError {
    /// Another transaction wrote the same records: judge again, then retry.
    #[error("another transaction came first")]
    Conflict,
    /// A record of this table exists already.
    #[error("a record of {0} exists already")]
    Exists(String),
    /// A guard of our own threw this word.
    #[error("a guard threw {0}")]
    Guard(String),
    /// Anything else.
    #[error("the database failed")]
    Database(#[source] Box<Error>),
}

impl StoreError {
    /// As the reason for not opening.
    pub(crate) fn on_open(self) -> OpenError {
        match self {
            Self::Database(error) => OpenError::Database(error),
            other => OpenError::Database(Box::new(Error::internal(other.to_string()))),
        }
    }

    /// Whether a guard threw this word.
    pub(crate) fn is_guard(&self, word: &str) -> bool {
        matches!(self, Self::Guard(thrown) if thrown == word)
    }

    /// Whether a record of this table was there already.
    pub(crate) fn is_existing(&self, table: &str) -> bool {
        matches!(self, Self::Exists(found) if found == table)
    }
}

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        match error.details() {
            ErrorDetails::Query(Some(QueryError::TransactionConflict)) => Self::Conflict,
            ErrorDetails::AlreadyExists(Some(AlreadyExistsError::Record { id })) => {
                Self::Exists(id.split(':').next().unwrap_or_default().to_owned())
            }
            // The database puts words of its own before the one that was thrown.
            ErrorDetails::Thrown => Self::Guard(
                error
                    .message()
                    .rsplit(' ')
                    .next()
                    .unwrap_or_default()
                    .to_owned(),
            ),
            _ => Self::Database(Box::new(error)),
        }
    }
}

/// How much an error of one statement says about why the whole failed: the others only report that it did.
fn weight(error: &StoreError) -> u8 {
    match error {
        StoreError::Guard(_) => 3,
        StoreError::Exists(_) => 2,
        StoreError::Conflict => 1,
        StoreError::Database(error) => match error.details() {
            ErrorDetails::Query(Some(QueryError::NotExecuted | QueryError::Cancelled)) => 0,
            _ => 4,
        },
    }
}

/// Opens the database and makes its tables.
pub(crate) async fn open(address: Option<&str>, data_dir: &Path) -> Result<Db, OpenError> {
    let failed = |error: Error| OpenError::Database(Box::new(error));
    let embedded;
    let address = match address {
        Some(address) => address,
        None => {
            let path = data_dir
                .canonicalize()
                .map_err(|error| OpenError::File(data_dir.to_owned(), error))?
                .join(private::DATABASE);
            // The database would make its folder as the process's mask says.
            private::folder(&path).map_err(|error| OpenError::File(path.clone(), error))?;
            log::settle(&path).await?;
            embedded = format!("surrealkv://{}", path.display());
            &embedded
        }
    };
    let (address, credentials) = split_credentials(address);
    let db = connect_patiently(&address).await.map_err(failed)?;
    if let Some((username, password)) = credentials {
        db.signin(Root { username, password })
            .await
            .map_err(failed)?;
    }
    choose(&db).await.map_err(failed)?;
    let db = Arc::new(db);
    run(&db, schema::TABLES, Object::new())
        .await
        .map_err(StoreError::on_open)?;
    Ok(db)
}

/// Bytes as ids have them.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Makes the archive's database where there is none, and uses it.
async fn choose(db: &Surreal<Any>) -> Result<(), Error> {
    db.query(format!("DEFINE NAMESPACE IF NOT EXISTS {NAMESPACE}"))
        .await?
        .check()?;
    db.use_ns(NAMESPACE).await?;
    db.query(format!("DEFINE DATABASE IF NOT EXISTS {DATABASE}"))
        .await?
        .check()?;
    db.use_db(DATABASE).await?;
    Ok(())
}

/// Connects. The embedded database is locked while an earlier instance shuts down: it gets a few seconds.
async fn connect_patiently(address: &str) -> Result<Surreal<Any>, Error> {
    let mut waited = Duration::ZERO;
    loop {
        match connect(address).await {
            Err(_) if waited < LOCKED && address.starts_with("surrealkv") => {
                tokio::time::sleep(LOCK_POLL).await;
                waited += LOCK_POLL;
            }
            done => return done,
        }
    }
}

/// How long an earlier instance may take to let go.
const LOCKED: Duration = Duration::from_secs(5);
const LOCK_POLL: Duration = Duration::from_millis(50);

/// Splits `scheme://user:password@host` into the address without, and the credentials.
fn split_credentials(address: &str) -> (String, Option<(String, String)>) {
    let parts = address.split_once("://").and_then(|(scheme, rest)| {
        let (credentials, host) = rest.rsplit_once('@')?;
        let (user, password) = credentials.split_once(':')?;
        Some((
            format!("{scheme}://{host}"),
            (user.to_owned(), password.to_owned()),
        ))
    });
    match parts {
        Some((address, credentials)) if address.starts_with("ws") => (address, Some(credentials)),
        _ => (address.to_owned(), None),
    }
}

/// Runs statements. Any that fails fails all, with the reason that says most.
pub(crate) async fn run(
    db: &Db,
    statements: &str,
    bindings: Object,
) -> Result<IndexedResults, StoreError> {
    let mut results = db.query(statements).bind(bindings).await?;
    let errors = results.take_errors().into_values().map(StoreError::from);
    match errors.max_by_key(weight) {
        Some(error) => Err(error),
        None => Ok(results),
    }
}

/// Tries again while other transactions come first.
pub(crate) async fn persist(
    db: &Db,
    statements: &str,
    bindings: Object,
) -> Result<IndexedResults, StoreError> {
    for attempt in 0..PATIENCE {
        match run(db, statements, bindings.clone()).await {
            Err(StoreError::Conflict) => {
                tokio::time::sleep(Duration::from_millis(1 << attempt)).await
            }
            done => return done,
        }
    }
    Err(StoreError::Conflict)
}

/// Attempts of [`persist`]: together about a quarter of a second.
const PATIENCE: u32 = 8;

/// A count or time for the database.
pub(crate) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A count or time from the database.
pub(crate) fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

/// A stored value that is not of its form: the database was altered.
pub(crate) fn malformed(what: &str) -> StoreError {
    StoreError::Database(Box::new(Error::internal(format!(
        "a stored {what} is malformed"
    ))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_taken_out_of_remote_addresses_only() {
        let (address, credentials) = split_credentials("wss://me:pa:ss@host:8000");
        assert_eq!(address, "wss://host:8000");
        assert_eq!(credentials, Some(("me".to_owned(), "pa:ss".to_owned())));
        assert_eq!(
            split_credentials("wss://host"),
            ("wss://host".to_owned(), None)
        );
        assert_eq!(
            split_credentials("surrealkv:///a:b@c"),
            ("surrealkv:///a:b@c".to_owned(), None)
        );
    }
}
