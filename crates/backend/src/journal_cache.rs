//! Verified journals in memory, one for each unit that was written to. The database is the authority.

use std::sync::{Arc, Mutex, PoisonError};

use ledger::{
    Journal, Roster,
    entry::{Chain, SignedEntry},
    id::UnitId,
};
use tokio::sync::OwnedMutexGuard;

use crate::{
    error::Failure,
    kept::Kept,
    roster_cache::{Corrupt, NO_CLOCK},
    store::{self, Db},
};

/// Entries that are kept in memory, some 200 bytes each. A journal that was forgotten is read and verified anew.
const MOST_ENTRIES: u64 = 1_000_000;

/// See the module. Each journal has a lock of its own, held from judging to storing.
#[derive(Default)]
pub(crate) struct JournalCache {
    journals: Mutex<Kept<UnitId, Journal>>,
    /// Held while storing, until it is on the disk. Every append locks the roster's head, so those of different units would
    /// make each other fail in the database; here they queue.
    storing: Arc<tokio::sync::Mutex<()>>,
}

impl JournalCache {
    /// As [`crate::roster_cache::RosterCache::storing`], for all journals.
    pub(crate) async fn storing(&self) -> OwnedMutexGuard<()> {
        Arc::clone(&self.storing).lock_owned().await
    }

    /// As [`crate::roster_cache::RosterCache::settled`], for all journals.
    pub(crate) async fn settled(&self) {
        drop(self.storing.lock().await);
    }

    /// A unit's journal as last seen; empty where it was not seen yet, or was forgotten since.
    pub(crate) fn of(&self, unit: UnitId) -> Arc<tokio::sync::Mutex<Journal>> {
        let mut journals = self.journals.lock().unwrap_or_else(PoisonError::into_inner);
        let journal = journals.get(unit, || Journal::new(unit));
        journals.forget_down_to(MOST_ENTRIES, Journal::len);
        journal
    }
}

/// Brings a journal up to what the database has; whether there was anything new.
pub(crate) async fn refresh(
    journal: &mut Journal,
    db: &Db,
    roster: &Roster,
) -> Result<bool, Failure> {
    let chain = Chain::Journal(journal.unit());
    let Some(head) = store::chain::head(db, chain).await? else {
        return Ok(false);
    };
    match journal.hash_at(head.seq) {
        Some(hash) if hash == head.hash => return Ok(false),
        // The database went back to an older copy and on from there.
        Some(_) => *journal = Journal::new(journal.unit()),
        None => {}
    }
    while journal.len() <= head.seq {
        let stored = store::chain::entries(db, chain, journal.len()).await?;
        if stored.is_empty() {
            return Err(Failure::internal(&Corrupt));
        }
        for bytes in stored {
            let entry =
                SignedEntry::from_bytes(bytes).map_err(|error| Failure::internal(&error))?;
            journal
                .apply(&entry, roster, NO_CLOCK)
                .map_err(|refusal| Failure::internal(&refusal))?;
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn what_is_being_stored_is_waited_for() {
        let cache = JournalCache::default();
        let storing = cache.storing().await;
        let waits = tokio::time::timeout(Duration::from_millis(20), cache.settled()).await;
        assert!(waits.is_err());
        drop(storing);
        cache.settled().await;
    }
}
