//! Which sheet of a workbook is the list.

use crate::{ClientKind, Layout, Workbook, guess, records};

/// The sheet that is most likely the client list, as an index into [`Workbook::sheets`], and its layout: one that tells whose list it is before
/// one that does not, then the one with the most clients, then the most columns, then the first. None if no sheet has a layout.
pub fn best(workbook: &Workbook) -> Option<(usize, Layout)> {
    let guesses = workbook
        .sheets
        .iter()
        .enumerate()
        .filter_map(|(index, sheet)| {
            let layout = guess(sheet)?;
            let known = layout.kind != ClientKind::Unknown;
            let rank = (known, records(sheet, &layout).count(), layout.columns.len());
            Some((rank, index, layout))
        });
    // Of equals `max_by_key` takes the last.
    guesses
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .max_by_key(|(rank, ..)| *rank)
        .map(|(_, index, layout)| (index, layout))
}
