//! Sealing files anew that lie under an earlier key or another suite than the policy's: the same content, under the present key.
//!
//! What is left to do stands in the journals themselves: whoever may edit there goes on where anybody stopped, and two who do it at the same
//! time only come too late for each other.

use std::collections::{BTreeMap, HashMap};

use bridge::{Reason, client::Part, failure::Alarm, organisation::Resealed};
use dossier::{
    client::Kind,
    section::{BadPayload, Card, Labels, Notes, Sensitive},
};
use ledger::{
    hash::Hash,
    id::{FileId, Intent, UnitId},
    journal::SectionRecord,
    rights::{Operation, Section, Sections},
    statement::{Cause, FilePut, KeyName, SectionPut},
};
use seal::Suite;
use wire::{
    Code,
    files::{Envelope, JournalAppend, MOST_FILES, ManySections, WantedFiles},
    path,
    roster::Appended,
};
use zeroize::Zeroizing;

use super::{
    append::{sealed, signed},
    kind,
};
use crate::{
    Result,
    api::Api,
    opener::context,
    platform::{Platform, random},
    remote::Remote,
    session::Session,
};

/// Sections that can't be sealed anew, as their entries wrote them.
pub(crate) type Spoilt = HashMap<(FileId, Section), (u64, Why)>;

/// Why a section can't be sealed anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    /// Its author sealed it wrongly, and only writing it anew mends it. Whoever sealed it anew would answer for it.
    Unreadable,
    /// A newer version wrote it, which will do this as well.
    Newer,
}

/// Which files are sealed anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Due {
    /// Those under a key that was replaced. The page does this by itself.
    Keys,
    /// Those under another suite than the policy's as well. An administrator chooses it, who may have no key: an archivist
    /// has to want it.
    All,
}

/// Seals at most so many files anew, of one unit.
pub(crate) async fn reseal<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    platform: &P,
    most: usize,
    which: Due,
) -> Result<Resealed> {
    // Nothing is written under a key that somebody lost.
    session.rotate(api, platform).await?;
    let as_of = (session.journals.version(), session.roster.len(), which);
    if session.resealed_as_of == Some(as_of) {
        return Ok(progress(session, 0, 0));
    }
    let Some((unit, due)) = first(session, which, most.clamp(1, MOST_FILES)) else {
        session.resealed_as_of = Some(as_of);
        return Ok(progress(session, 0, 0));
    };
    let wanted = WantedFiles {
        files: due.keys().map(FileId::to_string).collect(),
    };
    let address = path::envelopes(&unit.to_string());
    let answer: ManySections = api.post(&address, &wanted).await?;
    if answer.files == 0 {
        return Err(Reason::Server.into());
    }
    let files = due.into_iter().take(answer.files as usize);
    let made = anew(session, platform, unit, files, answer.envelopes)?;
    let anew = match made {
        Ok(anew) => anew,
        Err(Missing { file, section }) => {
            // Somebody saved between my last pull and this answer, or took a right from me, unless nothing of it has changed:
            // then it is no envelope that was signed.
            let before = is_due(session, which, unit, file, section);
            session.pull(api, platform).await?;
            let after = is_due(session, which, unit, file, section);
            return match after.is_some() && after == before {
                true => Err(Reason::Integrity(Alarm::Envelope).into()),
                false => Ok(progress(session, 0, left(session, which))),
            };
        }
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
                return Ok(progress(session, 0, left(session, which)));
            }
            Err(error) => return Err(error.into()),
        }
        session.pull(api, platform).await?;
        if session.journals.stated(&intent).is_none() {
            return Err(Reason::Integrity(Alarm::JournalRolledBack).into());
        }
        session.remember(api, platform).await?;
    }
    Ok(progress(session, done, left(session, which)))
}

/// How many files are to be sealed anew by me.
pub(crate) fn left<P: Platform>(session: &Session<P>, which: Due) -> usize {
    due(session, which).count()
}

fn progress<P: Platform>(session: &Session<P>, done: usize, left: usize) -> Resealed {
    let count = |number| u32::try_from(number).unwrap_or(u32::MAX);
    Resealed {
        done: count(done),
        left: count(left),
        unreadable: count(unreadable(session)),
    }
}

