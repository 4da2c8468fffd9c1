//! What entries of the history remember beyond their addresses.
//!
//! A browser writes addresses, and the state that a page gives an entry, to its disk; names of clients must stand in neither. So an entry
//! carries nothing but a number, and what belongs to the number is known to this page only, until it is locked or loaded anew.

use leptos::prelude::*;

use crate::state::AppState;

/// What is typed and chosen in a list and must not be written anywhere: it may name a client, or what is sealed of one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Unwritten {
    /// What is looked for.
    pub(crate) text: String,
    /// The tags that are asked for.
    pub(crate) tags: Vec<String>,
}

/// The present entry and what all of them remember.
#[derive(Clone, Copy)]
pub(crate) struct Memory {
    /// The present entry's number: a moment in milliseconds, or some after it, so that no two pages of a tab give the same.
    pub(crate) entry: RwSignal<f64>,
    last: StoredValue<f64>,
    kept: StoredValue<Vec<(f64, Unwritten)>>,
}

impl Memory {
    /// Nothing is remembered. `entry` is the number of the entry that the page was loaded into, `now` the moment.
    pub(crate) fn new(entry: Option<f64>, now: f64) -> Self {
        let entry = entry.unwrap_or(now);
        Self {
            entry: RwSignal::new(entry),
            // A clock may have been put back.
            last: StoredValue::new(entry.max(now)),
            kept: StoredValue::new(Vec::new()),
        }
    }

    /// A number for another entry.
    pub(super) fn number(self) -> f64 {
        let next = self.last.get_value() + 1.0;
        self.last.set_value(next);
        next
    }

    /// Notes what an entry remembers from now on.
    pub(super) fn keep(self, entry: f64, unwritten: Unwritten) {
        self.kept.update_value(|kept| {
            kept.retain(|(number, _)| *number != entry);
            if unwritten != Unwritten::default() {
                kept.push((entry, unwritten));
            }
        });
    }

    /// What an entry remembers.
    pub(super) fn of(self, entry: f64) -> Unwritten {
        self.kept.with_value(|kept| {
            let found = kept.iter().find(|(number, _)| *number == entry);
            found
                .map(|(_, unwritten)| unwritten.clone())
                .unwrap_or_default()
        })
    }

    /// Forgets everything.
    pub(crate) fn forget(self) {
        self.kept.set_value(Vec::new());
    }
}

impl AppState {
    /// What the present entry of the history remembers.
    pub(crate) fn unwritten(self) -> Unwritten {
        self.memory.of(self.memory.entry.get_untracked())
    }

    /// Has the present entry of the history remember this.
    pub(crate) fn remember(self, unwritten: Unwritten) {
        self.memory
            .keep(self.memory.entry.get_untracked(), unwritten);
    }
}
