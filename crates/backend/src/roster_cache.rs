//! The verified roster in memory. The database is the authority: another instance may have appended.

use std::sync::{Arc, PoisonError, RwLock};

use ledger::{
    Roster,
    entry::{Chain, Position, SignedEntry},
};
use tokio::sync::{RwLockReadGuard, RwLockWriteGuard};

use crate::{
    error::Failure,
    store::{self, Db},
};

/// A stored chain that does not verify: the database was altered.
#[derive(Debug, thiserror::Error)]
#[error("a stored chain does not verify")]
pub(crate) struct Corrupt;

/// Stored entries were judged against the clock when they came.
pub(crate) const NO_CLOCK: u64 = u64::MAX / 2;

/// See the module.
#[derive(Default)]
pub(crate) struct RosterCache {
    present: RwLock<Arc<Roster>>,
    /// Held for writing while this instance appends to the roster, for reading while it appends to a journal: appends
    /// that could only fail in the database do not get there.
    moving: tokio::sync::RwLock<()>,
}

impl RosterCache {
    /// The roster as last seen.
    pub(crate) fn present(&self) -> Arc<Roster> {
        Arc::clone(&self.present.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The roster up to a head that was read from the database just now, or further.
    pub(crate) async fn at_least(&self, db: &Db, head: Option<Position>) -> Result<Arc<Roster>, Failure> {
        let present = self.present();
        let Some(head) = head else { return Ok(present) };
        let mut roster = match present.hash_at(head.seq) {
            Some(hash) if hash == head.hash => return Ok(present),
            // The database went back to an older copy and on from there.
            Some(_) => Roster::new(),
            None => (*present).clone(),
        };
        while roster.len() <= head.seq {
            let stored = store::chain::entries(db, Chain::Roster, roster.len()).await?;
            if stored.is_empty() {
                return Err(Failure::internal(&Corrupt));
            }
            for bytes in stored {
                let entry = SignedEntry::from_bytes(bytes).map_err(|error| Failure::internal(&error))?;
                roster.apply(&entry, NO_CLOCK).map_err(|refusal| Failure::internal(&refusal))?;
            }
        }
        if roster.hash_at(head.seq) != Some(head.hash) {
            return Err(Failure::internal(&Corrupt));
        }
        Ok(self.put(roster))
    }

    /// The roster as the database has it now.
    pub(crate) async fn fresh(&self, db: &Db) -> Result<Arc<Roster>, Failure> {
        let head = store::chain::head(db, Chain::Roster).await?;
        self.at_least(db, head).await
    }

    /// Takes a roster that continues the present one, or replaces one that went astray.
    pub(crate) fn put(&self, roster: Roster) -> Arc<Roster> {
        let mut present = self.present.write().unwrap_or_else(PoisonError::into_inner);
        let continues = roster.head().is_some_and(|head| present.hash_at(head.seq) == Some(head.hash));
        if !continues {
            *present = Arc::new(roster);
        }
        Arc::clone(&present)
    }

    /// Keeps this instance's other appends to the roster waiting.
    pub(crate) async fn moving(&self) -> RwLockWriteGuard<'_, ()> {
        self.moving.write().await
    }

    /// Keeps this instance's appends to the roster waiting while a journal is written.
    pub(crate) async fn still(&self) -> RwLockReadGuard<'_, ()> {
        self.moving.read().await
    }
}
