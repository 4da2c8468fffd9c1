//! Who may write what into a journal.
//!
//! | change | needs, at the journal's unit and through an admitted post |
//! |---|---|
//! | a new file | Create on every section written |
//! | a section of a file | Edit on the section |
//! | manager or opening date of a file | Edit on the card |
//! | the same under another key or suite | Edit on the section; nothing else changes |
//! | tags under another index key | Edit on the sections that they are made from, which are sealed anew with them |

use std::collections::{BTreeMap, BTreeSet};

use super::{
    FIRST_GENERATION,
    record::{FileRecord, SectionRecord},
};
use crate::{
    id::{FileId, PersonId, UnitId},
    refusal::{Need, Refusal, Subject},
    rights::{Operation, Section, Sections},
    roster::View,
    statement::{Cause, FileMeta, FilePut, KeyName, SectionPut},
    tags::sources,
};

/// Files in one entry; more would not fit into an entry's length anyway.
const MAX_FILES: usize = 1000;
/// 1900-01-01 in days since 1970-01-01.
const FIRST_DAY: i64 = -25_567;
const DAY: u64 = 24 * 60 * 60 * 1000;

/// What one entry is judged by: the roster at its anchor, its unit, its author and its date.
pub(super) struct Bench<'a> {
    view: View<'a>,
    unit: UnitId,
    at: u64,
    create: Sections,
    edit: Sections,
    epochs: [Epoch; Section::ALL.len()],
}

/// Under which epoch a section is sealed.
#[derive(Debug, Clone, Copy)]
enum Epoch {
    Unopened,
    Present(u32),
    /// Somebody knows it who may not any more.
    Stale,
}

impl<'a> Bench<'a> {
    pub(super) fn new(view: View<'a>, unit: UnitId, author: PersonId, at: u64) -> Self {
        let view = view.when(at);
        Self {
            view,
            unit,
            at,
            create: view.allowed(author, Operation::Create, unit),
            edit: view.allowed(author, Operation::Edit, unit),
            epochs: Section::ALL.map(|section| {
                let key = KeyName::Unit(unit, section);
                match view.epoch(&key) {
                    None => Epoch::Unopened,
                    Some(_) if view.is_stale(&key) => Epoch::Stale,
                    Some(opening) => Epoch::Present(opening.epoch),
                }
            }),
        }
    }

    /// Whether the author may make these changes, whatever else is to be said of them.
    pub(super) fn may(
        &self,
        files: &BTreeMap<FileId, Box<FileRecord>>,
        puts: &[FilePut],
    ) -> Result<(), Refusal> {
        puts.iter().try_for_each(|put| {
            let record = files.get(&put.file);
            let written = written(put)?;
            match record {
                None => has_rights(self.create, Operation::Create, written),
                Some(record) => {
                    let meta = if put.meta == record.meta {
                        Sections::NONE
                    } else {
                        Sections::of(&[Section::Card])
                    };
                    has_rights(self.edit, Operation::Edit, written.union(meta))
                }
            }
        })
    }

    pub(super) fn judge(
        &self,
        files: &BTreeMap<FileId, Box<FileRecord>>,
        cause: Cause,
        puts: &[FilePut],
    ) -> Result<(), Refusal> {
        if puts.is_empty() {
            return Err(Refusal::Unfit(Subject::List));
        }
        if puts.len() > MAX_FILES {
            return Err(Refusal::TooMany(Subject::File));
        }
        let mut seen = BTreeSet::new();
        puts.iter().try_for_each(|put| {
            if !seen.insert(put.file) {
                return Err(Refusal::Duplicate(Subject::File));
            }
            match (files.get(&put.file), cause) {
                (None, Cause::Reseal) => Err(Refusal::Unknown(Subject::File)),
                (None, _) => self.created(put),
                (Some(record), Cause::Reseal) => {
                    self.resealed(put, record)?;
                    self.changed(put, record)
                }
                (Some(record), _) => self.changed(put, record),
            }
        })
    }

    fn created(&self, put: &FilePut) -> Result<(), Refusal> {
        let random = put.created_from.ok_or(Refusal::Unknown(Subject::File))?;
        if FileId::derive(self.unit, random) != put.file {
            return Err(Refusal::FileId);
        }
        let written = written(put)?;
        if !written.contains(Section::Card) {
            return Err(Refusal::NoCard);
        }
        has_rights(self.create, Operation::Create, written)?;
        self.meta(&put.meta, None)?;
        tags(put, written)?;
        put.sections
            .iter()
            .try_for_each(|section| self.section(section, 1, FIRST_GENERATION))
    }

