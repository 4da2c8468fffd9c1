//! The organisation as its roster states it: people, units, roles, posts, admissions, epochs, policy.
//!
//! A roster is a pure state machine. It is moved by [`Roster::apply`] alone and read through a [`View`]: of now, or as
//! of any entry before, for a journal is judged by the roster of the time.

mod authority;
mod facts;
mod fit;
mod fixing;
mod overseers;
mod readings;
mod recipients;
mod rights;
mod shape;
mod stale;
mod timeline;
mod tree;
mod view;
mod waiting;

pub use authority::{Ground, grounds};
pub use facts::{Fix, Release, Standing};
pub use readings::{Moment, Reading};
pub use recipients::{Maker, Recipients};
pub use view::View;
pub use waiting::Waiting;

use checks::Check;

use crate::{
    entry::{Author, Chain, Entry, Position, SignedEntry},
    hash::Hash,
    id::{Intent, OrgId, UnitId},
    refusal::{Refusal, Subject},
    statement::RosterStatement,
};
use facts::Facts;

/// The verified roster of one organisation.
#[derive(Debug, Clone, Default)]
pub struct Roster {
    org: Option<OrgId>,
    links: crate::links::Links,
    facts: Facts,
    stated: Vec<Stated>,
}

/// By whom and when an entry was stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stated {
    /// By whom.
    pub author: Author,
    /// When, in milliseconds since 1970.
    pub at: u64,
}

/// An entry that was judged and may be taken, as long as the chain's head stays where it was.
#[derive(Debug, Clone)]
pub struct Judged {
    entry: Entry<RosterStatement>,
    hash: Hash,
}

impl Judged {
    /// Where the entry will stand.
    pub fn position(&self) -> Position {
        Position {
            seq: self.entry.seq,
            hash: self.hash,
        }
    }

    /// The entry; its author signed it and may state it.
    pub fn entry(&self) -> &Entry<RosterStatement> {
        &self.entry
    }
}

impl Roster {
    /// A roster before genesis.
    pub fn new() -> Self {
        Self::default()
    }

    /// Judges an entry and takes it; the new head. `now` in milliseconds since 1970.
    ///
    /// # Errors
    /// The first reason found why the entry can't follow; the roster is then as it was.
    pub fn apply(&mut self, signed: &SignedEntry, now: u64) -> Result<Position, Refusal> {
        let judged = self.judge(signed, now)?;
        self.take(judged)
    }

    /// Judges an entry: its place, date, signature, author's rights and whether what it states fits.
    ///
    /// # Errors
    /// See [`Roster::apply`].
    pub fn judge(&self, signed: &SignedEntry, now: u64) -> Result<Judged, Refusal> {
        let entry: Entry<RosterStatement> = signed.decode()?;
        if entry.chain != Chain::Roster {
            return Err(Refusal::Chain);
        }
        if self.org.is_some_and(|org| org != entry.org) {
            return Err(Refusal::Org);
        }
        self.links.accept(&entry, now)?;
        signed.verify(&self.key_of_author(&entry)?)?;
        let view = self.view().when(entry.at);
        Check::Authority.holds(authority::may_state(view, entry.author, &entry.statement))?;
        fit::fits(&self.facts, view, &entry)?;
        Ok(Judged {
            hash: signed.hash(),
            entry,
        })
    }

    /// Takes an entry that was judged at this head.
    ///
    /// # Errors
    /// [`Refusal::Order`] or [`Refusal::Fork`] where the chain has moved on since.
    pub fn take(&mut self, judged: Judged) -> Result<Position, Refusal> {
        let Judged { entry, hash } = judged;
        self.links.continues(&entry)?;
        let position = self.links.push(&entry, hash);
        self.org = Some(entry.org);
        self.stated.push(Stated {
            author: entry.author,
            at: entry.at,
        });
        self.facts.record(position, entry.author, entry.statement);
        Ok(position)
    }

    /// The last entry's place; none before genesis.
    pub fn head(&self) -> Option<Position> {
        self.links.head()
    }

    /// When the last entry was stated, in milliseconds since 1970; 0 while empty. The next may not be older.
    pub fn last_at(&self) -> u64 {
        self.links.last_at()
    }

    /// How many entries.
    pub fn len(&self) -> u64 {
        self.links.len()
    }

    /// Whether genesis is still to come.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The hash of the entry at a place.
    pub fn hash_at(&self, seq: u64) -> Option<Hash> {
        self.links.hash_at(seq)
    }

    /// The organisation, as genesis named it.
    pub fn org(&self) -> Option<OrgId> {
        self.org
    }

    /// The organisation's fingerprint: the hash of genesis.
    pub fn fingerprint(&self) -> Option<Hash> {
        self.hash_at(0)
    }

    /// Where the entry with this intent stands.
    pub fn find_intent(&self, intent: &Intent) -> Option<Position> {
        self.links.find(intent)
    }

    /// The organisation now. Without a moment ([`View::when`]) no deputy counts.
    pub fn view(&self) -> View<'_> {
        View::new(&self.facts, self.len()).when(u64::MAX)
    }

    /// The organisation as of an entry, that entry included; see [`Roster::view`] for deputies.
    pub fn at(&self, seq: u64) -> Option<View<'_>> {
        (seq < self.len()).then(|| View::new(&self.facts, seq.saturating_add(1)).when(u64::MAX))
    }

    /// By whom and when an entry was stated.
    pub fn stated(&self, seq: u64) -> Option<Stated> {
        self.stated.get(usize::try_from(seq).ok()?).copied()
    }

    /// The organisation as it was at a moment, in milliseconds since 1970, deputies of that moment with it; none before it began.
    pub fn as_of(&self, moment: u64) -> Option<View<'_>> {
        // Dates never fall along a chain.
        let seen = self.stated.partition_point(|stated| stated.at <= moment);
        (seen > 0).then(|| View::new(&self.facts, seen as u64).when(moment))
    }

    /// The ends of a unit's journal that the roster names, oldest first.
    pub fn fixes(&self, unit: UnitId) -> &[Fix] {
        self.facts.fixes.get(&unit).map_or(&[], Vec::as_slice)
    }

    /// The key that has to have signed: genesis brings its own, all others stand on the roster already.
    fn key_of_author(&self, entry: &Entry<RosterStatement>) -> Result<[u8; 32], Refusal> {
        match (&entry.statement, entry.author) {
            (RosterStatement::Genesis(genesis), Author::Person(author)) if self.is_empty() => {
                if author != genesis.founder.id {
                    return Err(Refusal::Unknown(Subject::Person));
                }
                Ok(genesis.founder.keys.verifying)
            }
            _ => self.view().key_of(entry.author),
        }
    }
}
