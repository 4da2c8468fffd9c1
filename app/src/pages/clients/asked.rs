//! What the list is asked for: text, conditions and order. Conditions and order stand in the address; text and tags, which are sealed
//! content, are remembered by the history's entry in this page alone.

use std::time::Duration;

use bridge::list::{Filter, Sort};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use send_wrapper::SendWrapper;

use super::{address, conditions::Condition};
use crate::{
    platform::effect::effect,
    route::{Address, Entry, Unwritten},
    state::AppState,
};

/// Typing rests so long before the engine searches.
const REST: Duration = Duration::from_millis(80);

/// What the list is asked for.
#[derive(Clone, Copy)]
pub(crate) struct Asked {
    app: AppState,
    /// As typed; the engine is asked once typing rests.
    pub(crate) typed: RwSignal<String>,
    /// What the engine searches for.
    pub(crate) text: RwSignal<String>,
    tags: RwSignal<Vec<String>>,
    pub(crate) filter: Memo<Filter>,
    pub(crate) sort: Memo<Sort>,
    /// A condition that was added and has nothing chosen yet.
    pub(crate) draft: RwSignal<Option<Condition>>,
    /// Whether the open editor has changed anything: all that is changed in it is one step back.
    amended: StoredValue<bool>,
}

impl Asked {
    /// Begins with what the present entry says and remembers, and follows the history.
    pub(crate) fn new(app: AppState) -> Self {
        let tags = RwSignal::new(Vec::new());
        let stands = Memo::new(move |_| app.query.with(|query| address::read(query)));
        let asked = Self {
            app,
            typed: RwSignal::new(String::new()),
            text: RwSignal::new(String::new()),
            tags,
            filter: Memo::new(move |_| Filter {
                tags: tags.get(),
                ..stands.get().0
            }),
            sort: Memo::new(move |_| stands.get().1),
            draft: RwSignal::new(None),
            amended: StoredValue::new(false),
        };
        effect(move || {
            app.memory.entry.track();
            asked.take(app.unwritten());
        });
        effect(move || {
            let unwritten = Unwritten {
                text: asked.typed.get(),
                tags: asked.tags.get(),
            };
            app.remember(unwritten);
        });
        asked.rest();
        asked
    }

    /// Shows what an entry remembers.
    fn take(self, Unwritten { text, tags }: Unwritten) {
        if self.typed.with_untracked(|typed| *typed != text) {
            self.typed.set(text.clone());
            self.text.set(text);
        }
        if self.tags.with_untracked(|now| *now != tags) {
            self.tags.set(tags);
        }
    }

    /// Moves what is typed into what is searched once typing rests.
    fn rest(self) {
        let pending = StoredValue::new(None::<SendWrapper<TimeoutHandle>>);
        effect(move || {
            let typed = self.typed.get();
            if let Some(handle) = pending.try_update_value(Option::take).flatten() {
                handle.clear();
            }
            if self.text.with_untracked(|text| *text == typed) {
                return;
            }
            let search = move || {
                self.text.try_set(typed);
            };
            if let Ok(handle) = set_timeout_with_handle(search, REST) {
                pending.set_value(Some(SendWrapper::new(handle)));
            }
        });
    }

    /// Whether the list is anything but whole.
    pub(crate) fn narrows(self) -> bool {
        !self.text.with(String::is_empty) || !self.filter.with(Filter::is_empty)
    }

    /// An editor of conditions is opened: what it changes is one step in the history.
    pub(crate) fn begin(self) {
        self.amended.set_value(false);
    }

    /// Changes conditions in the editor that was opened last.
    pub(crate) fn amend(self, change: impl FnOnce(&mut Filter)) {
        let entry = if self.amended.get_value() {
            Entry::Replace
        } else {
            Entry::Keep
        };
        self.amended.set_value(true);
        let mut filter = self.filter.get_untracked();
        change(&mut filter);
        self.show(filter, self.sort.get_untracked(), entry);
    }

    /// Changes conditions by themselves: a step back takes this back.
    pub(crate) fn change(self, change: impl FnOnce(&mut Filter)) {
        self.begin();
        self.amend(change);
    }

    /// Sorts.
    pub(crate) fn order(self, sort: Sort) {
        self.show(self.filter.get_untracked(), sort, Entry::Keep);
    }

    fn show(self, filter: Filter, sort: Sort, entry: Entry) {
        let address = Address {
            path: self.app.path.get_untracked(),
            query: address::write(&filter, sort),
        };
        let unwritten = Unwritten {
            text: self.typed.get_untracked(),
            tags: filter.tags,
        };
        self.app.go_with(&address.text(), entry, unwritten);
    }
}