    fn changed(&self, put: &FilePut, record: &FileRecord) -> Result<(), Refusal> {
        if put.created_from.is_some() {
            return Err(Refusal::Duplicate(Subject::File));
        }
        let written = written(put)?;
        has_rights(self.edit, Operation::Edit, written)?;
        if put.meta != record.meta {
            has_rights(self.edit, Operation::Edit, Sections::of(&[Section::Card]))?;
            self.meta(&put.meta, Some(&record.meta))?;
        } else if written.is_empty() {
            return Err(Refusal::Nothing);
        }
        tags(put, written)?;
        put.sections
            .iter()
            .try_for_each(|section| match record.section(section.section) {
                Some(present) => self.section(
                    section,
                    present.revision.saturating_add(1),
                    present.generation,
                ),
                None => self.section(section, 1, FIRST_GENERATION),
            })
    }

    /// Whether a put says nothing but that sections came under the present key and the policy's suite, under which they were not, and tags
    /// under the present index key, all they are made from with them.
    fn resealed(&self, put: &FilePut, record: &FileRecord) -> Result<(), Refusal> {
        let suite = self.view.policy().suite;
        let tagged = match put.tags {
            Some(_) => record.tags_due(self.view),
            None => Sections::NONE,
        };
        let is_due = |put: &SectionPut| {
            let present = record.section(put.section);
            let other =
                |present: &SectionRecord| (present.epoch, present.suite) != (put.epoch, put.suite);
            let due = |present| tagged.contains(put.section) || other(present);
            put.suite == suite && present.is_some_and(due)
        };
        let whole = match put.tags {
            Some(_) => !tagged.is_empty() && tagged.without(written(put)?).is_empty(),
            None => true,
        };
        if whole && put.meta == record.meta && put.sections.iter().all(is_due) {
            Ok(())
        } else {
            Err(Refusal::Resealed)
        }
    }

    fn meta(&self, meta: &FileMeta, before: Option<&FileMeta>) -> Result<(), Refusal> {
        if before.is_some_and(|before| before.kind != meta.kind) {
            return Err(Refusal::KindChanged);
        }
        if self.view.person(meta.manager).is_none() {
            return Err(Refusal::Unknown(Subject::Person));
        }
        // The day of the date is that of UTC; east of it the next day has begun.
        let last_day = i64::try_from(self.at / DAY).unwrap_or(i64::MAX - 1) + 1;
        if (FIRST_DAY..=last_day).contains(&i64::from(meta.opened)) {
            Ok(())
        } else {
            Err(Refusal::Opened)
        }
    }

    fn section(&self, put: &SectionPut, revision: u32, generation: u32) -> Result<(), Refusal> {
        if put.revision != revision {
            return Err(Refusal::Revision {
                expected: revision,
                found: put.revision,
            });
        }
        if put.generation != generation {
            return Err(Refusal::Generation {
                expected: generation,
                found: put.generation,
            });
        }
        if !self.view.policy().opens.contains(&put.suite) {
            return Err(Refusal::Suite);
        }
        let expected = match self.epochs[usize::from(put.section.number()) - 1] {
            Epoch::Unopened => return Err(Refusal::Unopened),
            Epoch::Stale => return Err(Refusal::Stale),
            Epoch::Present(epoch) => epoch,
        };
        if put.epoch == expected {
            Ok(())
        } else {
            Err(Refusal::Epoch {
                expected,
                found: put.epoch,
            })
        }
    }
}

/// The sections that a put writes, each once.
fn written(put: &FilePut) -> Result<Sections, Refusal> {
    put.sections.iter().try_fold(Sections::NONE, |all, put| {
        if all.contains(put.section) {
            Err(Refusal::Duplicate(Subject::Section))
        } else {
            Ok(all.with(put.section))
        }
    })
}

fn has_rights(has: Sections, operation: Operation, needs: Sections) -> Result<(), Refusal> {
    match needs.without(has).iter().next() {
        Some(section) => Err(Refusal::NotAllowed(Need::Right(operation, section))),
        None => Ok(()),
    }
}

/// Tags come from the card's and the sensitive section's values: who changes neither leaves them alone.
fn tags(put: &FilePut, written: Sections) -> Result<(), Refusal> {
    let may = put.tags.is_none() || !written.intersection(sources()).is_empty();
    if may { Ok(()) } else { Err(Refusal::Tags) }
}
