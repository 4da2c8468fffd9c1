//! Sealing files anew that lie under an earlier key or another suite than the policy's: the same content, under the present key.
//!
//! What is left to do stands in the journals themselves: whoever may edit there goes on where anybody stopped, and two who do it at the same
//! time only come too late for each other.

use std::collections::{BTreeMap, HashMap};

use bridge::{Reason, failure::Alarm, organisation::Resealed};
use ledger::{
    hash::Hash,
    id::{FileId, Intent, UnitId},
    journal::SectionRecord,
    rights::{Operation, Section, Sections},
    statement::{Cause, FilePut, KeyName, SectionPut},
};
use seal::{Suite, envelope::Header};
use wire::{
    Code,
    files::{Envelope, JournalAppend, MOST_FILES, ManySections, WantedFiles},
    path,
    roster::Appended,
};
use zeroize::Zeroizing;

use super::append::{sealed, signed};
use crate::{
    Result,
    api::Api,
    opener::context,
    platform::{Platform, random},
    remote::Remote,
    session::Session,
};

/// Sections that do not open, as their entries wrote them: their authors sealed them wrongly, and only writing them anew mends them.
pub(crate) type Spoilt = HashMap<(FileId, Section), u64>;

/// Seals at most so many files anew, of one unit.
pub(crate) async fn reseal<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    platform: &P,
    most: usize,
) -> Result<Resealed> {
    // Nothing is written under a key that somebody lost.
    session.rotate(api, platform).await?;
    let as_of = (session.journals.version(), session.roster.len());
    if session.resealed_as_of == Some(as_of) {
        return Ok(progress(session, 0, 0));
    }
    let Some((unit, due)) = first(session, most.clamp(1, MOST_FILES)) else {
        session.resealed_as_of = Some(as_of);
        return Ok(progress(session, 0, 0));
    };
    let wanted = WantedFiles {
        files: due.keys().map(FileId::to_string).collect(),
    };
    let address = path::envelopes(&unit.to_string());
    let answer: ManySections = api.post(&address, &wanted).await?;
    let files = due.into_iter().take(answer.files as usize);
    let Some(anew) = anew(session, platform, unit, files, answer.envelopes)? else {
        // Somebody saved between my last pull and this answer, unless nothing has changed: then it is no envelope that was signed.
        let before = session.journals.version();
        session.pull(api, platform).await?;
        return match session.journals.version() == before {
            true => Err(Reason::Integrity(Alarm::Envelope).into()),
            false => Ok(progress(session, 0, left(session))),
        };
    };
    let done = anew.puts.len();
    if done > 0 {
        let journal = session.journals.unit(unit).ok_or(Reason::Fault)?;
        let intent = Intent(random(platform));
        let cause = Cause::Reseal;
        let entry = signed(
            session,
            platform,
            &journal.journal,
            intent,
            cause,
            anew.puts,
        )?;
        let body = JournalAppend {
            entry: entry.as_bytes().to_vec().into(),
            envelopes: anew.envelopes,
            tags: Vec::new(),
        };
        let address = path::journal(&unit.to_string());
        match api.post::<_, Appended>(&address, &body).await {
            Ok(_) => {}
            // What the other one left is found by the next step.
            Err(error) if matches!(error.code(), Some(Code::StaleHead | Code::Conflict)) => {
                session.pull(api, platform).await?;
                return Ok(progress(session, 0, left(session)));
            }
            Err(error) => return Err(error.into()),
        }
        session.pull(api, platform).await?;
        if session.journals.stated(&intent).is_none() {
            return Err(Reason::Integrity(Alarm::JournalRolledBack).into());
        }
        session.remember(api, platform).await?;
    }
    Ok(progress(session, done, left(session)))
}

/// How many files are to be sealed anew by me.
pub(crate) fn left<P: Platform>(session: &Session<P>) -> usize {
    due(session).count()
}

fn progress<P: Platform>(session: &Session<P>, done: usize, left: usize) -> Resealed {
    let count = |number| u32::try_from(number).unwrap_or(u32::MAX);
    Resealed {
        done: count(done),
        left: count(left),
        unreadable: count(session.spoilt.len()),
    }
}

/// The files of the first unit where something is to be done, with their sections.
fn first<P: Platform>(
    session: &Session<P>,
    most: usize,
) -> Option<(UnitId, BTreeMap<FileId, Sections>)> {
    let mut all = due(session).peekable();
    let unit = all.peek()?.0;
    let here = all.take_while(|(one, ..)| *one == unit);
    let files = here.take(most).map(|(_, file, sections)| (file, sections));
    Some((unit, files.collect()))
}

