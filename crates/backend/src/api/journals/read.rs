//! `GET /journals/{unit}`: the feed that sync reads.

use std::collections::HashSet;

use axum::extract::State;
use ledger::{
    entry::{Chain, SignedEntry},
    id::{FileId, UnitId},
    rights::{Section, Sections},
    statement::JournalStatement,
};
use wire::{files::JournalPage, path, roster::PageQuery};

use super::reach;
use crate::{
    api::roster::head,
    body::{Id, Params, Reply},
    error::Failure,
    session::Member,
    state::AppState,
    store,
};

/// Entries in one answer.
const MOST_ENTRIES: usize = 500;
/// Bytes of entries after which an answer takes no more.
const ENOUGH_BYTES: usize = 2 * 1024 * 1024;
/// Envelopes after which an answer takes no more entries.
const ENOUGH_ENVELOPES: usize = 2_000;

/// Some entries of a journal and the synced envelopes that they wrote.
#[utoipa::path(get, path = path::JOURNAL, params(("unit" = String, Path, description = "The unit's id."), PageQuery), responses(
    (status = 200, description = "Some entries, envelopes, and the chain's end.", body = JournalPage),
    (status = 401, description = "No session."),
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
    let mut page = Page::default();
    let mut after = query.after;
    while page.has_room() {
        let stored = store::chain::entries(&state.db, chain, after).await?;
        if stored.is_empty() {
            break;
        }
        for bytes in stored {
            if !page.has_room() {
                break;
            }
            page.take(after, bytes, synced)?;
            after += 1;
        }
    }
    let wanted: HashSet<(FileId, Section)> = page
        .written
        .iter()
        .map(|(file, section, _)| (*file, *section))
        .collect();
    let envelopes = store::file::envelopes(&state.db, wanted).await?;
    let written: HashSet<(String, u8, u64)> = page
        .written
        .iter()
        .map(|(file, section, seq)| (file.to_string(), section.number(), *seq))
        .collect();
    let envelopes = envelopes
        .into_iter()
        .filter(|stored| {
            written.contains(&(
                stored.envelope.file.clone(),
                stored.envelope.section,
                stored.seq,
            ))
        })
        .map(|stored| stored.envelope)
        .collect();
    // Read last: an envelope that was replaced since the entries were read shows as a chain that goes on.
    let head = store::chain::head(&state.db, chain).await?.map(head);
    Ok(Reply(JournalPage {
        entries: page.entries,
        envelopes,
        head,
    }))
}

#[derive(Default)]
struct Page {
    entries: Vec<wire::Bytes>,
    bytes: usize,
    /// Synced sections and the number of the entry that wrote them.
    written: Vec<(FileId, Section, u64)>,
}

impl Page {
    fn has_room(&self) -> bool {
        self.entries.len() < MOST_ENTRIES
            && self.bytes < ENOUGH_BYTES
            && self.written.len() < ENOUGH_ENVELOPES
    }

    fn take(&mut self, seq: u64, bytes: Vec<u8>, synced: Sections) -> Result<(), Failure> {
        let signed = SignedEntry::from_bytes(bytes).map_err(|error| Failure::internal(&error))?;
        let entry = signed
            .decode::<JournalStatement>()
            .map_err(|error| Failure::internal(&error))?;
        let JournalStatement::Put { files, .. } = entry.statement;
        for put in &files {
            let sections = put
                .sections
                .iter()
                .map(|written| written.section)
                .filter(|section| synced.contains(*section));
            self.written
                .extend(sections.map(|section| (put.file, section, seq)));
        }
        self.bytes += signed.as_bytes().len();
        self.entries.push(wire::Bytes(signed.as_bytes().to_vec()));
        Ok(())
    }
}
