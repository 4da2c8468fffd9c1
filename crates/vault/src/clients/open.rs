//! Opening a file: the other sections are fetched, and the server logs the view.

use std::collections::BTreeMap;

use bridge::{
    Failure, Reason, Secret,
    client::{Base, Change, ClientView, Editing, NotesView, Part, Revealed, SensitiveView, Unread},
    failure::Alarm,
};
use chrono::NaiveDate;
use dossier::{
    client::{ClientFile, Field, Kind},
    id_number::ResidentId,
    mask,
    phone::Phone,
    section::{BadPayload, Identity, Notes, Sensitive},
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
    /// As whose entries wrote them it was opened: they may be resealed since.
    pub(crate) written: Option<Fetched>,
    pub(crate) sensitive: Part<Sensitive>,
    pub(crate) notes: Part<Notes>,
}

/// What the journal says of the sensitive section and of the notes.
pub(super) type Fetched = [Option<SectionRecord>; 2];

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
pub(super) fn fetched<P: Platform>(session: &Session<P>, file: FileId) -> Option<Fetched> {
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

/// The opened files that somebody has written into since.
pub(crate) fn overtaken<P: Platform>(session: &Session<P>) -> Vec<FileId> {
    let written = |file: FileId| {
        let (_, journal, _) = session.journals.file(file)?;
        Some(journal.journal.file(file)?.changed_seq)
    };
    let opened = session.opened.iter();
    opened
        .filter(|(file, opened)| written(*file).is_some_and(|seq| seq > opened.at_seq))
        .map(|(file, _)| *file)
        .collect()
}

async fn fetch<R: Remote, P: Platform>(
    session: &Session<P>,
    api: &Api<R>,
    file: FileId,
) -> Result<Opened> {
    let (unit, journal, _) = session.journals.file(file).ok_or(Reason::NotFound)?;
    let record = journal.journal.file(file).ok_or(Reason::NotFound)?;
    let answer: FileSections = api.get(&path::file(&file.to_string())).await?;
    let opener = session.opener();
    let place = Place { file, unit, record };
    let client = kind(record.meta.kind);
    Ok(Opened {
        at_seq: record.changed_seq,
        written: fetched(session, file),
        sensitive: place.open(
            session,
            &opener,
            &answer,
            Section::Sensitive,
            Sensitive {
                identity: Identity::unknown(client),
                ..Sensitive::default()
            },
            |bytes| Sensitive::from_bytes(client, bytes),
        )?,
        notes: place.open(
            session,
            &opener,
            &answer,
            Section::Notes,
            Notes::default(),
            Notes::from_bytes,
        )?,
    })
}

/// Whose sections are opened.
struct Place<'a> {
    file: FileId,
    unit: UnitId,
    record: &'a FileRecord,
}

