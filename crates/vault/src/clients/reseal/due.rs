//! What is to be sealed anew, and by whom it can be.

use std::collections::BTreeMap;

use ledger::{
    id::{FileId, UnitId},
    journal::{FileRecord, SectionRecord},
    rights::{Operation, Section, Sections},
    statement::KeyName,
};

use crate::{platform::Platform, session::Session};

/// Which files are sealed anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Due {
    /// Those under a key that was replaced, and those whose tags are. The page does this by itself.
    Keys,
    /// Those under another suite than the policy's as well. An administrator chooses it, who may have no key: an archivist
    /// has to want it.
    All,
}

/// How many files are to be sealed anew by me.
pub(crate) fn left<P: Platform>(session: &Session<P>, which: Due) -> usize {
    due(session, which).count()
}

/// The section, if it is to be sealed anew by me.
pub(super) fn is_due<P: Platform>(
    session: &Session<P>,
    which: Due,
    unit: UnitId,
    file: FileId,
    section: Section,
) -> Option<SectionRecord> {
    let mut here = due(session, which).filter(|(one, other, _)| (*one, *other) == (unit, file));
    here.next()
        .filter(|(.., due)| due.sections.contains(section))?;
    let journal = &session.journals.unit(unit)?.journal;
    journal.file(file)?.section(section).copied()
}

/// What is to be done with a file: never nothing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Work {
    /// The sections that are sealed anew.
    pub(super) sections: Sections,
    /// Whether tags are made anew as well; then all that they are made from is among the sections.
    pub(super) tags: bool,
}

/// The files of the first unit where something is to be done, with what.
pub(super) fn first<P: Platform>(
    session: &Session<P>,
    which: Due,
    most: usize,
) -> Option<(UnitId, BTreeMap<FileId, Work>)> {
    let mut all = due(session, which).peekable();
    let unit = all.peek()?.0;
    let here = all.take_while(|(one, ..)| *one == unit);
    let files = here.take(most).map(|(_, file, work)| (file, work));
    Some((unit, sorted::map(files)))
}

/// Each file with the sections that are sealed otherwise than the policy and the present epochs want it, and that I may and can seal anew; and
/// those that I can make due tags from.
fn due<P: Platform>(
    session: &Session<P>,
    which: Due,
) -> impl Iterator<Item = (UnitId, FileId, Work)> {
    let view = session.view();
    let suite = view.policy().suite;
    let index = view.epoch(&KeyName::Index);
    let has_key = index.is_some_and(|index| session.keyring.index(index.epoch).is_some());
    session.journals.units().flat_map(move |(unit, journal)| {
        let edits = match view.is_open(unit) {
            true => view.allowed(session.me.person, Operation::Edit, unit),
            false => Sections::NONE,
        };
        let present = edits
            .iter()
            .filter_map(|section| Some((section, present(session, unit, section)?)));
        let present: BTreeMap<Section, u32> = sorted::map(present);
        journal.journal.files().filter_map(move |(file, record)| {
            let can = |section: Section, written: &SectionRecord| {
                let spoilt = session.spoilt.get(&(file, section));
                let spoilt = spoilt.is_some_and(|(seq, _)| *seq == written.seq);
                let has = session.keyring.unit(unit, section, written.epoch);
                present.contains_key(&section) && has.is_some() && !spoilt
            };
            let otherwise = |section: Section, written: &SectionRecord| {
                let suites = which == Due::All && written.suite != suite;
                present.get(&section) != Some(&written.epoch) || suites
            };
            let mine = sections(record, can);
            let sealed_otherwise = sections(record, otherwise).intersection(mine);
            let sources = match has_key {
                true => record.tags_due(view),
                false => Sections::NONE,
            };
            let tags = !sources.is_empty() && sources.without(mine).is_empty();
            let sections = match tags {
                true => sealed_otherwise.union(sources),
                false => sealed_otherwise,
            };
            (!sections.is_empty()).then_some((unit, file, Work { sections, tags }))
        })
    })
}

/// The sections of a file that are so.
fn sections(record: &FileRecord, are: impl Fn(Section, &SectionRecord) -> bool) -> Sections {
    let such = record
        .sections()
        .filter(|(section, written)| are(*section, written));
    such.fold(Sections::NONE, |all, (section, _)| all.with(section))
}

/// The epoch that a section of a unit is sealed under, if I have it and nobody lost it.
pub(super) fn present<P: Platform>(
    session: &Session<P>,
    unit: UnitId,
    section: Section,
) -> Option<u32> {
    let (view, key) = (session.view(), KeyName::Unit(unit, section));
    let epoch = view.epoch(&key)?.epoch;
    let here = !view.is_stale(&key) && session.keyring.unit(unit, section, epoch).is_some();
    here.then_some(epoch)
}
