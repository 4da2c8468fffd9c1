//! Opening a file: the other sections are fetched, and the server logs the view.

use std::collections::BTreeMap;

use bridge::{
    Failure, Reason, Secret,
    client::{
        Base, Change, ClientForm, ClientView, Covered, Part, Revealed, SensitiveView, Unread,
    },
    failure::Alarm,
};
use chrono::NaiveDate;
use dossier::{
    id_number::ResidentId,
    mask,
    person::{IdKind, PersonFile},
    section::{BadPayload, Notes, Sensitive},
};
use ledger::{
    id::{FileId, PersonId, UnitId},
    journal::{FileRecord, SectionRecord},
    rights::{Operation, Section},
};
use wire::{files::FileSections, path};

use super::{day, kind, list};
use crate::{
    Result, api::Api, journals::Synced, opener::Opener, platform::Platform, remote::Remote,
    session::Session,
};

/// How often a file is fetched that others save at the same time.
const TRIES: usize = 4;

/// How many opened files are remembered.
const OPENED: usize = 8;

/// The sections of a file that are fetched on opening.
pub(crate) struct Opened {
    /// The journal entry that had changed the file last: what an edit is based on.
    pub(crate) at_seq: u64,
    pub(crate) sensitive: Part<Sensitive>,
    pub(crate) notes: Part<Notes>,
}

/// Opens a file and describes it, masked.
pub(crate) async fn open<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    platform: &P,
    file: FileId,
) -> Result<ClientView> {
    for _ in 0..TRIES {
        let before = fetched(session, file);
        match fetch(session, api, file).await {
            Ok(opened) => {
                keep(session, file, opened);
                return describe(session, file);
            }
            // Somebody may have saved between my last pull and this answer: then what was signed is another by now. It is a lie only if
            // nothing of it has changed.
            Err(failure) if is_doubtful(&failure) => {
                session.pull(api, platform).await?;
                if fetched(session, file) == before {
                    return Err(failure);
                }
            }
            Err(failure) => return Err(failure),
        }
    }
    Err(Reason::Conflict.into())
}

fn is_doubtful(failure: &Failure) -> bool {
    matches!(
        failure.reason,
        Reason::Integrity(Alarm::Envelope) | Reason::NotFound
    )
}

/// What the journal says of the sections that are fetched; nothing of a file that it does not have.
fn fetched<P: Platform>(session: &Session<P>, file: FileId) -> Option<[Option<SectionRecord>; 2]> {
    let (_, journal, _) = session.journals.file(file)?;
    let record = journal.journal.file(file)?;
    Some([Section::Sensitive, Section::Notes].map(|section| record.section(section).copied()))
}

/// Keeps what was opened last, and no more of it than is looked at: it is the most secret part.
pub(super) fn keep<P: Platform>(session: &mut Session<P>, file: FileId, opened: Opened) {
    session.opened.retain(|(other, _)| *other != file);
    if session.opened.len() >= OPENED {
        session.opened.remove(0);
    }
    session.opened.push((file, opened));
}

async fn fetch<R: Remote, P: Platform>(
    session: &Session<P>,
    api: &Api<R>,
    file: FileId,
) -> Result<Opened> {
    let (unit, journal, _) = session.journals.file(file).ok_or(Reason::NotFound)?;
    let record = journal.journal.file(file).ok_or(Reason::NotFound)?;
    let answer: FileSections = api.get(&path::file(&file.to_string())).await?;
    let opener = Opener::new(session.me.org, session.view(), &session.keyring);
    let place = Place { file, unit, record };
    Ok(Opened {
        at_seq: record.changed_seq,
        sensitive: place.open(
            session,
            &opener,
            &answer,
            Section::Sensitive,
            Sensitive::from_bytes,
        )?,
        notes: place.open(session, &opener, &answer, Section::Notes, Notes::from_bytes)?,
    })
}

/// Whose sections are opened.
struct Place<'a> {
    file: FileId,
    unit: UnitId,
    record: &'a FileRecord,
}

