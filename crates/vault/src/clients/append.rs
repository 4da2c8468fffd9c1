//! Appending a change: seal what changed, sign one entry over the hashes, send. Whoever came first is pulled in and judged before trying
//! again.

use bridge::Reason;
use ledger::{
    entry::{Author, Chain, Entry, SignedEntry, VERSION},
    hash::Hash,
    id::{FileId, Intent, UnitId},
    journal::{FIRST_GENERATION, Journal},
    rights::Section,
    statement::{Cause, FileMeta, FilePut, JournalStatement, KeyName, SectionPut},
};
use rand_core::CryptoRng;
use seal::{Suite, envelope::Context, unit::FileKey};
use wire::{
    Code,
    files::{Envelope, JournalAppend, most_sealed},
    path,
};

use super::tags::{BlindTags, blind};
use crate::{
    Result,
    api::{Api, ApiError},
    draft::refused,
    opener::context,
    platform::Platform,
    remote::Remote,
    session::Session,
};

#[cfg(test)]
mod tests;

/// How often a change is tried while others write to the same journal.
const TRIES: usize = 8;

/// A change on its way.
pub(super) struct Change {
    pub(super) unit: UnitId,
    pub(super) file: FileId,
    /// At creation: what the id was derived from.
    pub(super) created_from: Option<[u8; 16]>,
    pub(super) meta: FileMeta,
    pub(super) sections: Vec<(Section, Vec<u8>)>,
    /// The numbers to be found by, each with its field's number.
    pub(super) numbers: Vec<(u8, String)>,
    /// What the page calls it.
    pub(super) draft: Intent,
    /// What it is stated under: the draft itself, unless that was stated before.
    pub(super) intent: Intent,
    /// The journal entry that the change is based on: somebody else's save of the same file must not be overwritten unseen.
    pub(super) base: Option<u64>,
}

/// What became of it.
pub(super) enum Outcome {
    /// It is on the chain.
    Appended,
    /// The chain had an entry with this intent before: an earlier try, of whatever content.
    Stated,
}

/// Appends. If the file was changed by somebody else since `base`, nothing is written.
pub(super) async fn append<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    platform: &P,
    change: &Change,
) -> Result<Outcome> {
    for _ in 0..TRIES {
        if session.journals.stated(&change.intent).is_some() {
            return Ok(Outcome::Stated);
        }
        if changed_at(session, change) != change.base {
            return Err(Reason::Conflict.into());
        }
        if is_stale(session, change) {
            // Somebody lost the key: before anything is sealed under it, it is replaced.
            session.rotate(api, platform).await?;
        }
        let tags = blind(session, platform, change);
        let (entry, envelopes) = seal(session, platform, change, tags.as_ref())?;
        let body = JournalAppend {
            entry: entry.as_bytes().to_vec().into(),
            envelopes,
            tags: tags.iter().map(|tags| tags.sent(change.file)).collect(),
        };
        let address = path::journal(&change.unit.to_string());
        let stated = Some((change.unit, change.intent));
        match session.tail.append(api, &address, stated, &body).await {
            Ok(()) => {
                session.unanswered.remove(&change.draft);
                return confirmed(session, api, platform, change).await;
            }
            // Somebody else came first, or I did and don't know it: the chain tells.
            Err(error) if matches!(error.code(), Some(Code::StaleHead | Code::Conflict)) => {
                session.pull(api, platform).await?;
            }
            Err(error) => {
                if is_silence(&error) {
                    session.unanswered.insert(change.draft, change.intent);
                }
                return Err(error.into());
            }
        }
    }
    Err(Reason::Conflict.into())
}

/// Whether a key that the change is sealed under is known to somebody who lost it.
fn is_stale<P: Platform>(session: &Session<P>, change: &Change) -> bool {
    let view = session.view();
    let mut sections = change.sections.iter();
    sections.any(|(section, _)| view.is_stale(&KeyName::Unit(change.unit, *section)))
}

