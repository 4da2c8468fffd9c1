//! The list: what matches, in the order asked for.

use bridge::client::{CardView, ClientList, ClientRow, ListClients, Part};
use dossier::normal::sought;
use ledger::{id::PersonId, roster::View};

use super::{
    day, facets,
    index::{Asked, Index, Row},
    sorting,
};
use crate::journals::{Journals, Synced};

/// Rows that one window holds at most.
const MAX_ROWS: u32 = 500;

/// A window of the list.
pub(crate) fn list(
    index: &mut Index,
    journals: &Journals,
    view: View<'_>,
    roster: u64,
    me: PersonId,
    query: ListClients,
    clock: impl Fn() -> u64,
) -> ClientList {
    let began = clock();
    index.refresh(journals, roster);
    let asked = Asked {
        needle: sought(&query.text),
        filter: query.filter,
        sort: query.sort,
        spans: query.spans,
    };
    let same = matches!(&index.found, Some((last, _)) if *last == asked);
    if !same {
        if !matches!(&index.order, Some((sort, _)) if *sort == asked.sort) {
            let order = sorting::sorted(index, journals, view, asked.sort);
            index.order = Some((asked.sort, order));
        }
        let order = index.order.as_ref().map(|(_, order)| order.as_slice());
        let found = facets::find(index, order.unwrap_or_default(), view, me, &asked);
        index.found = Some((asked, found));
    }
    let Some((_, found)) = &index.found else {
        return ClientList::default();
    };
    let rows = found
        .hits
        .iter()
        .skip(query.from as usize)
        .take(query.count.min(MAX_ROWS) as usize)
        .filter_map(|at| row(index, index.rows.get(*at)?, journals, view))
        .collect();
    let took = clock().saturating_sub(began).saturating_mul(1000);
    ClientList {
        total: u32::try_from(found.hits.len()).unwrap_or(u32::MAX),
        rows,
        facets: found.facets.clone(),
        took_us: u32::try_from(took).unwrap_or(u32::MAX),
    }
}

fn row(index: &Index, row: &Row, journals: &Journals, view: View<'_>) -> Option<ClientRow> {
    let (unit, _, synced) = journals.file(row.file)?;
    let manager = index.managers.get(row.manager)?;
    Some(ClientRow {
        file: row.file.to_string(),
        card: card(synced),
        kind: row.kind,
        manager: view
            .person(*manager)
            .map(|person| person.name.clone())
            .unwrap_or_default(),
        unit: view
            .unit(unit)
            .map(|unit| unit.name.clone())
            .unwrap_or_default(),
        opened: day(row.opened),
    })
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
