//! Which row holds the headings, and which column holds what.

use crate::heading::{self, Column};
use crate::{Row, Sheet};
use std::collections::BTreeMap;

/// How many rows the headings are looked for in: banners, dates and authors stand above them.
const PROBE_ROWS: usize = 30;

/// Whose list it is, by its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClientKind {
    /// There is a column for ID numbers or mobiles, and none that only companies have.
    Person,
    /// There is a column for credit codes or representatives.
    Company,
    /// The columns do not tell.
    Unknown,
}

/// What stands where in a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// The row of the headings: an index into [`Sheet::rows`].
    pub heading: usize,
    /// The columns that were understood, from 0 for column A.
    pub columns: BTreeMap<Column, usize>,
    /// Whose list it is.
    pub kind: ClientKind,
}

/// Guesses a sheet's layout by its headings: the row, near the top, with the most of them. None if no row has two headings, a name or a
/// number of a client among them.
pub fn guess(sheet: &Sheet) -> Option<Layout> {
    let mut best: Option<(usize, BTreeMap<Column, usize>)> = None;
    for (index, row) in sheet.rows.iter().take(PROBE_ROWS).enumerate() {
        let columns = columns(row);
        let most = best.as_ref().map_or(1, |(_, columns)| columns.len());
        let names_clients = [Column::Name, Column::IdNumber, Column::CreditCode]
            .iter()
            .any(|column| columns.contains_key(column));
        if columns.len() > most && names_clients {
            best = Some((index, columns));
        }
    }
    let (heading, mut columns) = best?;
    let kind = kind(&columns);
    // 电话 says neither which; a person's is a mobile.
    if kind == ClientKind::Person
        && !columns.contains_key(&Column::Mobile)
        && let Some(phone) = columns.remove(&Column::Phone)
    {
        columns.insert(Column::Mobile, phone);
    }
    Some(Layout {
        heading,
        columns,
        kind,
    })
}

/// The columns that a row of headings names. Of two that mean the same, the one with the more exact word, then the first.
fn columns(row: &Row) -> BTreeMap<Column, usize> {
    let mut found: BTreeMap<Column, (usize, usize)> = BTreeMap::new();
    for (index, cell) in row.cells.iter().enumerate() {
        let Some((column, rank)) = heading::column(&cell.text) else {
            continue;
        };
        let place = found.entry(column).or_insert((rank, index));
        if rank < place.0 {
            *place = (rank, index);
        }
    }
    found
        .into_iter()
        .map(|(column, (_, index))| (column, index))
        .collect()
}

fn kind(columns: &BTreeMap<Column, usize>) -> ClientKind {
    let any = |wanted: &[Column]| wanted.iter().any(|column| columns.contains_key(column));
    if any(&[Column::CreditCode, Column::Representative]) {
        ClientKind::Company
    } else if any(&[Column::IdNumber, Column::Mobile]) {
        ClientKind::Person
    } else {
        ClientKind::Unknown
    }
}
