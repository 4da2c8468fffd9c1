//! Remembering how far the chains have come, in the blob. Several devices of mine share it.

use bridge::{Failure, Reason, failure::Alarm};
use checks::Check;
use ledger::{entry::Position, hash::Hash};
use seal::{blob::Blob, password::UnlockKey};
use wire::{
    Code,
    account::{BlobHeld, BlobPut},
    path,
};

use super::{Session, TRIES};
use crate::{
    Result,
    api::Api,
    identity::{Locker, Opens},
    pins::{Passwords, Pins},
    platform::Platform,
    remote::{Method, Remote},
};

/// A blob that remembers more than the one that the server holds.
pub(crate) struct Repinned {
    pub(crate) put: BlobPut,
    blob: Blob,
    pins: Pins,
}

impl Repinned {
    /// Its counter.
    pub(crate) fn counter(&self) -> u64 {
        self.blob.counter()
    }
}

impl<P: Platform> Session<P> {
    /// Remembers how far the chains have come. Where the network ends, the older pins stay: they hold all the same. So a lie is the only
    /// error.
    pub(crate) async fn remember<R: Remote>(&mut self, api: &Api<R>, platform: &P) -> Result<()> {
        match self.pin(api, platform).await {
            Err(failure) if matches!(failure.reason, Reason::Integrity(_)) => Err(failure),
            _ => Ok(()),
        }
    }

    /// Puts the blob with the heads of now in place of the one that is stored. Another device that came first, or an answer that got lost,
    /// has left a newer one there: then that one is taken over and resealed.
    ///
    /// A server that has lost what was written last may have lost my newest blob: then mine takes the place of the older one, once.
    async fn pin<R: Remote>(&mut self, api: &Api<R>, platform: &P) -> Result<()> {
        let mut older = None;
        for _ in 0..TRIES {
            let Some(mut repinned) = self.repinned(platform)? else {
                return Ok(());
            };
            if let Some(older) = older {
                repinned.put.replaces = older;
            }
            match api.tell(Method::Put, path::BLOB, &repinned.put).await {
                Ok(_) => {
                    self.lost = false;
                    if older.is_some() {
                        self.mended = true;
                        self.news.restored = true;
                    }
                    self.locker.blob = repinned.blob;
                    self.pins.clone_from(&repinned.pins);
                    self.stored = repinned.pins;
                    return Ok(());
                }
                Err(error) if error.code() == Some(Code::Conflict) => {
                    let stored: BlobHeld = api.get(path::BLOB).await?;
                    older = self.take_older(&stored, older)?;
                    if older.is_none() {
                        self.take_over(&stored)?;
                    }
                }
                Err(error) => return Err(error.into()),
            }
        }
        Err(Reason::Conflict.into())
    }

    /// The blob with the heads of now, if there is anything newer to remember. Holds no key that is not sealed.
    pub(crate) fn repinned(&self, platform: &P) -> Result<Option<Repinned>> {
        let (Some(head), true) = (self.roster.head(), self.pinning) else {
            return Ok(None);
        };
        let mut pins = self.pins.clone();
        pins.advance(&Pins {
            genesis: pins.genesis,
            roster: head,
            journals: self.journals.heads(),
            passwords: Passwords::default(),
        });
        if pins == self.stored && !self.lost {
            return Ok(None);
        }
        let blob = self
            .locker
            .repinned(platform, self.me.org, self.me.person, &pins)?;
        let put = BlobPut {
            person: self.me.person.to_string(),
            replaces: self.locker.blob.counter(),
            counter: blob.counter(),
            blob: blob.to_bytes().into(),
        };
        Ok(Some(Repinned { put, blob, pins }))
    }

    /// If the server has lost my newest blob and holds an older one: takes over what that one remembers, and gives the counter that mine is
    /// to replace. While devices of mine put theirs there one after the other it only grows; `before` is what it was a moment ago.
    fn take_older(&mut self, stored: &BlobHeld, before: Option<u64>) -> Result<Option<u64>> {
        let mine = (self.me.org, self.me.person);
        let opened = self.locker.sealed_elsewhere(mine.0, mine.1, &stored.blob.0);
        let Some((blob, pins)) = opened else {
            return Ok(None);
        };
        let is_older = blob.counter() < self.locker.blob.counter();
        if !is_older || self.mended || before.is_some_and(|before| stored.counter <= before) {
            return Ok(None);
        }
        self.check_history(&pins)?;
        self.pins.advance(&pins);
        Ok(Some(stored.counter))
    }

    /// Takes over the blob that is stored now, and what it remembers: what another device of mine was shown is on the chains that I am
    /// shown, or will be.
    fn take_over(&mut self, held: &BlobHeld) -> Result<()> {
        let mine = (self.me.org, self.me.person);
        let Some((blob, pins)) = self.locker.sealed_elsewhere(mine.0, mine.1, &held.blob.0) else {
            // Sealed under another key: somebody who knows the password has changed it, or a newer version wrote it. A server that makes
            // this up keeps me from remembering, as it could by taking no blob at all.
            self.pinning = false;
            return Ok(());
        };
        self.check(&blob, &pins)?;
        self.locker.blob = blob;
        self.pins.advance(&pins);
        self.stored = pins;
        Ok(())
    }

    /// The blob that is stored now is sealed for another password, which this key opens: the answer to my own change got lost.
    pub(crate) fn take_change_over(&mut self, held: &BlobHeld, unlock: &UnlockKey) -> Result<bool> {
        let (org, person) = (self.me.org, self.me.person);
        let fingerprint = self.me.keys.fingerprint();
        let opens = Opens::Password(unlock);
        let Ok((locker, pins)) = Locker::open(org, person, fingerprint, &held.blob.0, &opens)
        else {
            return Ok(false);
        };
        let rekeyed = locker.into_rekeyed();
        self.check(&rekeyed.blob, &pins)?;
        self.locker.is_now(rekeyed);
        self.pins.advance(&pins);
        self.stored = pins;
        self.pinning = true;
        Ok(true)
    }

    /// Whether a blob is no older than the one I have, and remembers the same history.
    fn check(&self, blob: &Blob, pins: &Pins) -> Result<()> {
        if !Check::BlobCounter.passes(blob.counter() >= self.locker.blob.counter()) {
            return Err(alarm(Alarm::BlobRolledBack));
        }
        self.check_history(pins)
    }

    /// What another device of mine remembers is on the chains that I am shown.
    fn check_history(&self, pins: &Pins) -> Result<()> {
        let other = |known: Option<Hash>, pin: &Position| {
            !Check::OneHistory.passes(known.is_none_or(|hash| hash == pin.hash))
        };
        if pins.genesis != self.pins.genesis {
            return Err(alarm(Alarm::Genesis));
        }
        if other(self.roster.hash_at(pins.roster.seq), &pins.roster) {
            return Err(alarm(Alarm::RosterRolledBack));
        }
        let forked = pins.journals.iter().any(|(unit, pin)| {
            let journal = self.journals.unit(*unit).map(|unit| &unit.journal);
            other(journal.and_then(|journal| journal.hash_at(pin.seq)), pin)
        });
        if forked {
            return Err(alarm(Alarm::JournalRolledBack));
        }
        Ok(())
    }

    /// Takes over what another device has stored since; false if its blob no longer opens for this session.
    pub(crate) fn catch_up(&mut self, held: &BlobHeld) -> Result<bool> {
        self.take_over(held)?;
        Ok(self.pinning)
    }
}

fn alarm(alarm: Alarm) -> Failure {
    Reason::Integrity(alarm).into()
}
