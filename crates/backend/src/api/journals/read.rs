//! `GET /journals/{unit}`: the feed that sync reads.

use std::collections::{HashMap, HashSet};

use axum::extract::State;
use ledger::{
    entry::{Chain, SignedEntry},
    id::{FileId, UnitId},
    rights::{Section, Sections},
    statement::JournalStatement,
};
use wire::{
    files::{Envelope, JournalPage},
    path,
    roster::PageQuery,
};

use super::reach;
use crate::{
    api::roster::head,
    body::{Id, Params, Reply},
    error::Failure,
    session::Member,
    state::AppState,
    store::{self, Db},
};

/// Entries in one answer.
const MOST_ENTRIES: usize = 500;
/// Bytes of entries after which an answer takes no more.
const ENOUGH_BYTES: usize = 2 * 1024 * 1024;
/// Envelopes after which an answer takes no more entries.
const ENOUGH_ENVELOPES: usize = 2_000;
/// Bytes of envelopes that an answer does not exceed, unless its first entry alone wrote more: then it ends there.
const MOST_SEALED: usize = 8 * 1024 * 1024;
/// After so many envelopes no more are asked for at once: what will not fit is hardly read.
const AT_ONCE: usize = 250;

/// Some entries of a journal and the synced envelopes that they wrote.
#[utoipa::path(get, path = path::JOURNAL, params(("unit" = String, Path, description = "The unit's id."), PageQuery),
    security(("session" = [], "actor" = [])), responses(
    (status = 200, description = "Some entries, envelopes, and the chain's end.", body = JournalPage),
    (status = 404, description = "No such unit, or not within reach."),
))]
pub(crate) async fn get(
    State(state): State<AppState>,
    member: Member,
    Id(unit): Id<UnitId>,
    Params(query): Params<PageQuery>,
) -> Result<Reply<JournalPage>, Failure> {
    let synced =
        reach(&member, unit)?.intersection(Sections::of(&[Section::Card, Section::Labels]));
    let chain = Chain::Journal(unit);
    let written = written(&state.db, chain, query.after, synced).await?;
    let (entries, envelopes) = fitting(&state.db, &written).await?;
    // Read last: an envelope that was replaced since the entries were read shows as a chain that goes on.
    let head = store::chain::head(&state.db, chain).await?.map(head);
    state.journals.settled().await;
    Ok(Reply(JournalPage {
        entries,
        envelopes,
        head,
    }))
}

/// An entry, and the synced sections that it wrote.
struct Written {
    seq: u64,
    entry: SignedEntry,
    sections: Vec<(FileId, Section)>,
}

impl Written {
    fn parse(seq: u64, bytes: Vec<u8>, synced: Sections) -> Result<Self, Failure> {
        let entry = SignedEntry::from_bytes(bytes).map_err(|error| Failure::internal(&error))?;
        let JournalStatement::Put { files, .. } = entry
            .decode::<JournalStatement>()
            .map_err(|error| Failure::internal(&error))?
            .statement;
        let sections = files
            .iter()
            .flat_map(|put| put.sections.iter().map(|part| (put.file, part.section)))
            .filter(|(_, section)| synced.contains(*section))
            .collect();
        Ok(Self {
            seq,
            entry,
            sections,
        })
    }
}

/// The entries from number `after` on that one answer may take.
async fn written(
    db: &Db,
    chain: Chain,
    mut after: u64,
    synced: Sections,
) -> Result<Vec<Written>, Failure> {
    let mut all = Vec::new();
    let (mut bytes, mut sections) = (0, 0);
    loop {
        let stored = store::chain::entries(db, chain, after).await?;
        if stored.is_empty() {
            return Ok(all);
        }
        for entry in stored {
            let written = Written::parse(after, entry, synced)?;
            bytes += written.entry.as_bytes().len();
            sections += written.sections.len();
            all.push(written);
            after += 1;
            if all.len() == MOST_ENTRIES || bytes >= ENOUGH_BYTES || sections >= ENOUGH_ENVELOPES {
                return Ok(all);
            }
        }
    }
}

/// As many of the entries as their envelopes leave room for, at least one, with those envelopes.
async fn fitting(
    db: &Db,
    written: &[Written],
) -> Result<(Vec<wire::Bytes>, Vec<Envelope>), Failure> {
    let (mut entries, mut envelopes) = (Vec::new(), Vec::new());
    let mut weight = 0;
    let mut rest = written;
    while !rest.is_empty() {
        let (some, later) = rest.split_at(at_once(rest));
        let mut sealed = sealed(db, some).await?;
        for written in some {
            // None of it for a section that a later entry wrote anew.
            let own = sealed.remove(&written.seq).unwrap_or_default();
            weight += own
                .iter()
                .map(|envelope| envelope.sealed.0.len())
                .sum::<usize>();
            if weight > MOST_SEALED && !entries.is_empty() {
                return Ok((entries, envelopes));
            }
            entries.push(wire::Bytes(written.entry.as_bytes().to_vec()));
            envelopes.extend(own);
        }
        rest = later;
    }
    Ok((entries, envelopes))
}

/// How many of the entries, one or more, are asked for at once.
fn at_once(written: &[Written]) -> usize {
    let mut before = 0;
    written
        .iter()
        .take_while(|written| {
            let room = before < AT_ONCE;
            before += written.sections.len();
            room
        })
        .count()
}

/// The present envelopes of the sections that these entries wrote, by the number of the entry that wrote them last.
async fn sealed(db: &Db, written: &[Written]) -> Result<HashMap<u64, Vec<Envelope>>, Failure> {
    let sections: HashSet<(FileId, Section)> = written
        .iter()
        .flat_map(|written| written.sections.iter().copied())
        .collect();
    let mut sealed: HashMap<u64, Vec<Envelope>> = HashMap::new();
    for stored in store::file::envelopes(db, sections).await? {
        sealed.entry(stored.seq).or_default().push(stored.envelope);
    }
    Ok(sealed)
}
