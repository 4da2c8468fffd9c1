//! What happened to the files of one unit. Who may change them is read from the roster as of each entry's anchor.

mod judge;
mod record;

use std::collections::BTreeMap;

use checks::Check;
pub use record::{FileRecord, SectionRecord};

use crate::{
    entry::{Author, Chain, Entry, Position, SignedEntry},
    hash::Hash,
    id::{FileId, Intent, PersonId, UnitId},
    links::Links,
    refusal::{Need, Refusal, Subject},
    roster::{Fix, Roster},
    statement::{Cause, JournalStatement, KeyName},
};

/// The generation of a section's file key when the section is written for the first time.
pub const FIRST_GENERATION: u32 = 1;

/// The verified journal of one unit.
#[derive(Debug, Clone)]
pub struct Journal {
    unit: UnitId,
    links: Links,
    /// The roster position that the last entry named.
    anchor: u64,
    /// Boxed: a record is some 700 bytes, and the map moves its items when others come between them.
    files: BTreeMap<FileId, Box<FileRecord>>,
}

/// An entry that was judged and may be taken, as long as the chain's head stays where it was.
#[derive(Debug, Clone)]
pub struct Judged {
    entry: Entry<JournalStatement>,
    author: PersonId,
    hash: Hash,
    /// The index key's epoch, by the roster at the entry's anchor.
    index: Option<u32>,
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
    pub fn entry(&self) -> &Entry<JournalStatement> {
        &self.entry
    }

    /// The person who stated it.
    pub fn author(&self) -> PersonId {
        self.author
    }
}

impl Journal {
    /// The journal of a unit before its first entry.
    pub fn new(unit: UnitId) -> Self {
        Self {
            unit,
            links: Links::default(),
            anchor: 0,
            files: BTreeMap::new(),
        }
    }

    /// Judges an entry that somebody stored and takes it; the new head. `now` in milliseconds since 1970.
    ///
    /// # Errors
    /// The first reason found why the entry can't follow; the journal is then as it was. A roster that is behind the
    /// anchor shows as [`Refusal::Anchor`].
    pub fn apply(
        &mut self,
        signed: &SignedEntry,
        roster: &Roster,
        now: u64,
    ) -> Result<Position, Refusal> {
        let judged = self.judge(signed, roster, now)?;
        self.take(judged)
    }

    /// As [`Journal::apply`], for an entry that is new: its author has to have judged by the roster's head.
    ///
    /// # Errors
    /// Those of [`Journal::apply`], and [`Refusal::AnchorStale`].
    pub fn apply_fresh(
        &mut self,
        signed: &SignedEntry,
        roster: &Roster,
        now: u64,
    ) -> Result<Position, Refusal> {
        let judged = self.judge_fresh(signed, roster, now)?;
        self.take(judged)
    }

    /// Judges an entry: its place, date, anchor, signature, author's rights and whether what it states fits.
    ///
    /// # Errors
    /// See [`Journal::apply`].
    pub fn judge(
        &self,
        signed: &SignedEntry,
        roster: &Roster,
        now: u64,
    ) -> Result<Judged, Refusal> {
        let entry: Entry<JournalStatement> = signed.decode()?;
        if entry.chain != Chain::Journal(self.unit) {
            return Err(Refusal::Chain);
        }
        if roster.org().ok_or(Refusal::NotBegun)? != entry.org {
            return Err(Refusal::Org);
        }
        self.links.accept(&entry, now)?;
        let JournalStatement::Put {
            anchor,
            cause,
            files,
        } = &entry.statement;
        if !Check::Anchor.passes(roster.hash_at(anchor.seq) == Some(anchor.hash)) {
            return Err(Refusal::Anchor);
        }
        if anchor.seq < self.anchor {
            return Err(Refusal::AnchorBack);
        }
        let view = roster.at(anchor.seq).ok_or(Refusal::Anchor)?;
        signed.verify(&view.key_of(entry.author)?)?;
        let Author::Person(author) = entry.author else {
            return Err(Refusal::NotAllowed(Need::Person));
        };
        view.unit(self.unit)
            .ok_or(Refusal::Unknown(Subject::Unit))?;
        if !view.is_open(self.unit) {
            return Err(Refusal::Closed);
        }
        judge::Bench::new(view, self.unit, author, entry.at).judge(&self.files, *cause, files)?;
        let judged = Judged {
            hash: signed.hash(),
            author,
            index: view.epoch(&KeyName::Index).map(|opening| opening.epoch),
            entry,
        };
        roster
            .fixes(self.unit)
            .iter()
            .try_for_each(|fix| Check::FixedEnd.holds(self.holds_with(&judged, fix, roster)))?;
        Ok(judged)
    }

