//! All files within reach in one flat table: what a list is filtered, counted and sorted by.
//!
//! It is made anew when journals or roster have changed. Between two changes each order is made once, letters typed only walk through it,
//! and scrolling takes from the answer that is there.

use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
    ops::Range,
    sync::Arc,
};

use bridge::{
    client::Kind,
    list::{Facets, Filter, Sort, Span},
};
use ledger::id::{FileId, PersonId, UnitId};

use super::kind;
use crate::journals::Journals;

/// What is known of a file. Managers, units and tags are numbers: their places in the index.
pub(super) struct Row {
    pub(super) file: FileId,
    pub(super) unit: usize,
    pub(super) manager: usize,
    pub(super) kind: Kind,
    pub(super) opened: i32,
    pub(super) created_at: u64,
    pub(super) text: Option<Arc<str>>,
    /// Where its tags stand in the index.
    tags: Range<usize>,
}

/// A question, but for which rows of the answer.
#[derive(PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) needle: String,
    pub(super) filter: Filter,
    pub(super) sort: Sort,
    pub(super) spans: Vec<Span>,
}

/// What matches, in order, and what there is to choose from.
pub(super) struct Found {
    pub(super) hits: Vec<usize>,
    pub(super) facets: Facets,
}

/// The table, with the last order and the last answer.
#[derive(Default)]
pub(crate) struct Index {
    /// Of which journals and how long a roster it was made.
    as_of: Option<(u64, u64)>,
    pub(super) rows: Vec<Row>,
    pub(super) managers: Vec<PersonId>,
    pub(super) units: Vec<UnitId>,
    pub(super) tags: Vec<String>,
    tags_of: Vec<usize>,
    pub(super) order: Option<(Sort, Vec<usize>)>,
    pub(super) found: Option<(Asked, Found)>,
}

impl Index {
    /// Makes it anew if something has changed. The roster tells by its length: it names people and units.
    pub(super) fn refresh(&mut self, journals: &Journals, roster: u64) {
        let as_of = Some((journals.version(), roster));
        if self.as_of == as_of {
            return;
        }
        let mut managers = Numbers::default();
        let mut units = Numbers::default();
        let mut tags = Numbers::default();
        let mut tags_of = Vec::new();
        self.rows.clear();
        for (unit, journal, file, synced) in journals.files() {
            let Some(record) = journal.journal.file(file) else {
                continue;
            };
            let first = tags_of.len();
            if let Some(labels) = synced.labels.open() {
                // Nobody keeps a colleague from sealing the same tag twice.
                let mut seen = HashSet::new();
                let own = labels.tags.iter().filter(|tag| seen.insert(tag.as_str()));
                tags_of.extend(own.map(|tag| tags.number(tag.as_str())));
            }
            self.rows.push(Row {
                file,
                unit: units.number(unit),
                manager: managers.number(record.meta.manager),
                kind: kind(record.meta.kind),
                opened: record.meta.opened,
                created_at: record.created_at,
                text: synced.text.clone(),
                tags: first..tags_of.len(),
            });
        }
        self.managers = managers.named;
        self.units = units.named;
        self.tags = tags.named.into_iter().map(str::to_owned).collect();
        self.tags_of = tags_of;
        (self.order, self.found) = (None, None);
        self.as_of = as_of;
    }

    /// The numbers of a row's tags.
    pub(super) fn tags_of(&self, row: &Row) -> &[usize] {
        self.tags_of.get(row.tags.clone()).unwrap_or_default()
    }
}

/// Numbers things in the order in which they come.
struct Numbers<T> {
    numbers: HashMap<T, usize>,
    named: Vec<T>,
}

impl<T> Default for Numbers<T> {
    fn default() -> Self {
        Self {
            numbers: HashMap::new(),
            named: Vec::new(),
        }
    }
}

impl<T: Copy + Eq + Hash> Numbers<T> {
    fn number(&mut self, thing: T) -> usize {
        *self.numbers.entry(thing).or_insert_with(|| {
            self.named.push(thing);
            self.named.len() - 1
        })
    }
}
