//! One unit's journal, and where the envelopes go that its entries wrote.

use std::collections::{BTreeSet, HashMap};

use bridge::{
    client::{Deed, Part},
    failure::Alarm,
};
use dossier::section::{Card, Labels};
use ledger::{
    entry::{Author, SignedEntry},
    id::{FileId, UnitId},
    journal::Journal,
    rights::Section,
    statement::{Cause, JournalStatement},
};
use wire::files::Envelope;

use super::{Change, Synced, alarm};
use crate::{Result, clients::text, opener::Opener};

/// One unit's journal.
pub(crate) struct UnitJournal {
    pub(crate) journal: Journal,
    pub(super) files: HashMap<FileId, Synced>,
    /// How many entries had their envelopes placed; what follows is kept below until a pull reaches the journal's end.
    pub(super) placed: u64,
    touched: BTreeSet<FileId>,
    pub(super) arrived: HashMap<(FileId, Section), Vec<u8>>,
}

impl UnitJournal {
    pub(super) fn new(unit: UnitId) -> Self {
        Self {
            journal: Journal::new(unit),
            files: HashMap::new(),
            placed: 0,
            touched: BTreeSet::new(),
            arrived: HashMap::new(),
        }
    }

    /// How many files it has.
    pub(crate) fn len(&self) -> usize {
        self.files.len()
    }

    /// Notes what an applied entry did.
    pub(super) fn note(
        &mut self,
        signed: &SignedEntry,
        places: &mut HashMap<FileId, UnitId>,
    ) -> Result<()> {
        let entry = signed
            .decode::<JournalStatement>()
            .map_err(|_| alarm(Alarm::JournalForged))?;
        let Author::Person(author) = entry.author else {
            return Err(alarm(Alarm::JournalForged));
        };
        let JournalStatement::Put { cause, files, .. } = entry.statement;
        for put in files {
            places.insert(put.file, self.journal.unit());
            self.touched.insert(put.file);
            let change = Change {
                at: entry.at,
                author,
                deed: match cause {
                    Cause::Reseal => Deed::Resealed,
                    _ if put.created_from.is_some() => Deed::Created,
                    _ => Deed::Changed,
                },
                sections: put.sections.iter().map(|section| section.section).collect(),
            };
            self.files.entry(put.file).or_default().changes.push(change);
        }
        Ok(())
    }

    /// Opens the envelopes of synced sections that entries since the last time wrote; one that the server keeps back is an alarm.
    pub(super) fn place_arrived(&mut self, opener: &Opener<'_>) -> Result<bool> {
        let unit = self.journal.unit();
        for file in core::mem::take(&mut self.touched) {
            let (Some(record), Some(synced)) = (self.journal.file(file), self.files.get_mut(&file))
            else {
                continue;
            };
            for (section, _) in record
                .sections()
                .filter(|(section, written)| section.synced() && written.seq >= self.placed)
            {
                let envelope = self
                    .arrived
                    .remove(&(file, section))
                    .ok_or_else(|| alarm(Alarm::Envelope))?;
                place(opener, unit, file, section, &self.journal, synced, envelope)?;
            }
        }
        self.arrived.clear();
        let changed = self.journal.len() > self.placed;
        self.placed = self.journal.len();
        Ok(changed)
    }
}

/// Puts an envelope's content, or the closed envelope, where it belongs.
pub(super) fn place(
    opener: &Opener<'_>,
    unit: UnitId,
    file: FileId,
    section: Section,
    journal: &Journal,
    synced: &mut Synced,
    envelope: Vec<u8>,
) -> Result<bool> {
    let record = journal
        .file(file)
        .and_then(|record| record.section(section))
        .ok_or_else(|| alarm(Alarm::Envelope))?;
    let came = match section {
        Section::Card => {
            let parse = Card::from_bytes;
            synced.card = opener.open(unit, file, section, record, &envelope, parse)?;
            !matches!(synced.card, Part::Sealed)
        }
        Section::Labels => {
            let parse = Labels::from_bytes;
            synced.labels = opener.open(unit, file, section, record, &envelope, parse)?;
            !matches!(synced.labels, Part::Sealed)
        }
        // Not synced.
        _ => return Ok(false),
    };
    synced.text = text(synced.card.open(), synced.labels.open());
    if came {
        synced.closed.remove(&section);
    } else {
        synced.closed.insert(section, envelope);
    }
    Ok(came)
}

pub(super) fn parse(envelope: Envelope) -> Option<((FileId, Section), Vec<u8>)> {
    Some((
        (
            envelope.file.parse().ok()?,
            Section::from_number(envelope.section)?,
        ),
        envelope.sealed.0,
    ))
}
