//! The order of the list.

use std::cmp::Reverse;

use bridge::{
    client::Kind,
    list::{Column, Sort},
};
use dossier::order;
use ledger::roster::View;

use super::index::Index;
use crate::journals::Journals;

/// What can't be read comes last in either direction.
const LAST: u32 = u32::MAX;

/// The index's rows in order. Only numbers are compared and moved.
pub(super) fn sorted(index: &Index, journals: &Journals, view: View<'_>, sort: Sort) -> Vec<usize> {
    let ranks = ranks(index, journals, view, sort.by);
    let mut keyed: Vec<_> = index
        .rows
        .iter()
        .zip(ranks)
        .enumerate()
        .map(|(at, (row, rank))| {
            let rank = if sort.descending && rank != LAST {
                LAST - 1 - rank
            } else {
                rank
            };
            let tie = (Reverse(row.opened), Reverse(row.created_at), row.file);
            (rank, tie, at)
        })
        .collect();
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, _, at)| at).collect()
}

/// Each row's place by a column alone; the same for equal ones.
fn ranks(index: &Index, journals: &Journals, view: View<'_>, by: Column) -> Vec<u32> {
    let rows = &index.rows;
    match by {
        Column::Name => ranked(rows.iter().map(|row| {
            let (_, _, synced) = journals.file(row.file)?;
            let card = synced.card.open()?;
            Some(order::key(row.kind, &card.name))
        })),
        Column::Kind => rows.iter().map(|row| row.kind as u32).collect(),
        Column::Manager => {
            let names = ranked(index.managers.iter().map(|id| {
                let person = view.person(*id)?;
                // Two of one name stay apart.
                Some((order::key(Kind::Person, &person.name), *id))
            }));
            let of = |at: usize| names.get(at).copied();
            rows.iter()
                .map(|row| of(row.manager).unwrap_or(LAST))
                .collect()
        }
        Column::Unit => {
            let names = ranked(index.units.iter().map(|id| {
                let unit = view.unit(*id)?;
                Some((order::key(Kind::Company, &unit.name), *id))
            }));
            let of = |at: usize| names.get(at).copied();
            rows.iter()
                .map(|row| of(row.unit).unwrap_or(LAST))
                .collect()
        }
        // Days of the calendar, before 1970 as well, moved to where they can be unsigned.
        Column::Opened => rows
            .iter()
            .map(|row| row.opened.cast_unsigned() ^ 0x8000_0000)
            .collect(),
    }
}

/// The place of each key among all; [`LAST`] for none.
fn ranked<K: Ord>(keys: impl Iterator<Item = Option<K>>) -> Vec<u32> {
    let mut keyed: Vec<(Option<K>, usize)> = keys.zip(0..).collect();
    let mut ranks = vec![LAST; keyed.len()];
    keyed.sort_unstable();
    let mut rank = 0;
    for (place, (key, at)) in keyed.iter().enumerate() {
        if place > 0 && keyed.get(place - 1).is_some_and(|(last, _)| last != key) {
            rank += 1;
        }
        if key.is_some()
            && let Some(slot) = ranks.get_mut(*at)
        {
            *slot = rank;
        }
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_keys_have_one_rank_and_none_is_last() {
        let keys = [Some("b"), None, Some("a"), Some("b")];
        let ranks = ranked(keys.into_iter());
        assert_eq!(ranks[0], ranks[3]);
        assert!(ranks[2] < ranks[0]);
        assert_eq!(ranks[1], LAST);
    }
}