impl Place<'_> {
    /// Opens a section; `unwritten` is what it is before anybody wrote it.
    fn open<P: Platform, T>(
        &self,
        session: &Session<P>,
        opener: &Opener<'_>,
        answer: &FileSections,
        section: Section,
        unwritten: T,
        parse: impl FnOnce(&[u8]) -> core::result::Result<T, BadPayload>,
    ) -> Result<Part<T>> {
        let Some(written) = self.record.section(section) else {
            return Ok(Part::Open(unwritten));
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
        notes: opened.notes.map(|notes| NotesView {
            remarks: notes.remarks.clone(),
            scope: notes.scope.clone(),
        }),
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
                deed: change.deed,
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

/// Whether I may edit every section of the form, and the unit has not ended.
fn may_edit<P: Platform>(session: &Session<P>, unit: UnitId) -> bool {
    let may = |section| {
        session
            .view()
            .may(session.me.person, Operation::Edit, section, unit)
    };
    let all = [
        Section::Card,
        Section::Labels,
        Section::Sensitive,
        Section::Notes,
    ];
    session.view().is_open(unit) && all.into_iter().all(may)
}

fn masked(sensitive: &Sensitive) -> SensitiveView {
    let resident = sensitive.resident_id();
    let (id_kind, mut covered) = match &sensitive.identity {
        Identity::Person {
            id_kind,
            id_number,
            mobile,
        } => (
            Some(*id_kind),
            vec![
                (Field::IdNumber, mask::id_number(id_number)),
                (Field::Mobile, mask::phone(mobile)),
            ],
        ),
        Identity::Company {
            representative,
            phone,
        } => (
            None,
            vec![
                (Field::Representative, mask::name(representative)),
                (Field::Phone, covered_phone(phone)),
            ],
        ),
    };
    covered.push((Field::Address, mask::address(&sensitive.address)));
    SensitiveView {
        covered,
        id_kind,
        birth_date: resident
            .as_ref()
            .map(|id| dossier::date::format(id.birth_date())),
        sex: resident.as_ref().map(ResidentId::sex),
    }
}

/// What no form let through shows nothing.
fn covered_phone(phone: &str) -> String {
    Phone::parse(phone).map_or_else(|_| mask::phone(""), |phone| phone.masked())
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
    field: Field,
) -> Result<Revealed> {
    let sensitive = opened(session, file)?
        .sensitive
        .open()
        .ok_or(Reason::KeyWaiting)?;
    let value = match (&sensitive.identity, field) {
        (_, Field::Address) => &sensitive.address,
        (Identity::Person { id_number, .. }, Field::IdNumber) => id_number,
        (Identity::Person { mobile, .. }, Field::Mobile) => mobile,
        (Identity::Company { representative, .. }, Field::Representative) => representative,
        (Identity::Company { phone, .. }, Field::Phone) => phone,
        _ => return Err(Reason::Fault.into()),
    };
    Ok(Revealed {
        value: Secret::new(value.clone()),
    })
}

/// A file that is open, whole; blank in the sections named, which are to be written anew whatever is put there.
pub(super) fn whole<P: Platform>(
    session: &Session<P>,
    file: FileId,
) -> Result<(ClientFile, Vec<Section>)> {
    let (_, journal, synced) = session.journals.file(file).ok_or(Reason::NotFound)?;
    let record = journal.journal.file(file).ok_or(Reason::NotFound)?;
    let day = dossier::date::from_days(record.meta.opened).ok_or(Reason::Fault)?;
    join(synced, opened(session, file)?, kind(record.meta.kind), day)
}

/// The sections joined, where they may be written over: neither without their keys nor where a newer version wrote.
fn join(
    synced: &Synced,
    opened: &Opened,
    client: Kind,
    day: NaiveDate,
) -> Result<(ClientFile, Vec<Section>)> {
    let whole = ClientFile {
        card: or_blank(&synced.card)?,
        labels: or_blank(&synced.labels)?,
        sensitive: match &opened.sensitive {
            // Blank, and still of its kind.
            Part::Unreadable => Sensitive {
                identity: Identity::unknown(client),
                ..Sensitive::default()
            },
            part => or_blank(part)?,
        },
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
    // A reseal says that it changed nothing; who has the file open is the one to see whether it is true.
    let newest = opened(session, file).is_ok_and(|opened| {
        opened.at_seq == record.changed_seq && opened.written == fetched(session, file)
    });
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
) -> Result<Editing> {
    renew(session, api, platform, file).await?;
    let (unit, journal, _) = session.journals.file(file).ok_or(Reason::NotFound)?;
    if !may_edit(session, unit) {
        return Err(Reason::NotAllowed.into());
    }
    let record = journal.journal.file(file).ok_or(Reason::NotFound)?;
    let (whole, _) = whole(session, file)?;
    Ok(Editing {
        base: Base {
            file: file.to_string(),
            seq: opened(session, file)?.at_seq,
        },
        form: whole
            .to_form()
            .with(Field::Unit, unit.to_string())
            .with(Field::Manager, record.meta.manager.to_string()),
    })
}

#[cfg(test)]
mod tests;