/// How many sections do not open, as they stand now.
fn unreadable<P: Platform>(session: &Session<P>) -> usize {
    let spoilt = session.spoilt.iter();
    let stands = spoilt.filter(|((file, section), (seq, why))| {
        let journal = session.journals.file(*file);
        let record = journal.and_then(|(_, journal, _)| journal.journal.file(*file));
        let written = record.and_then(|record| record.section(*section));
        *why == Why::Unreadable && written.is_some_and(|written| written.seq == *seq)
    });
    stands.count()
}

/// The section, if it is to be sealed anew by me.
fn is_due<P: Platform>(
    session: &Session<P>,
    which: Due,
    unit: UnitId,
    file: FileId,
    section: Section,
) -> Option<SectionRecord> {
    let mut here = due(session, which).filter(|(one, other, _)| (*one, *other) == (unit, file));
    here.next().filter(|(.., due)| due.contains(section))?;
    let journal = &session.journals.unit(unit)?.journal;
    journal.file(file)?.section(section).copied()
}

/// The files of the first unit where something is to be done, with their sections.
fn first<P: Platform>(
    session: &Session<P>,
    which: Due,
    most: usize,
) -> Option<(UnitId, BTreeMap<FileId, Sections>)> {
    let mut all = due(session, which).peekable();
    let unit = all.peek()?.0;
    let here = all.take_while(|(one, ..)| *one == unit);
    let files = here.take(most).map(|(_, file, sections)| (file, sections));
    Some((unit, files.collect()))
}

/// Each file with the sections that are sealed otherwise than the policy and the present epochs want it, and that I may and can seal anew.
fn due<P: Platform>(
    session: &Session<P>,
    which: Due,
) -> impl Iterator<Item = (UnitId, FileId, Sections)> {
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
                let spoilt = session.spoilt.get(&(file, *section));
                let spoilt = spoilt.is_some_and(|(seq, _)| *seq == written.seq);
                let otherwise = |epoch| {
                    let suites = which == Due::All && written.suite != suite;
                    written.epoch != epoch || suites
                };
                let has = |epoch| session.keyring.unit(unit, *section, epoch).is_some();
                here.is_some_and(|epoch| otherwise(*epoch)) && has(written.epoch) && !spoilt
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

/// An envelope is missing, or another one than the journal names.
struct Missing {
    file: FileId,
    section: Section,
}

/// Opens and seals.
fn anew<P: Platform>(
    session: &mut Session<P>,
    platform: &P,
    unit: UnitId,
    files: impl Iterator<Item = (FileId, Sections)>,
    envelopes: Vec<Envelope>,
) -> Result<core::result::Result<Anew, Missing>> {
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
                return Ok(Err(Missing { file, section }));
            };
            let kind = kind(record.meta.kind);
            let payload = match opened(session, unit, file, kind, section, written, envelope) {
                Ok(payload) => payload,
                Err(why) => {
                    spoilt.push(((file, section), (written.seq, why)));
                    continue;
                }
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
    Ok(Ok(made))
}

/// The payload, if it is one: what can't be read is its author's, and not made mine by a seal.
fn opened<P: Platform>(
    session: &Session<P>,
    unit: UnitId,
    file: FileId,
    kind: Kind,
    section: Section,
    written: &SectionRecord,
    envelope: &[u8],
) -> core::result::Result<Zeroizing<Vec<u8>>, Why> {
    let (mut payload, opener) = (Zeroizing::new(Vec::new()), session.opener());
    let parse = |bytes: &[u8]| {
        payload = Zeroizing::new(bytes.to_vec());
        match section {
            Section::Card => Card::from_bytes(bytes).map(|_| ()),
            Section::Labels => Labels::from_bytes(bytes).map(|_| ()),
            Section::Sensitive => Sensitive::from_bytes(kind, bytes).map(|_| ()),
            Section::Notes => Notes::from_bytes(bytes).map(|_| ()),
            // Nobody writes them yet.
            Section::Dealings | Section::Files => Err(BadPayload::NewerVersion),
        }
    };
    match opener.open(unit, file, section, written, envelope, parse) {
        Ok(Part::Open(())) => Ok(payload),
        Ok(Part::Newer) => Err(Why::Newer),
        // Its key is here, and it is the envelope that was signed.
        Ok(Part::Unreadable | Part::Sealed) | Err(_) => Err(Why::Unreadable),
    }
}
