//! The verified roster in memory. The database is the authority: another instance may have appended.

use std::sync::{Arc, PoisonError, RwLock};

use ledger::{
    Roster,
    entry::{Chain, Position, SignedEntry},
};
use tokio::sync::{OwnedMutexGuard, RwLockReadGuard, RwLockWriteGuard};

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
    storing: Arc<tokio::sync::Mutex<()>>,
}

impl RosterCache {
    /// Held while this instance stores roster entries, until they are on the disk.
    pub(crate) async fn storing(&self) -> OwnedMutexGuard<()> {
        Arc::clone(&self.storing).lock_owned().await
    }

    /// Waits until what this instance was storing is on the disk. A commit can be read before it is there: what is answered from it must not
    /// be gone after a power cut.
    pub(crate) async fn settled(&self) {
        drop(self.storing.lock().await);
    }

    /// The roster as last seen.
    pub(crate) fn present(&self) -> Arc<Roster> {
        Arc::clone(&self.present.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The roster up to a head that was read from the database just now, or further.
    pub(crate) async fn at_least(
        &self,
        db: &Db,
        head: Option<Position>,
    ) -> Result<Arc<Roster>, Failure> {
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
                let entry =
                    SignedEntry::from_bytes(bytes).map_err(|error| Failure::internal(&error))?;
                roster
                    .apply(&entry, NO_CLOCK)
                    .map_err(|refusal| Failure::internal(&refusal))?;
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
        let continues = roster
            .head()
            .is_some_and(|head| present.hash_at(head.seq) == Some(head.hash));
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use std::time::Duration;

    use ed25519_dalek::{Signer, SigningKey};
    use ledger::{
        entry::{Author, Entry, VERSION},
        hash::Hash,
        id::{Intent, OrgId, PersonId, RoleId, UnitId},
        statement::{
            Genesis, Person, Policy, PublicKeys, RecoveryKeys, RosterStatement, Unit, UnitKind,
        },
        templates::{ShippedRole, shipped_roles},
    };

    use super::*;
    use crate::store::{StoreError, Transaction};

    const FOUNDER: PersonId = PersonId([1; 16]);

    fn key() -> SigningKey {
        SigningKey::from_bytes(&[2; 32])
    }

    fn genesis() -> RosterStatement {
        let mut number = 0;
        let roles = shipped_roles(|| {
            number += 1;
            RoleId([number; 16])
        });
        RosterStatement::Genesis(Genesis {
            root: Unit {
                id: UnitId([3; 16]),
                parent: None,
                name: "公司".to_owned(),
                kind: UnitKind::Company,
            },
            founder: Person {
                id: FOUNDER,
                name: "founder".to_owned(),
                sign_in_name: "founder".to_owned(),
                keys: PublicKeys {
                    wrapping: include_bytes!("../../ledger/tests/rsa-3072.der").to_vec(),
                    verifying: key().verifying_key().to_bytes(),
                },
            },
            recovery: RecoveryKeys {
                verifying: SigningKey::from_bytes(&[5; 32]).verifying_key().to_bytes(),
                wrapping: [6; 32],
            },
            founder_roles: vec![roles[ShippedRole::SystemAdministrator.index()].id],
            roles,
            policy: Policy::default(),
        })
    }

    fn next(roster: &Roster, intent: u8, statement: RosterStatement) -> SignedEntry {
        let entry = Entry {
            version: VERSION,
            org: OrgId([7; 16]),
            chain: Chain::Roster,
            seq: roster.len(),
            prev: roster.head().map_or(Hash::ZERO, |head| head.hash),
            author: Author::Person(FOUNDER),
            at: 1_000,
            intent: Intent([intent; 16]),
            statement,
        };
        SignedEntry::sign(&entry, |message| key().sign(message).to_bytes())
    }

    fn policy(idle_minutes: u16) -> RosterStatement {
        RosterStatement::SetPolicy(Policy {
            idle_minutes,
            ..Policy::default()
        })
    }

    /// What an instance does that knows nothing of the others.
    async fn append(db: &Db, roster: &Roster, entry: &SignedEntry) -> Result<(), StoreError> {
        let position = Position {
            seq: roster.len(),
            hash: entry.hash(),
        };
        let mut transaction = Transaction::new();
        store::chain::expect_heads(&mut transaction, &[(Chain::Roster, roster.head())]);
        store::chain::append(&mut transaction, Chain::Roster, &[(position, entry)], 0);
        transaction.commit(db).await
    }

    #[tokio::test]
    async fn what_is_being_stored_is_waited_for() {
        let cache = RosterCache::default();
        let storing = cache.storing().await;
        let waits = tokio::time::timeout(Duration::from_millis(20), cache.settled()).await;
        assert!(waits.is_err());
        drop(storing);
        cache.settled().await;
    }

    #[tokio::test]
    async fn instances_on_one_database_see_what_the_others_appended() {
        let dir = tempfile::tempdir().unwrap();
        let db = store::open(Some("mem://"), dir.path()).await.unwrap();
        let (one, other) = (RosterCache::default(), RosterCache::default());
        assert!(one.fresh(&db).await.unwrap().is_empty());
        let first = next(&Roster::new(), 0, genesis());
        append(&db, &Roster::new(), &first).await.unwrap();
        for idle in 1..=120 {
            let roster = one.fresh(&db).await.unwrap();
            append(&db, &roster, &next(&roster, idle, policy(idle.into())))
                .await
                .unwrap();
        }
        let roster = other.fresh(&db).await.unwrap();
        assert_eq!(roster.len(), 121);
        assert_eq!(roster.head(), one.fresh(&db).await.unwrap().head());
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn of_instances_that_append_at_once_the_database_takes_one() {
        let dir = tempfile::tempdir().unwrap();
        let db = store::open(None, dir.path()).await.unwrap();
        let cache = RosterCache::default();
        append(&db, &Roster::new(), &next(&Roster::new(), 0, genesis()))
            .await
            .unwrap();
        for round in 0..20_u8 {
            let roster = cache.fresh(&db).await.unwrap();
            let mut tasks = tokio::task::JoinSet::new();
            for instance in 0..4_u8 {
                let intent = 1 + round * 4 + instance;
                let entry = next(&roster, intent, policy(intent.into()));
                let (db, roster) = (Arc::clone(&db), Arc::clone(&roster));
                tasks.spawn(async move { append(&db, &roster, &entry).await });
            }
            let results = tasks.join_all().await;
            assert_eq!(
                results.iter().filter(|result| result.is_ok()).count(),
                1,
                "{results:?}"
            );
            for lost in results.into_iter().filter_map(Result::err) {
                let told_apart = matches!(lost, StoreError::Conflict)
                    || lost.is_guard(store::STALE)
                    || lost.is_existing(store::chain::ENTRIES);
                assert!(told_apart, "{lost:?}");
            }
        }
        assert_eq!(cache.fresh(&db).await.unwrap().len(), 21);
    }

    #[tokio::test]
    async fn a_stored_chain_that_was_altered_is_not_believed() {
        let dir = tempfile::tempdir().unwrap();
        let db = store::open(Some("mem://"), dir.path()).await.unwrap();
        let good = next(&Roster::new(), 0, genesis());
        let mut bytes = good.as_bytes().to_vec();
        bytes[70] ^= 1;
        append(
            &db,
            &Roster::new(),
            &SignedEntry::from_bytes(bytes).unwrap(),
        )
        .await
        .unwrap();
        assert!(RosterCache::default().fresh(&db).await.is_err());
    }
}