/// Each file with the sections that are sealed otherwise than the policy and the present epochs want it, and that I may and can seal anew.
fn due<P: Platform>(session: &Session<P>) -> impl Iterator<Item = (UnitId, FileId, Sections)> {
    let view = session.view();
    let suite = view.policy().suite;
    session.journals.units().flat_map(move |(unit, journal)| {
        let edits = match view.is_open(unit) {
            true => view.allowed(session.me.person, Operation::Edit, unit),
            false => Sections::NONE,
        };
        let present: BTreeMap<Section, u32> = edits
            .iter()
            .filter_map(|section| Some((section, present(session, unit, section)?)))
            .collect();
        journal.journal.files().filter_map(move |(file, record)| {
            let sections = record.sections().filter(|(section, written)| {
                let here = present.get(section);
                let spoilt = session.spoilt.get(&(file, *section)) == Some(&written.seq);
                let has = |epoch| session.keyring.unit(unit, *section, epoch).is_some();
                here.is_some_and(|epoch| (written.epoch, written.suite) != (*epoch, suite))
                    && has(written.epoch)
                    && !spoilt
            });
            let sections = sections.fold(Sections::NONE, |all, (section, _)| all.with(section));
            (!sections.is_empty()).then_some((unit, file, sections))
        })
    })
}

/// The epoch that a section of a unit is sealed under, if I have it and nobody lost it.
fn present<P: Platform>(session: &Session<P>, unit: UnitId, section: Section) -> Option<u32> {
    let (view, key) = (session.view(), KeyName::Unit(unit, section));
    let epoch = view.epoch(&key)?.epoch;
    let here = !view.is_stale(&key) && session.keyring.unit(unit, section, epoch).is_some();
    here.then_some(epoch)
}

/// What was sealed anew.
#[derive(Default)]
struct Anew {
    puts: Vec<FilePut>,
    envelopes: Vec<Envelope>,
}

/// Opens and seals. None if an envelope is missing or another one than the journal names.
fn anew<P: Platform>(
    session: &mut Session<P>,
    platform: &P,
    unit: UnitId,
    files: impl Iterator<Item = (FileId, Sections)>,
    envelopes: Vec<Envelope>,
) -> Result<Option<Anew>> {
    let suite = Suite::from_number(session.view().policy().suite).ok_or(Reason::Newer)?;
    let envelopes = envelopes.into_iter().filter_map(|envelope| {
        let section = Section::from_number(envelope.section)?;
        Some(((envelope.file.parse().ok()?, section), envelope.sealed.0))
    });
    let envelopes: HashMap<(FileId, Section), Vec<u8>> = envelopes.collect();
    let mut made = Anew::default();
    let mut spoilt = Vec::new();
    for (file, sections) in files {
        let journal = session.journals.unit(unit).ok_or(Reason::Fault)?;
        let record = journal.journal.file(file).ok_or(Reason::Fault)?;
        let mut puts = Vec::new();
        for section in sections.iter() {
            let written = record.section(section).ok_or(Reason::Fault)?;
            let envelope = envelopes.get(&(file, section));
            let Some(envelope) = envelope.filter(|one| Hash::of(one) == written.envelope) else {
                return Ok(None);
            };
            let Some(payload) = opened(session, unit, file, section, written, envelope) else {
                spoilt.push(((file, section), written.seq));
                continue;
            };
            let epoch = present(session, unit, section).ok_or(Reason::KeyWaiting)?;
            let key = session.keyring.unit(unit, section, epoch);
            let key = key.ok_or(Reason::KeyWaiting)?;
            let key = key.file_key(&file.0, section.number(), written.generation);
            let revision = written.revision + 1;
            let org = session.me.org;
            let generation = written.generation;
            let context = context(org, unit, file, section, revision, epoch, generation);
            let rng = &mut platform.rng();
            let sealed = sealed(suite, &key, &context, section, &payload, rng)?;
            puts.push(SectionPut {
                section,
                revision,
                epoch,
                generation,
                envelope: Hash::of(&sealed),
                suite: suite.number(),
            });
            made.envelopes.push(Envelope {
                file: file.to_string(),
                section: section.number(),
                sealed: sealed.into(),
            });
        }
        if !puts.is_empty() {
            made.puts.push(FilePut {
                file,
                created_from: None,
                meta: record.meta,
                sections: puts,
                tags: None,
            });
        }
    }
    session.spoilt.extend(spoilt);
    Ok(Some(made))
}

/// The payload as it is, also one of a newer version: only its key changes.
fn opened<P: Platform>(
    session: &Session<P>,
    unit: UnitId,
    file: FileId,
    section: Section,
    written: &SectionRecord,
    envelope: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    if Header::is_newer(envelope) {
        return None;
    }
    let key = session.keyring.unit(unit, section, written.epoch)?;
    let key = key.file_key(&file.0, section.number(), written.generation);
    let context = context(
        session.me.org,
        unit,
        file,
        section,
        written.revision,
        written.epoch,
        written.generation,
    );
    let signed = Suite::from_number(written.suite)?;
    seal::envelope::open(&key, &context, &[signed], envelope).ok()
}
