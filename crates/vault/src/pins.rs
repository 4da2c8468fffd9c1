//! What I remember of the chains: a server that shows less, or something else, lies.

use std::collections::BTreeMap;

use bridge::Reason;
use ledger::{entry::Position, hash::Hash, id::UnitId, roster::Roster};
use seal::password::ServerSalt;

use crate::Result;

/// The last entries that I have seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pins {
    /// The organisation's fingerprint.
    pub(crate) genesis: Hash,
    /// The last roster entry that I have seen.
    pub(crate) roster: Position,
    /// The last entry of each journal that I have seen.
    pub(crate) journals: BTreeMap<UnitId, Position>,
    /// What I remember of my passwords.
    pub(crate) passwords: Passwords,
}

/// Since when I have my password, and what tells the ones that I had.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Passwords {
    /// Milliseconds since 1970; 0 where nobody noted it.
    pub(crate) since: u64,
    /// The present one last.
    pub(crate) marks: Vec<Mark>,
}

/// What tells a password: only whoever has it, or guesses it, finds it by this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    /// The server's part of the salt that it was stretched with.
    pub(crate) salt: ServerSalt,
    /// See [`seal::password::UnlockKey::mark`].
    pub(crate) mark: [u8; 16],
}

/// As many are remembered as rules may ask for.
const MOST_MARKS: usize = 10;

impl Passwords {
    /// With another one from now on.
    pub(crate) fn and(mut self, mark: Mark, now: u64) -> Self {
        self.since = now;
        self.marks.push(mark);
        let surplus = self.marks.len().saturating_sub(MOST_MARKS);
        self.marks.drain(..surplus);
        self
    }
}

impl Pins {
    /// A roster that I made or verified myself, and no journal yet.
    pub(crate) fn of(roster: &Roster) -> Result<Self> {
        Ok(Self {
            genesis: roster.fingerprint().ok_or(Reason::Fault)?,
            roster: roster.head().ok_or(Reason::Fault)?,
            journals: BTreeMap::new(),
            passwords: Passwords::default(),
        })
    }

    /// Takes over what the other remembers further. Both are of one organisation; that they are of one history is for who knows the chains
    /// to check.
    pub(crate) fn advance(&mut self, other: &Self) {
        further(&mut self.roster, other.roster);
        if other.passwords.since > self.passwords.since {
            self.passwords.clone_from(&other.passwords);
        }
        for (unit, position) in &other.journals {
            further(self.journals.entry(*unit).or_insert(*position), *position);
        }
    }
}

fn further(mine: &mut Position, other: Position) {
    if other.seq > mine.seq {
        *mine = other;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seq: u64) -> Position {
        Position {
            seq,
            hash: Hash([u8::try_from(seq).unwrap_or(0); 32]),
        }
    }

    #[test]
    fn of_two_memories_the_further_one_counts_place_by_place() {
        let pins = |roster, journals: &[(u8, u64)]| Pins {
            genesis: Hash::ZERO,
            roster: at(roster),
            journals: journals
                .iter()
                .map(|(unit, seq)| (UnitId([*unit; 16]), at(*seq)))
                .collect(),
            passwords: Passwords {
                since: roster,
                marks: Vec::new(),
            },
        };
        let (mut one, mut other) = (pins(5, &[(1, 3), (2, 9)]), pins(7, &[(2, 4), (3, 1)]));
        let both = pins(7, &[(1, 3), (2, 9), (3, 1)]);
        let before = one.clone();
        one.advance(&other);
        other.advance(&before);
        assert_eq!((&one, &other), (&both, &both));
    }
}
