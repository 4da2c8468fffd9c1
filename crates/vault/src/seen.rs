//! What this page has seen, whoever was signed in: it stays when keys are forgotten. None of it is secret.
//!
//! The blob remembers the same, but the server serves it: here it can't be taken back while the page is open.

use std::collections::{BTreeMap, btree_map::Entry};

use bridge::{Failure, Reason, failure::Alarm};
use ledger::{hash::Hash, id::PersonId};

use crate::{
    Result,
    pins::{Passwords, Pins},
    platform::Platform,
    roster,
    session::Session,
};

/// A person's blob, by the keys that it holds: after recovery it begins anew, with new ones.
pub(crate) type Whose = (PersonId, Hash);

/// The furthest of everything.
#[derive(Default)]
pub(crate) struct Seen {
    /// The chains of an organisation, by its fingerprint.
    chains: BTreeMap<Hash, Pins>,
    /// The highest counter of each blob that the server has served or taken.
    blobs: BTreeMap<Whose, u64>,
}

/// Whose blob a session has.
pub(crate) fn whose<P: Platform>(session: &Session<P>) -> Whose {
    (session.me.person, session.me.keys.fingerprint())
}

impl Seen {
    /// Compares a session that has just pulled with what was seen before.
    pub(crate) fn check<P: Platform>(&self, session: &Session<P>) -> Result<()> {
        let counter = session.locker.blob.counter();
        if self
            .blobs
            .get(&whose(session))
            .is_some_and(|seen| counter < *seen)
        {
            return Err(Failure::from(Reason::Integrity(Alarm::BlobRolledBack)));
        }
        let Some(pins) = self.chains.get(&session.pins.genesis) else {
            return Ok(());
        };
        roster::check_pins(&session.roster, pins)?;
        session.journals.check_pins(pins)
    }

    /// Notes how far a session has seen everything.
    pub(crate) fn note<P: Platform>(&mut self, session: &Session<P>) {
        let mut pins = session.pins.clone();
        // They are one person's, and the chains everybody's.
        pins.passwords = Passwords::default();
        pins.advance(&Pins {
            passwords: Passwords::default(),
            genesis: pins.genesis,
            roster: session.roster.head().unwrap_or(pins.roster),
            journals: session.journals.heads(),
        });
        match self.chains.entry(pins.genesis) {
            Entry::Occupied(mut known) => known.get_mut().advance(&pins),
            Entry::Vacant(new) => {
                new.insert(pins);
            }
        }
        self.note_blob(whose(session), session.locker.blob.counter());
    }

    /// Notes that the server holds a blob with this counter.
    pub(crate) fn note_blob(&mut self, whose: Whose, counter: u64) {
        let known = self.blobs.entry(whose).or_default();
        *known = counter.max(*known);
    }
}