    /// Whether an entry agrees with what the roster says of this journal: it is the one that is named at its place; and
    /// where it was written behind what is named, by the word of a roster from before, its author has lost nothing by it.
    fn holds_with(&self, judged: &Judged, fix: &Fix, roster: &Roster) -> Result<(), Refusal> {
        let Judged {
            entry,
            author,
            hash,
            ..
        } = judged;
        let named = fix.head.head.filter(|head| head.seq == entry.seq);
        if named.is_some_and(|head| head.hash != *hash) {
            return Err(Refusal::Witness);
        }
        let JournalStatement::Put { anchor, files, .. } = &entry.statement;
        if entry.seq < fix.head.len() || anchor.seq >= fix.seq {
            return Ok(());
        }
        let before = roster.at(anchor.seq).ok_or(Refusal::Anchor)?;
        let after = roster.at(fix.seq).ok_or(Refusal::Anchor)?;
        let same_keys = before.fingerprint_of(*author) == after.fingerprint_of(*author);
        if !same_keys || !after.is_open(self.unit) {
            return Err(Refusal::Fixed);
        }
        judge::Bench::new(after, self.unit, *author, entry.at)
            .may(&self.files, files)
            .map_err(|_| Refusal::Fixed)
    }

    /// As [`Journal::judge`], for an entry that is new; see [`Journal::apply_fresh`].
    ///
    /// # Errors
    /// Those of [`Journal::judge`], and [`Refusal::AnchorStale`].
    pub fn judge_fresh(
        &self,
        signed: &SignedEntry,
        roster: &Roster,
        now: u64,
    ) -> Result<Judged, Refusal> {
        let judged = self.judge(signed, roster, now)?;
        let JournalStatement::Put { anchor, .. } = &judged.entry.statement;
        if Some(*anchor) == roster.head() {
            Ok(judged)
        } else {
            Err(Refusal::AnchorStale)
        }
    }

    /// Takes an entry that was judged at this head.
    ///
    /// # Errors
    /// [`Refusal::Chain`] for one of another journal, [`Refusal::Order`] or [`Refusal::Fork`] where the chain has moved
    /// on since.
    pub fn take(&mut self, judged: Judged) -> Result<Position, Refusal> {
        let Judged {
            entry,
            author,
            hash,
            index,
        } = judged;
        if entry.chain != Chain::Journal(self.unit) {
            return Err(Refusal::Chain);
        }
        self.links.continues(&entry)?;
        let position = self.links.push(&entry, hash);
        let JournalStatement::Put {
            anchor,
            cause,
            files,
        } = entry.statement;
        self.anchor = anchor.seq;
        let change = record::Change {
            seq: entry.seq,
            at: entry.at,
            author,
            index,
        };
        for put in &files {
            match self.files.get_mut(&put.file) {
                Some(record) if cause == Cause::Reseal => record.reseal(put, change),
                Some(record) => record.change(put, change),
                None => {
                    let record = Box::new(FileRecord::create(put, change));
                    self.files.insert(put.file, record);
                }
            }
        }
        Ok(position)
    }

    /// What the files of this journal came to: SHA-256 over their records, in the order of ids. Two people who have read
    /// the same journal come to the same.
    pub fn digest(&self) -> Hash {
        record::digest(self.unit, &self.files)
    }

    /// The unit whose files these are.
    pub fn unit(&self) -> UnitId {
        self.unit
    }

    /// The last entry's place; none before the first.
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

    /// Whether nothing has been stated yet.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The hash of the entry at a place.
    pub fn hash_at(&self, seq: u64) -> Option<Hash> {
        self.links.hash_at(seq)
    }

    /// Where the entry with this intent stands.
    pub fn find_intent(&self, intent: &Intent) -> Option<Position> {
        self.links.find(intent)
    }

    /// A file as the journal describes it.
    pub fn file(&self, id: FileId) -> Option<&FileRecord> {
        self.files.get(&id).map(Box::as_ref)
    }

    /// Every file, in the order of ids.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &FileRecord)> {
        self.files.iter().map(|(id, record)| (*id, &**record))
    }
}