/// Whether the error leaves open what the server has done.
fn is_silence(error: &ApiError) -> bool {
    matches!(error, ApiError::Unreachable | ApiError::Garbled)
        || matches!(error.code(), Some(Code::Internal | Code::Unavailable))
}

/// The server has acknowledged the entry: then it is on the chain that it shows, or will be shown. Where the line is cut before that, the same
/// draft sent again finds it.
async fn confirmed<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    platform: &P,
    change: &Change,
) -> Result<Outcome> {
    if let Err(failure) = session.pull(api, platform).await {
        session.unanswered.insert(change.draft, change.intent);
        return Err(failure);
    }
    // Remembered at once: a server that takes it back later is found out.
    session.remember(api, platform).await?;
    Ok(Outcome::Appended)
}

/// The journal entry that changed the file last.
fn changed_at<P: Platform>(session: &Session<P>, change: &Change) -> Option<u64> {
    let journal = &session.journals.unit(change.unit)?.journal;
    Some(journal.file(change.file)?.changed_seq)
}

/// Seals a section, if it is no longer than the server takes.
pub(super) fn sealed(
    suite: Suite,
    key: &FileKey,
    context: &Context,
    section: Section,
    payload: &[u8],
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>> {
    seal::envelope::seal(suite, key, context, payload, rng)
        .ok()
        .filter(|sealed| sealed.len() <= most_sealed(section))
        .ok_or_else(|| Reason::Fault.into())
}

/// Seals the changed sections at their next revision and signs the entry that continues the journal.
fn seal<P: Platform>(
    session: &Session<P>,
    platform: &P,
    change: &Change,
    tags: Option<&BlindTags>,
) -> Result<(SignedEntry, Vec<Envelope>)> {
    let view = session.view();
    let empty = Journal::new(change.unit);
    let journal = session
        .journals
        .unit(change.unit)
        .map_or(&empty, |unit| &unit.journal);
    let record = journal.file(change.file);
    let suite = Suite::from_number(view.policy().suite).ok_or(Reason::Newer)?;
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
        if view.is_stale(&KeyName::Unit(change.unit, *section)) {
            return Err(Reason::KeyWaiting.into());
        }
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
        let sealed = sealed(
            suite,
            &key,
            &context,
            *section,
            payload,
            &mut platform.rng(),
        )?;
        puts.push(SectionPut {
            section: *section,
            revision,
            epoch,
            generation,
            envelope: Hash::of(&sealed),
            suite: suite.number(),
        });
        envelopes.push(Envelope {
            file: change.file.to_string(),
            section: section.number(),
            sealed: sealed.into(),
        });
    }
    let put = FilePut {
        file: change.file,
        created_from: change.created_from,
        meta: change.meta,
        sections: puts,
        tags: tags.and_then(BlindTags::hash),
    };
    let signed = signed(
        session,
        platform,
        journal,
        change.intent,
        Cause::Direct,
        vec![put],
    )?;
    Ok((signed, envelopes))
}

/// The entry that continues a journal; my own ledger has judged it.
pub(super) fn signed<P: Platform>(
    session: &Session<P>,
    platform: &P,
    journal: &Journal,
    intent: Intent,
    cause: Cause,
    files: Vec<FilePut>,
) -> Result<SignedEntry> {
    let head = journal.head();
    let entry = Entry {
        version: VERSION,
        org: session.me.org,
        chain: Chain::Journal(journal.unit()),
        seq: head.map_or(0, |head| head.seq + 1),
        prev: head.map_or(Hash::ZERO, |head| head.hash),
        author: Author::Person(session.me.person),
        at: platform.now().max(journal.last_at()),
        intent,
        statement: JournalStatement::Put {
            anchor: session.roster.head().ok_or(Reason::Fault)?,
            cause,
            files,
        },
    };
    let signed = SignedEntry::sign(&entry, |message| session.me.signing.sign(message));
    journal
        .judge_fresh(&signed, &session.roster, platform.now())
        .map_err(refused)?;
    Ok(signed)
}
