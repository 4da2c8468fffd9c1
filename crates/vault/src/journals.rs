//! The journals that I reach: their verified entries, and the cards and labels that they brought.

mod ends;
mod unit;

#[cfg(test)]
pub(crate) use ends::End;
pub(crate) use ends::{Ends, ends};
pub(crate) use unit::UnitJournal;

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use bridge::{
    Failure, Reason,
    client::{Deed, Part},
    failure::Alarm,
};
use checks::Check;
use dossier::section::{Card, Labels};
use ledger::{
    entry::{Position, SignedEntry},
    id::{FileId, Intent, PersonId, UnitId},
    refusal::Refusal,
    rights::{Operation, Section},
    roster::{Roster, View},
    statement::JournalStatement,
};
use wire::{
    files::{JournalPage, most_sealed},
    path,
};

use unit::{parse, place};

use crate::{Result, api::Api, opener::Opener, pins::Pins, remote::Remote};

const MAX_PAGES: usize = 100_000;

/// A change of a file, as its journal has it.
#[derive(Debug, Clone)]
pub(crate) struct Change {
    pub(crate) at: u64,
    pub(crate) author: PersonId,
    pub(crate) deed: Deed,
    pub(crate) sections: Vec<Section>,
}

/// What is synced of a file.
pub(crate) struct Synced {
    pub(crate) card: Part<Card>,
    pub(crate) labels: Part<Labels>,
    /// By what the file is found, made when a section comes: searching must not spell every card anew with every letter typed.
    pub(crate) text: Option<Arc<str>>,
    /// Envelopes whose key has not come yet.
    closed: BTreeMap<Section, Vec<u8>>,
    pub(crate) changes: Vec<Change>,
}

impl Default for Synced {
    /// Nothing has come yet. Labels that were never written are none.
    fn default() -> Self {
        Self {
            card: Part::Sealed,
            labels: Part::Open(Labels::default()),
            text: None,
            closed: BTreeMap::new(),
            changes: Vec::new(),
        }
    }
}

/// All journals within reach.
#[derive(Default)]
pub(crate) struct Journals {
    units: BTreeMap<UnitId, UnitJournal>,
    /// Which unit a file is in.
    places: HashMap<FileId, UnitId>,
    /// Grows with every change of what files there are and what they say.
    version: u64,
}

/// Units whose journals I may read.
pub(crate) fn within_reach(view: View<'_>, person: PersonId) -> Vec<UnitId> {
    view.units()
        .map(|unit| unit.id)
        .filter(|unit| view.may(person, Operation::View, Section::Card, *unit))
        .collect()
}

/// The journal has an anchor that my roster has not reached: pull it and come again.
pub(crate) struct RosterBehind;

impl Journals {
    /// The journal of a unit.
    pub(crate) fn unit(&self, unit: UnitId) -> Option<&UnitJournal> {
        self.units.get(&unit)
    }

    /// Every journal.
    pub(crate) fn units(&self) -> impl Iterator<Item = (UnitId, &UnitJournal)> {
        self.units.iter().map(|(unit, journal)| (*unit, journal))
    }

    /// The unit and the synced part of a file.
    pub(crate) fn file(&self, file: FileId) -> Option<(UnitId, &UnitJournal, &Synced)> {
        let unit = *self.places.get(&file)?;
        let journal = self.units.get(&unit)?;
        Some((unit, journal, journal.files.get(&file)?))
    }

    /// Every file: its unit, id and synced part.
    pub(crate) fn files(&self) -> impl Iterator<Item = (UnitId, &UnitJournal, FileId, &Synced)> {
        self.units.iter().flat_map(|(unit, journal)| {
            journal
                .files
                .iter()
                .map(move |(file, synced)| (*unit, journal, *file, synced))
        })
    }

    /// Forgets the journals that the roster's newest entries, from the number `known` on, name an end of before mine: what
    /// stands behind it was judged by a roster from before, and is pulled and judged anew.
    pub(crate) fn forget_outrun(&mut self, roster: &Roster, known: u64) {
        let outrun = |unit: &UnitId, journal: &UnitJournal| {
            let newest = roster.fixes(*unit).iter().rev();
            let newest = newest.take_while(|fix| fix.seq >= known);
            newest
                .into_iter()
                .any(|fix| fix.head.len() < journal.journal.len())
        };
        let before = self.units.len();
        self.units.retain(|unit, journal| !outrun(unit, journal));
        if self.units.len() < before {
            let units = &self.units;
            self.places.retain(|_, unit| units.contains_key(unit));
            self.version += 1;
        }
    }

    /// Whether each of my journals goes at least as far as the roster names it, by the entry that it names.
    pub(crate) fn check_named(&self, roster: &Roster) -> Result<()> {
        let goes = |unit: &UnitId, journal: &UnitJournal| {
            let named = roster.fixes(*unit).last().and_then(|fix| fix.head.head);
            named.is_none_or(|head| journal.journal.hash_at(head.seq) == Some(head.hash))
        };
        if self.units.iter().all(|(unit, journal)| goes(unit, journal)) {
            Ok(())
        } else {
            Err(alarm(Alarm::JournalRolledBack))
        }
    }

    /// Where the entry with this intent stands.
    pub(crate) fn stated(&self, intent: &Intent) -> Option<(UnitId, Position)> {
        self.units
            .iter()
            .find_map(|(unit, journal)| Some((*unit, journal.journal.find_intent(intent)?)))
    }

    /// Another number says that files have come, gone or changed.
    pub(crate) fn version(&self) -> u64 {
        self.version
    }

    /// How many files there are.
    pub(crate) fn len(&self) -> usize {
        self.places.len()
    }