impl Place<'_> {
    fn open<P: Platform, T: Default>(
        &self,
        session: &Session<P>,
        opener: &Opener<'_>,
        answer: &FileSections,
        section: Section,
        parse: impl FnOnce(&[u8]) -> core::result::Result<T, BadPayload>,
    ) -> Result<Part<T>> {
        let Some(written) = self.record.section(section) else {
            return Ok(Part::Open(T::default()));
        };
        let envelope = answer
            .envelopes
            .iter()
            .find(|envelope| envelope.section == section.number());
        let mine = || {
            let me = session.me.person;
            session.view().may(me, Operation::View, section, self.unit)
        };
        match envelope {
            Some(envelope) => opener.open(
                self.unit,
                self.file,
                section,
                written,
                &envelope.sealed.0,
                parse,
            ),
            // Kept back although I may view it: a lie. Otherwise it is not mine to see.
            None if mine() => Err(Reason::Integrity(Alarm::Envelope).into()),
            None => Ok(Part::Sealed),
        }
    }
}

fn describe<P: Platform>(session: &Session<P>, file: FileId) -> Result<ClientView> {
    let view = session.view();
    let (unit, journal, synced) = session.journals.file(file).ok_or(Reason::NotFound)?;
    let record = journal.journal.file(file).ok_or(Reason::NotFound)?;
    let opened = opened(session, file)?;
    let name = |person| {
        view.person(person)
            .map(|person| person.name.clone())
            .unwrap_or_default()
    };
    Ok(ClientView {
        file: file.to_string(),
        kind: kind(record.meta.kind),
        unit: view
            .unit(unit)
            .map(|unit| unit.name.clone())
            .unwrap_or_default(),
        manager: record.meta.manager.to_string(),
        manager_name: name(record.meta.manager),
        opened: day(record.meta.opened),
        card: match list::card(synced) {
            Part::Sealed => return Err(Reason::KeyWaiting.into()),
            card => card,
        },
        sensitive: opened.sensitive.map(masked),
        remarks: opened.notes.map(|notes| notes.remarks.clone()),
        unreadable: by_entry(record, sections(synced, opened, Part::Unreadable), name),
        newer: by_entry(record, sections(synced, opened, Part::Newer), name),
        editable: may_edit(session, unit) && whole(session, file).is_ok(),
        history: synced
            .changes
            .iter()
            .rev()
            .map(|change| Change {
                at: change.at,
                author: name(change.author),
                created: change.created,
                sections: change
                    .sections
                    .iter()
                    .map(|section| section.number())
                    .collect(),
            })
            .collect(),
    })
}

/// Who wrote what can't be read, by journal entry.
fn by_entry(
    record: &FileRecord,
    sections: impl Iterator<Item = Section>,
    name: impl Fn(PersonId) -> String,
) -> Vec<Unread> {
    let mut entries: BTreeMap<u64, Unread> = BTreeMap::new();
    for (section, written) in sections.filter_map(|one| Some((one, record.section(one)?))) {
        let entry = entries.entry(written.seq).or_insert_with(|| Unread {
            sections: Vec::new(),
            author: name(written.author),
            at: written.at,
            entry: written.seq,
        });
        entry.sections.push(section.number());
    }
    entries.into_values().collect()
}

/// The sections that are in this state.
pub(super) fn sections(
    synced: &Synced,
    opened: &Opened,
    state: Part<()>,
) -> impl Iterator<Item = Section> {
    [
        (Section::Card, synced.card.map(|_| ())),
        (Section::Labels, synced.labels.map(|_| ())),
        (Section::Sensitive, opened.sensitive.map(|_| ())),
        (Section::Notes, opened.notes.map(|_| ())),
    ]
    .into_iter()
    .filter_map(move |(section, is)| (is == state).then_some(section))
}

/// Whether I may edit every section of the form.
fn may_edit<P: Platform>(session: &Session<P>, unit: UnitId) -> bool {
    let may = |section| {
        session
            .view()
            .may(session.me.person, Operation::Edit, section, unit)
    };
    [
        Section::Card,
        Section::Labels,
        Section::Sensitive,
        Section::Notes,
    ]
    .into_iter()
    .all(may)
}

