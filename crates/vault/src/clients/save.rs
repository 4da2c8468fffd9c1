//! Saving: seal what changed, sign one entry over the hashes, append. Whoever came first is pulled in and judged before trying again.

use bridge::{
    Failure, Reason,
    client::{SaveClient, Saved},
    failure::Alarm,
};
use dossier::{date, person::PersonFile};
use ledger::{
    entry::{Author, Chain, Entry, SignedEntry, VERSION},
    hash::Hash,
    id::{FileId, Intent, PersonId, UnitId},
    journal::{FIRST_GENERATION, Journal},
    rights::Section,
    statement::{
        Cause, ClientKind, FileMeta, FilePut, FileState, JournalStatement, KeyName, SectionPut,
    },
};
use seal::Suite;
use wire::{
    files::{Envelope, JournalAppend},
    path,
    roster::Appended,
};

use super::{
    open::{Opened, opened, whole},
    today,
};
use crate::{
    Result,
    api::{Api, ApiError},
    draft::refused,
    journals::context,
    platform::{Platform, random},
    remote::Remote,
    session::Session,
};

/// How often a save is tried while others write to the same journal.
const TRIES: usize = 8;

/// A save on its way.
struct Change {
    unit: UnitId,
    file: FileId,
    /// At creation: what the id was derived from.
    created_from: Option<[u8; 16]>,
    meta: FileMeta,
    sections: Vec<(Section, Vec<u8>)>,
    intent: Intent,
    /// The journal entry that the change is based on: somebody else's save of the same file must not be overwritten unseen.
    base: Option<u64>,
}

/// Saves a form. If `base` was changed by somebody else since it was opened, nothing is written.
pub(crate) async fn save<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    platform: &P,
    request: &SaveClient,
) -> Result<Saved> {
    let parsed = request
        .form
        .parse(today(platform.now()))
        .map_err(|problems| Failure {
            reason: Reason::Invalid,
            fields: problems
                .iter()
                .map(|(field, problem)| (field.name().to_owned(), problem.name().to_owned()))
                .collect(),
        })?;
    let manager: PersonId = request.manager.parse().map_err(|_| invalid("manager"))?;
    if session.view().person(manager).is_none() {
        return Err(invalid("manager"));
    }
    let meta = FileMeta {
        kind: ClientKind::Person,
        manager,
        opened: date::to_days(parsed.opened),
        state: FileState::Active,
    };
    let (change, file) = match &request.file {
        None => (creation(platform, request, meta, &parsed)?, parsed),
        Some(id) => {
            let file = id.parse().map_err(|_| Failure::from(Reason::NotFound))?;
            let before = whole(session, file)?;
            let parsed = parsed.keep_extra(&before);
            (
                alteration(session, platform, file, meta, &before, &parsed)?,
                parsed,
            )
        }
    };
    let id = change.file;
    if change.sections.is_empty() && unchanged(session, id, &change.meta) {
        return Ok(Saved {
            file: id.to_string(),
        });
    }
    append(session, api, platform, &change).await?;
    session.opened.retain(|(other, _)| *other != id);
    if let Some(at_seq) = changed_at(session, &change) {
        session.opened.push((
            id,
            Opened {
                at_seq,
                sensitive: Some(file.sensitive),
                notes: Some(file.notes),
            },
        ));
    }
    Ok(Saved {
        file: id.to_string(),
    })
}

fn creation<P: Platform>(
    platform: &P,
    request: &SaveClient,
    meta: FileMeta,
    file: &PersonFile,
) -> Result<Change> {
    let unit: UnitId = request.unit.parse().map_err(|_| invalid("unit"))?;
    let random_part = random(platform);
    Ok(Change {
        unit,
        file: FileId::derive(unit, random_part),
        created_from: Some(random_part),
        meta,
        sections: payloads(file),
        intent: Intent(random(platform)),
        base: None,
    })
}

fn alteration<P: Platform>(
    session: &Session<P>,
    platform: &P,
    file: FileId,
    meta: FileMeta,
    before: &PersonFile,
    after: &PersonFile,
) -> Result<Change> {
    let (unit, ..) = session.journals.file(file).ok_or(Reason::NotFound)?;
    let old = payloads(before);
    let sections = payloads(after)
        .into_iter()
        .filter(|payload| !old.contains(payload))
        .collect();
    let base = Some(opened(session, file)?.at_seq);
    Ok(Change {
        unit,
        file,
        created_from: None,
        meta,
        sections,
        intent: Intent(random(platform)),
        base,
    })
}

fn payloads(file: &PersonFile) -> Vec<(Section, Vec<u8>)> {
    vec![
        (Section::Card, file.card.to_bytes()),
        (Section::Labels, file.labels.to_bytes()),
        (Section::Sensitive, file.sensitive.to_bytes()),
        (Section::Notes, file.notes.to_bytes()),
    ]
}

fn unchanged<P: Platform>(session: &Session<P>, file: FileId, meta: &FileMeta) -> bool {
    session
        .journals
        .file(file)
        .and_then(|(_, journal, _)| journal.journal.file(file))
        .is_some_and(|record| record.meta == *meta)
}

