//! The conditions above the list: a chip for each that is set, and a way to add one.

use leptos::prelude::*;

use super::{choices, conditions::Condition, listing::Listing};
use crate::{
    i18n::{list as words, t, tf},
    kit::{
        icon::{Glyph, Icon},
        popover::{self, Popover},
    },
    piece::{IntoPiece, Piece, When},
    platform::{clock, focus},
    state::use_app,
};

const ADD: &str = "filter-add";
/// The button of [`ADD`], where the keyboard goes when a chip is gone.
const ADD_BUTTON: &str = "popover-filter-add-button";

/// The keyboard goes on from where a condition can be added, if what had it is gone.
pub(crate) fn refocus() {
    focus::on_id_if_lost(ADD_BUTTON);
}

/// The chips, in a row that is always there.
#[component]
pub(crate) fn Filters(list: Listing) -> impl IntoView {
    let asked = list.asked;
    let shown = move || {
        let draft = asked.draft.get();
        asked.filter.with(|filter| {
            Condition::ALL
                .into_iter()
                .filter(|condition| condition.is_on(filter) || draft == Some(*condition))
                .collect::<Vec<_>>()
        })
    };
    let face = view! {
        <Glyph icon=Icon::Plus />
        <span>{t(words::ADD)}</span>
    };
    view! {
        <div class="filters" role="group" aria-label=t(words::CONDITIONS)>
            <For each=shown key=|condition| *condition children=move |condition| chip(list, condition) />
            <Popover name=ADD class="filter-add" label=t(words::ADD_NAME) spoken=t(words::ADD_NAME) face=face.late()>
                {offered(list)}
            </Popover>
        </div>
    }
    .late()
}

/// All conditions to choose one from. One that is set is edited.
fn offered(list: Listing) -> Piece {
    Condition::ALL
        .into_iter()
        .map(|condition| {
            let add = move |_| {
                list.asked.draft.set(Some(condition));
                popover::press(condition.name());
            };
            view! {
                <button type="button" class="button quiet" on:click=add>
                    {t(condition.label())}
                </button>
            }
        })
        .collect_view()
        .late()
}

/// What a condition says, and what takes it back.
fn chip(list: Listing, condition: Condition) -> Piece {
    let app = use_app();
    let asked = list.asked;
    let says = Signal::derive(move || {
        let (lang, today) = (app.lang.get(), clock::today());
        asked.filter.with(|filter| {
            list.facets
                .with(|facets| condition.says(filter, facets, lang, today))
        })
    });
    let on = Signal::derive(move || asked.filter.with(|filter| condition.is_on(filter)));
    let label = t(condition.label());
    let remove = tf(words::REMOVE, move || vec![label.get()]);
    let face = view! { <span title=says>{says}</span> };
    // What was added and got nothing chosen is gone again.
    let closed = move |()| {
        if asked.draft.get_untracked() == Some(condition) {
            asked.draft.set(None);
            refocus();
        }
    };
    let take_back = move |_| {
        asked.change(|filter| condition.clear(filter));
        refocus();
    };
    view! {
        <span class="filter">
            <Popover
                name=condition.name()
                class="filter-face"
                label=label
                face=face.late()
                opened=Callback::new(move |()| asked.begin())
                closed=Callback::new(closed)
            >
                {choices::editor(list, condition)}
            </Popover>
            <When on=on>
                <button type="button" class="filter-off" aria-label=remove title=remove on:click=take_back>
                    <Glyph icon=Icon::Close />
                </button>
            </When>
        </span>
    }
    .late()
}
