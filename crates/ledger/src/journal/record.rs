//! A file as its journal describes it.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::{
    hash::Hash,
    id::{FileId, PersonId, UnitId},
    rights::{Section, Sections},
    roster::View,
    statement::{FileMeta, FilePut, KeyName, SectionPut},
    tags,
};

/// The entry that touches a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Change {
    pub(super) seq: u64,
    pub(super) at: u64,
    pub(super) author: PersonId,
    /// The index key's epoch, by the roster that the entry names.
    pub(super) index: Option<u32>,
}

/// A file: what the journal says of it, never what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRecord {
    /// Its metadata now.
    pub meta: FileMeta,
    /// The salted hash of its blind tags, where it has some.
    pub tags: Option<Hash>,
    /// The epoch of the index key when they were given: under which whoever gave them had to make them. None where what they are made from was
    /// written since.
    pub tags_epoch: Option<u32>,
    /// The entry that created it.
    pub created_seq: u64,
    /// When, in milliseconds since 1970.
    pub created_at: u64,
    /// By whom.
    pub author_created: PersonId,
    /// The last entry that changed it; another one may have resealed it since.
    pub changed_seq: u64,
    /// When, in milliseconds since 1970.
    pub changed_at: u64,
    /// By whom.
    pub author_changed: PersonId,
    sections: [Option<SectionRecord>; Section::ALL.len()],
}

/// A section as it was last written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SectionRecord {
    /// 1 at first, then one more each time.
    pub revision: u32,
    /// The epoch of the unit key that it is sealed under.
    pub epoch: u32,
    /// The generation of the file key.
    pub generation: u32,
    /// SHA-256 of the envelope.
    pub envelope: Hash,
    /// The suite that it is sealed with.
    pub suite: u8,
    /// Who wrote it.
    pub author: PersonId,
    /// When, in milliseconds since 1970.
    pub at: u64,
    /// The entry that says so.
    pub seq: u64,
}

impl FileRecord {
    /// A section; none that was never written.
    pub fn section(&self, section: Section) -> Option<&SectionRecord> {
        self.sections[slot(section)].as_ref()
    }

    /// The sections written, in their order.
    pub fn sections(&self) -> impl Iterator<Item = (Section, &SectionRecord)> {
        Section::ALL
            .into_iter()
            .filter_map(|section| self.section(section).map(|record| (section, record)))
    }

    /// The sections that are to be sealed anew since the file's tags are not under the present index key, or it has none: those that tags
    /// are made from, with new tags. None where nothing is due, or one of these was never written.
    pub fn tags_due(&self, view: View<'_>) -> Sections {
        match view.epoch(&KeyName::Index) {
            Some(present) if self.tags_epoch != Some(present.epoch) => {
                let sources = tags::sources();
                let written = self.sections().map(|(section, _)| section);
                let written = written.fold(Sections::NONE, Sections::with);
                match sources.without(written).is_empty() {
                    true => sources,
                    false => Sections::NONE,
                }
            }
            _ => Sections::NONE,
        }
    }

    pub(super) fn create(put: &FilePut, change: Change) -> Self {
        let mut record = Self {
            meta: put.meta,
            tags: None,
            tags_epoch: None,
            created_seq: change.seq,
            created_at: change.at,
            author_created: change.author,
            changed_seq: change.seq,
            changed_at: change.at,
            author_changed: change.author,
            sections: [None; Section::ALL.len()],
        };
        record.change(put, change);
        record
    }

    pub(super) fn change(&mut self, put: &FilePut, change: Change) {
        self.meta = put.meta;
        self.changed_seq = change.seq;
        self.changed_at = change.at;
        self.author_changed = change.author;
        let sources = tags::sources();
        let mut written = put.sections.iter();
        if put.tags.is_none() && written.any(|put| sources.contains(put.section)) {
            // They may be of other numbers by now.
            self.tags_epoch = None;
        }
        self.reseal(put, change);
    }

    /// Other envelopes, and by what they say no other content: who edits the file goes on.
    pub(super) fn reseal(&mut self, put: &FilePut, change: Change) {
        if put.tags.is_some() {
            self.tags = put.tags;
            self.tags_epoch = change.index;
        }
        for section in &put.sections {
            self.sections[slot(section.section)] = Some(SectionRecord::of(section, change));
        }
    }
}

impl SectionRecord {
    fn of(put: &SectionPut, change: Change) -> Self {
        let SectionPut {
            section: _,
            revision,
            epoch,
            generation,
            envelope,
            suite,
        } = *put;
        Self {
            revision,
            epoch,
            generation,
            envelope,
            suite,
            author: change.author,
            at: change.at,
            seq: change.seq,
        }
    }
}

/// SHA-256(domain ‖ unit ‖ for each file: id, kind, manager, opening date, state, tags or zero, their epoch or zero, and per section its number,
/// revision, epoch, generation, suite and envelope's hash). Numbers are big-endian; each file ends with a zero byte.
pub(super) fn digest(unit: UnitId, files: &BTreeMap<FileId, Box<FileRecord>>) -> Hash {
    let mut digest = Sha256::new()
        .chain_update(b"jiandang/journal-digest/v2")
        .chain_update(unit.0);
    for (id, record) in files {
        let FileMeta {
            kind,
            manager,
            opened,
            state,
        } = record.meta;
        digest.update(id.0);
        digest.update([kind.number()]);
        digest.update(manager.0);
        digest.update(opened.to_be_bytes());
        digest.update([state.number()]);
        digest.update(record.tags.unwrap_or(Hash::ZERO).0);
        digest.update(record.tags_epoch.unwrap_or(0).to_be_bytes());
        for (section, record) in record.sections() {
            digest.update([section.number()]);
            digest.update(record.revision.to_be_bytes());
            digest.update(record.epoch.to_be_bytes());
            digest.update(record.generation.to_be_bytes());
            digest.update([record.suite]);
            digest.update(record.envelope.0);
        }
        digest.update([0]);
    }
    Hash(digest.finalize().into())
}

fn slot(section: Section) -> usize {
    usize::from(section.number()) - 1
}