async fn append<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    platform: &P,
    change: &Change,
) -> Result<()> {
    for _ in 0..TRIES {
        if changed_at(session, change) != change.base {
            return Err(Reason::Conflict.into());
        }
        let (entry, envelopes) = seal(session, platform, change)?;
        let body = JournalAppend {
            entry: entry.as_bytes().to_vec().into(),
            envelopes,
        };
        match api
            .post::<_, Appended>(&path::journal(&change.unit.to_string()), &body)
            .await
        {
            Ok(_) => return confirmed(session, api, platform, change).await,
            Err(ApiError::Refused(error)) if error.code == wire::Code::StaleHead => {
                session.pull(api, platform).await?;
                // An answer that got lost: it is on the chain already.
                if session
                    .journals
                    .unit(change.unit)
                    .is_some_and(|unit| unit.journal.find_intent(&change.intent).is_some())
                {
                    return Ok(());
                }
            }
            Err(error) => return Err(error.into()),
        }
    }
    Err(Reason::Conflict.into())
}

/// The server has acknowledged the entry: then it is on the chain that it shows.
async fn confirmed<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    platform: &P,
    change: &Change,
) -> Result<()> {
    match session.pull(api, platform).await {
        Err(failure) if matches!(failure.reason, Reason::Integrity(_)) => return Err(failure),
        // It is saved; what the network owes, the next pull brings.
        Err(_) => return Ok(()),
        Ok(_) => {}
    }
    let kept = session
        .journals
        .unit(change.unit)
        .is_some_and(|unit| unit.journal.find_intent(&change.intent).is_some());
    if kept {
        // Remembered at once: a server that takes it back later is found out. Another device that resealed first is no harm.
        let _ = session.pin(api, platform).await;
        Ok(())
    } else {
        Err(Reason::Integrity(Alarm::JournalRolledBack).into())
    }
}

/// The journal entry that changed the file last.
fn changed_at<P: Platform>(session: &Session<P>, change: &Change) -> Option<u64> {
    Some(
        session
            .journals
            .unit(change.unit)?
            .journal
            .file(change.file)?
            .changed_seq,
    )
}

/// Seals the changed sections at their next revision and signs the entry that continues the journal.
fn seal<P: Platform>(
    session: &Session<P>,
    platform: &P,
    change: &Change,
) -> Result<(SignedEntry, Vec<Envelope>)> {
    let view = session.view();
    let empty = Journal::new(change.unit);
    let journal = session
        .journals
        .unit(change.unit)
        .map_or(&empty, |unit| &unit.journal);
    let record = journal.file(change.file);
    let suite = Suite::from_number(view.policy().suite).ok_or(Reason::Fault)?;
    let mut puts = Vec::new();
    let mut envelopes = Vec::new();
    for (section, payload) in &change.sections {
        let before = record.and_then(|record| record.section(*section));
        let revision = before.map_or(1, |before| before.revision + 1);
        let generation = before.map_or(FIRST_GENERATION, |before| before.generation);
        let epoch = view
            .epoch(&KeyName::Unit(change.unit, *section))
            .ok_or(Reason::KeyWaiting)?
            .epoch;
        let key = session
            .keyring
            .unit(change.unit, *section, epoch)
            .ok_or(Reason::KeyWaiting)?;
        let key = key.file_key(&change.file.0, section.number(), generation);
        let context = context(
            session.me.org,
            change.unit,
            change.file,
            *section,
            revision,
            epoch,
            generation,
        );
        let sealed = seal::envelope::seal(suite, &key, &context, payload, &mut platform.rng())
            .map_err(|_| Reason::Fault)?;
        puts.push(SectionPut {
            section: *section,
            revision,
            epoch,
            generation,
            envelope: Hash::of(&sealed),
        });
        envelopes.push(Envelope {
            file: change.file.to_string(),
            section: section.number(),
            sealed: sealed.into(),
        });
    }
    let head = journal.head();
    let entry = Entry {
        version: VERSION,
        org: session.me.org,
        chain: Chain::Journal(change.unit),
        seq: head.map_or(0, |head| head.seq + 1),
        prev: head.map_or(Hash::ZERO, |head| head.hash),
        author: Author::Person(session.me.person),
        at: platform.now().max(journal.last_at()),
        intent: change.intent,
        statement: JournalStatement::Put {
            anchor: session.roster.head().ok_or(Reason::Fault)?,
            cause: Cause::Direct,
            files: vec![FilePut {
                file: change.file,
                created_from: change.created_from,
                meta: change.meta,
                sections: puts,
                tags: None,
            }],
        },
    };
    let signed = SignedEntry::sign(&entry, |message| session.me.signing.sign(message));
    journal
        .judge_fresh(&signed, &session.roster, platform.now())
        .map_err(refused)?;
    Ok((signed, envelopes))
}

fn invalid(field: &str) -> Failure {
    Failure {
        reason: Reason::Invalid,
        fields: vec![(field.to_owned(), "missing".to_owned())],
    }
}
