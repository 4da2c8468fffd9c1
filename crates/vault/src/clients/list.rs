//! The list: what matches, newest opening date first.

use std::cmp::Reverse;

use bridge::client::{CardView, ClientList, ClientRow, ListClients, Part};
use ledger::{
    id::{FileId, UnitId},
    journal::FileRecord,
    roster::View,
};

use super::{day, kind};
use crate::journals::{Journals, Synced};

/// Rows that one window holds at most.
const MAX_ROWS: u32 = 500;

struct Hit<'a> {
    unit: UnitId,
    file: FileId,
    record: &'a FileRecord,
    synced: &'a Synced,
}

/// A window of the list.
pub(crate) fn list(
    journals: &Journals,
    view: View<'_>,
    query: &ListClients,
    clock: impl Fn() -> u64,
) -> ClientList {
    let began = clock();
    let needle = dossier::normal::text(&query.text).to_lowercase();
    let mut hits: Vec<Hit<'_>> = journals
        .files()
        .filter_map(|(unit, journal, file, synced)| {
            Some(Hit {
                unit,
                file,
                record: journal.journal.file(file)?,
                synced,
            })
        })
        .filter(|hit| needle.is_empty() || matches(hit.synced, &needle))
        .collect();
    hits.sort_unstable_by_key(|hit| {
        (
            Reverse(hit.record.meta.opened),
            Reverse(hit.record.created_at),
            hit.file,
        )
    });
    let rows = hits
        .iter()
        .skip(query.from as usize)
        .take(query.count.min(MAX_ROWS) as usize)
        .map(|hit| row(hit, view))
        .collect();
    let took = clock().saturating_sub(began).saturating_mul(1000);
    ClientList {
        total: u32::try_from(hits.len()).unwrap_or(u32::MAX),
        rows,
        took_us: u32::try_from(took).unwrap_or(u32::MAX),
    }
}

fn matches(synced: &Synced, needle: &str) -> bool {
    let has = |text: &str| text.to_lowercase().contains(needle);
    let tight = |text: &str| {
        text.chars()
            .filter(|c| !c.is_whitespace())
            .collect::<String>()
            .contains(needle)
    };
    synced.card.open().is_some_and(|card| {
        has(&card.name)
            || has(&card.short_name)
            || tight(&card.contact_masked)
            || has(&card.id_masked)
            || has(&card.credit_code)
    }) || synced
        .labels
        .open()
        .is_some_and(|labels| labels.tags.iter().any(|tag| has(tag)))
}

fn row(hit: &Hit<'_>, view: View<'_>) -> ClientRow {
    ClientRow {
        file: hit.file.to_string(),
        card: card(hit.synced),
        kind: kind(hit.record.meta.kind),
        manager: view
            .person(hit.record.meta.manager)
            .map(|person| person.name.clone())
            .unwrap_or_default(),
        unit: view
            .unit(hit.unit)
            .map(|unit| unit.name.clone())
            .unwrap_or_default(),
        opened: day(hit.record.meta.opened),
    }
}

/// The card and tags as the page shows them.
pub(super) fn card(synced: &Synced) -> Part<CardView> {
    synced.card.map(|card| CardView {
        name: card.name.clone(),
        short_name: card.short_name.clone(),
        contact: card.contact_masked.clone(),
        credit_code: card.credit_code.clone(),
        industry: card.industry.clone(),
        tags: synced
            .labels
            .open()
            .map(|labels| labels.tags.clone())
            .unwrap_or_default(),
    })
}
