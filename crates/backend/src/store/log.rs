//! The embedded database's log after a sudden end.
//!
//! SurrealKV 0.21 opens the last segment of its log for appending before it looks at how the segment ends. Where a power cut or a kill has
//! left half a transaction there, it goes on writing behind the half, or into the segment that its repair has just replaced; either way the
//! next start does not find what was written, and acknowledged, since. Closed in order, it leaves no log: everything is in its tables. So
//! whatever an earlier end has left is read, closed and opened anew before anybody is served.

use std::{fs, io, path::Path, time::Duration};

use surrealdb::{Error, IndexedResults};

use super::{LOCK_POLL, choose, connect_patiently};
use crate::config::OpenError;

/// Has what stands in the log moved into the tables, if anything does.
///
/// A sudden end in here loses nothing: the log stays until the tables have it, and nobody was told of anything.
pub(super) async fn settle(database: &Path) -> Result<(), OpenError> {
    let file = |error| OpenError::File(database.to_owned(), error);
    if !is_left(database).map_err(file)? {
        return Ok(());
    }
    tracing::info!("the server did not end in order last time; its log is read back");
    let failed = |error| OpenError::Database(Box::new(error));
    let address = format!("surrealkv://{}", database.display());
    let db = connect_patiently(&address).await.map_err(failed)?;
    choose(&db).await.map_err(failed)?;
    // Only what is written moves the log on: half a transaction alone would stay where it is.
    db.query("UPSERT settled:log SET at = time::now() RETURN NONE")
        .await
        .and_then(IndexedResults::check)
        .map_err(failed)?;
    drop(db);
    if closes(database, READING_BACK).await.map_err(file)? {
        return Ok(());
    }
    let still = Error::internal("its log could not be read back".to_owned());
    Err(failed(still))
}

/// Whether the database, whose last handle was dropped, has closed: in the background, and nobody tells when.
pub(crate) async fn has_closed(database: &Path) -> bool {
    closes(database, CLOSING).await.unwrap_or(false)
}

async fn closes(database: &Path, within: Duration) -> io::Result<bool> {
    let mut waited = Duration::ZERO;
    while is_left(database)? {
        if waited >= within {
            return Ok(false);
        }
        tokio::time::sleep(LOCK_POLL).await;
        waited += LOCK_POLL;
    }
    Ok(true)
}

/// How long closing may take at the start: a log is at most as long as what the database keeps in memory.
const READING_BACK: Duration = Duration::from_secs(60);
/// And at the end, where somebody waits for the process.
const CLOSING: Duration = Duration::from_secs(10);

/// Whether there is a segment with anything in it.
fn is_left(database: &Path) -> io::Result<bool> {
    let segments = match fs::read_dir(database.join("wal")) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        segments => segments?,
    };
    for segment in segments {
        if segment?.metadata()?.len() > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}