fn masked(sensitive: &Sensitive) -> SensitiveView {
    let resident = (sensitive.id_kind == IdKind::ResidentId)
        .then(|| ResidentId::parse(&sensitive.id_number).ok())
        .flatten();
    SensitiveView {
        id_kind: sensitive.id_kind,
        id_number: mask::id_number(&sensitive.id_number),
        mobile: mask::phone(&sensitive.mobile),
        address: mask::address(&sensitive.address),
        birth_date: resident
            .as_ref()
            .map(|id| dossier::date::format(id.birth_date())),
        sex: resident.as_ref().map(ResidentId::sex),
    }
}

pub(super) fn opened<P: Platform>(session: &Session<P>, file: FileId) -> Result<&Opened> {
    session
        .opened
        .iter()
        .find(|(id, _)| *id == file)
        .map(|(_, opened)| opened)
        .ok_or_else(|| Reason::NotFound.into())
}

/// A covered field in full.
pub(crate) fn reveal<P: Platform>(
    session: &Session<P>,
    file: FileId,
    field: Covered,
) -> Result<Revealed> {
    let sensitive = opened(session, file)?
        .sensitive
        .open()
        .ok_or(Reason::KeyWaiting)?;
    let value = match field {
        Covered::IdNumber => &sensitive.id_number,
        Covered::Mobile => &sensitive.mobile,
        Covered::Address => &sensitive.address,
    };
    Ok(Revealed {
        value: Secret::new(value.clone()),
    })
}

/// A file that is open, whole; blank in the sections named, which are to be written anew whatever is put there.
pub(super) fn whole<P: Platform>(
    session: &Session<P>,
    file: FileId,
) -> Result<(PersonFile, Vec<Section>)> {
    let (_, journal, synced) = session.journals.file(file).ok_or(Reason::NotFound)?;
    let record = journal.journal.file(file).ok_or(Reason::NotFound)?;
    let day = dossier::date::from_days(record.meta.opened).ok_or(Reason::Fault)?;
    join(synced, opened(session, file)?, day)
}

/// The sections joined, where they may be written over: neither without their keys nor where a newer version wrote.
fn join(synced: &Synced, opened: &Opened, day: NaiveDate) -> Result<(PersonFile, Vec<Section>)> {
    let whole = PersonFile {
        card: or_blank(&synced.card)?,
        labels: or_blank(&synced.labels)?,
        sensitive: or_blank(&opened.sensitive)?,
        notes: or_blank(&opened.notes)?,
        opened: day,
    };
    let blank = sections(synced, opened, Part::Unreadable).collect();
    Ok((whole, blank))
}

fn or_blank<T: Clone + Default>(part: &Part<T>) -> Result<T> {
    match part {
        Part::Open(content) => Ok(content.clone()),
        Part::Unreadable => Ok(T::default()),
        Part::Sealed => Err(Reason::KeyWaiting.into()),
        Part::Newer => Err(Reason::Newer.into()),
    }
}

/// Opens a file again, if it was changed since or is not open any more.
pub(super) async fn renew<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    platform: &P,
    file: FileId,
) -> Result<()> {
    let (_, journal, _) = session.journals.file(file).ok_or(Reason::NotFound)?;
    let record = journal.journal.file(file).ok_or(Reason::NotFound)?;
    let newest = opened(session, file).is_ok_and(|opened| opened.at_seq == record.changed_seq);
    if !newest {
        open(session, api, platform, file).await?;
    }
    Ok(())
}

/// A form with a file's newest values.
pub(crate) async fn edit<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    platform: &P,
    file: FileId,
) -> Result<ClientForm> {
    renew(session, api, platform, file).await?;
    let (unit, journal, _) = session.journals.file(file).ok_or(Reason::NotFound)?;
    if !may_edit(session, unit) {
        return Err(Reason::NotAllowed.into());
    }
    let record = journal.journal.file(file).ok_or(Reason::NotFound)?;
    let (whole, _) = whole(session, file)?;
    Ok(ClientForm {
        base: Base {
            file: file.to_string(),
            seq: opened(session, file)?.at_seq,
        },
        unit: unit.to_string(),
        manager: record.meta.manager.to_string(),
        form: whole.to_form(),
    })
}

#[cfg(test)]
mod tests;
