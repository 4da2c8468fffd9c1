//! What every chain has: places, hashes, dates and intents, whatever its entries state.

use std::collections::BTreeMap;

use checks::Check;

use crate::{
    entry::{Entry, Position},
    hash::Hash,
    id::Intent,
    refusal::Refusal,
};

/// How far an entry may be dated ahead of the verifier's clock, in milliseconds.
const MAX_AHEAD: u64 = 10 * 60 * 1000;

/// The links of one chain.
#[derive(Debug, Clone, Default)]
pub(crate) struct Links {
    hashes: Vec<Hash>,
    last_at: u64,
    intents: BTreeMap<Intent, u64>,
}

impl Links {
    pub(crate) fn len(&self) -> u64 {
        self.hashes.len() as u64
    }

    pub(crate) fn last_at(&self) -> u64 {
        self.last_at
    }

    pub(crate) fn head(&self) -> Option<Position> {
        self.len().checked_sub(1).and_then(|seq| self.position(seq))
    }

    pub(crate) fn hash_at(&self, seq: u64) -> Option<Hash> {
        self.hashes.get(usize::try_from(seq).ok()?).copied()
    }

    pub(crate) fn find(&self, intent: &Intent) -> Option<Position> {
        self.intents.get(intent).and_then(|seq| self.position(*seq))
    }

    fn position(&self, seq: u64) -> Option<Position> {
        self.hash_at(seq).map(|hash| Position { seq, hash })
    }

    /// Whether the entry can be the next one, whatever it states.
    pub(crate) fn accept<S>(&self, entry: &Entry<S>, now: u64) -> Result<(), Refusal> {
        self.continues(entry)?;
        if entry.at < self.last_at {
            return Err(Refusal::ClockBack);
        }
        if entry.at > now.saturating_add(MAX_AHEAD) {
            return Err(Refusal::ClockAhead);
        }
        if self.intents.contains_key(&entry.intent) {
            return Err(Refusal::IntentUsed);
        }
        Ok(())
    }

    /// Whether the entry follows the head.
    pub(crate) fn continues<S>(&self, entry: &Entry<S>) -> Result<(), Refusal> {
        if !Check::Order.passes(entry.seq == self.len()) {
            return Err(Refusal::Order {
                expected: self.len(),
                found: entry.seq,
            });
        }
        let follows = entry.prev == self.head().map_or(Hash::ZERO, |head| head.hash);
        if !Check::Link.passes(follows) {
            return Err(Refusal::Fork);
        }
        Ok(())
    }

    /// Adds an entry that was accepted.
    pub(crate) fn push<S>(&mut self, entry: &Entry<S>, hash: Hash) -> Position {
        let seq = self.len();
        self.hashes.push(hash);
        self.last_at = entry.at;
        self.intents.insert(entry.intent, seq);
        Position { seq, hash }
    }
}