    /// The ends of the journals.
    pub(crate) fn heads(&self) -> BTreeMap<UnitId, Position> {
        let heads = self.units.iter();
        sorted::map(heads.filter_map(|(unit, journal)| Some((*unit, journal.journal.head()?))))
    }

    /// Compares with what I remember: a journal within reach must hold the entry that I saw last.
    pub(crate) fn check_pins(&self, pins: &Pins) -> Result<()> {
        let lost = |(unit, pin): (&UnitId, &Position)| {
            self.units
                .get(unit)
                .is_some_and(|journal| journal.journal.hash_at(pin.seq) != Some(pin.hash))
        };
        if Check::JournalPin.passes(!pins.journals.iter().any(lost)) {
            Ok(())
        } else {
            Err(alarm(Alarm::JournalRolledBack))
        }
    }

    /// Forgets journals that end before what I remember of them.
    pub(crate) fn forget_behind(&mut self, pins: &Pins) {
        let whole: Vec<UnitId> = self
            .units
            .iter()
            .filter(|(unit, journal)| {
                let pin = pins.journals.get(unit);
                pin.is_none_or(|pin| journal.journal.hash_at(pin.seq) == Some(pin.hash))
            })
            .map(|(unit, _)| *unit)
            .collect();
        self.keep_only(&whole);
    }

    /// Forgets journals that I no longer reach.
    pub(crate) fn keep_only(&mut self, units: &[UnitId]) {
        if self.units.keys().all(|unit| units.contains(unit)) {
            return;
        }
        self.version += 1;
        self.units.retain(|unit, _| units.contains(unit));
        self.places.retain(|_, unit| units.contains(unit));
    }

    /// Tries again what had no key.
    pub(crate) fn reopen(&mut self, opener: &Opener<'_>) -> Result<bool> {
        self.version += 1;
        let mut changed = false;
        for (unit, journal) in &mut self.units {
            for (file, synced) in journal
                .files
                .iter_mut()
                .filter(|(_, synced)| !synced.closed.is_empty())
            {
                for (section, envelope) in core::mem::take(&mut synced.closed) {
                    // Written anew by an entry whose envelopes are still to come: this one is over.
                    let record = journal
                        .journal
                        .file(*file)
                        .and_then(|file| file.section(section));
                    if record.is_some_and(|record| record.seq >= journal.placed) {
                        continue;
                    }
                    changed |= place(
                        opener,
                        *unit,
                        *file,
                        section,
                        &journal.journal,
                        synced,
                        envelope,
                    )?;
                }
            }
        }
        Ok(changed)
    }

    /// Appends to a journal what the server has more. Returns whether there was anything.
    pub(crate) async fn pull<R: Remote>(
        &mut self,
        api: &Api<R>,
        unit: UnitId,
        roster: &Roster,
        opener: &Opener<'_>,
        now: u64,
    ) -> Result<core::result::Result<bool, RosterBehind>> {
        let journal = self
            .units
            .entry(unit)
            .or_insert_with(|| UnitJournal::new(unit));
        let mut promised = false;
        for _ in 0..MAX_PAGES {
            let have = journal.journal.len();
            let page: JournalPage = api
                .get(&format!(
                    "{}?after={have}",
                    path::journal(&unit.to_string())
                ))
                .await?;
            if !page.entries.is_empty() {
                self.version += 1;
            }
            let mut behind = false;
            for entry in &page.entries {
                let signed = SignedEntry::from_bytes(entry.0.clone())
                    .map_err(|_| alarm(Alarm::JournalForged))?;
                match journal.journal.apply(&signed, roster, now) {
                    Ok(_) => journal.note(&signed, &mut self.places)?,
                    Err(Refusal::Anchor) if is_beyond(&signed, roster) => {
                        behind = true;
                        break;
                    }
                    // No lie of the server's: it could as well be my own clock.
                    Err(Refusal::ClockAhead) => return Err(Reason::Clock.into()),
                    Err(_) => return Err(alarm(Alarm::JournalForged)),
                }
            }
            // They wait until the last page: an older page may lack one that a later page replaced. What belongs to no file, or
            // is too long, is not kept: a server could fill the memory with it.
            let arrived = page.envelopes.into_iter().filter_map(parse);
            let wanted = arrived.filter(|((file, section), sealed)| {
                journal.files.contains_key(file)
                    && section.synced()
                    && sealed.len() <= most_sealed(*section)
            });
            journal.arrived.extend(wanted);
            if behind {
                return Ok(Err(RosterBehind));
            }
            let Some(head) = page.head else {
                if journal.journal.is_empty() {
                    break;
                }
                return Err(alarm(Alarm::JournalRolledBack));
            };
            match journal.journal.hash_at(head.seq) {
                Some(hash) if Some(hash.0) != head.hash.array() => {
                    return Err(alarm(Alarm::JournalRolledBack));
                }
                Some(_) if head.seq + 1 == journal.journal.len() => break,
                // What is appended between the server's two looks, at the entries and at the end, is in the next answer.
                _ if page.entries.is_empty() && promised => {
                    return Err(alarm(Alarm::JournalRolledBack));
                }
                _ => promised = page.entries.is_empty(),
            }
        }
        let changed = journal.place_arrived(opener)?;
        if changed {
            self.version += 1;
        }
        Ok(Ok(changed))
    }
}

/// Whether the entry's anchor lies behind the end of my roster. One that lies on it is another entry than the author named.
fn is_beyond(signed: &SignedEntry, roster: &Roster) -> bool {
    signed.decode::<JournalStatement>().is_ok_and(|entry| {
        let JournalStatement::Put { anchor, .. } = entry.statement;
        anchor.seq >= roster.len()
    })
}

fn alarm(alarm: Alarm) -> Failure {
    Reason::Integrity(alarm).into()
}
