//! A field that proposes while it is typed into: a combobox with its list, by ARIA's pattern.

use leptos::prelude::*;

use super::field::{FieldNote, left};
use crate::{
    i18n::Words,
    piece::{IntoPiece, Piece, live, maybe},
};

/// What may be proposed at most.
const MOST: usize = 50;

/// A proposal: what choosing it puts into the field, and a word on it.
pub(crate) struct Proposal {
    pub(crate) value: String,
    pub(crate) note: String,
}

/// A labelled input with proposals. Whatever is typed may stand in it: who reads the field judges it.
#[component]
pub(crate) fn Combo(
    /// Unique on the page; ids are made from it.
    name: &'static str,
    #[prop(into)] label: Words,
    value: RwSignal<String>,
    /// At most so many proposals for what is typed, the best first.
    find: fn(&str, usize) -> Vec<Proposal>,
    #[prop(optional, into)] hint: Option<Words>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] leave: Option<Callback<()>>,
) -> impl IntoView {
    let id = format!("field-{name}");
    let note = format!("{id}-note");
    let list = format!("{id}-list");
    let open = RwSignal::new(false);
    let active = RwSignal::new(None::<usize>);
    let found = Memo::new(move |_| {
        if !open.get() {
            return Vec::new();
        }
        value
            .with(|typed| find(typed, MOST))
            .into_iter()
            .map(|one| (one.value, one.note))
            .collect::<Vec<_>>()
    });
    let shown = move || open.get() && found.with(|found| !found.is_empty());
    let choose = Callback::new(move |text: String| {
        value.set(text);
        open.set(false);
        active.set(None);
    });
    let option = {
        let list = list.clone();
        move |at: usize| format!("{list}-{at}")
    };
    let step = {
        let option = option.clone();
        move |by: isize| {
            if !open.get_untracked() {
                open.set(true);
            }
            let count = found.with_untracked(Vec::len);
            if count == 0 {
                return;
            }
            let next = match active.get_untracked() {
                None if by > 0 => 0,
                None => count - 1,
                Some(at) => (at + count).wrapping_add_signed(by) % count,
            };
            active.set(Some(next));
            if let Some(element) = document().get_element_by_id(&option(next)) {
                element.scroll_into_view_with_scroll_into_view_options(&nearest());
            }
        }
    };
    let keydown = move |event: web_sys::KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        match event.key().as_str() {
            "ArrowDown" => {
                event.prevent_default();
                step(1);
            }
            "ArrowUp" => {
                event.prevent_default();
                step(-1);
            }
            // With nothing pointed at, Enter sends the form as anywhere else.
            "Enter" if shown() => {
                let chosen = active.get_untracked().and_then(|at| {
                    found.with_untracked(|found| found.get(at).map(|(value, _)| value.clone()))
                });
                if let Some(chosen) = chosen {
                    event.prevent_default();
                    choose.run(chosen);
                }
            }
            // The dialog around it stays.
            "Escape" if shown() => {
                event.prevent_default();
                event.stop_propagation();
                open.set(false);
                active.set(None);
            }
            _ => {}
        }
    };
    let wrong = move || error.with(Option::is_some);
    let points_at = {
        let option = option.clone();
        move || active.get().filter(|_| shown()).map(&option)
    };
    let options = move || {
        found.with(|found| {
            found
                .iter()
                .enumerate()
                .map(|(at, (text, note))| proposal(at, &option(at), text, note, active, choose))
                .collect_view()
        })
    };
    let list_id = list.clone();
    let list_label = label;
    let panel = live(move || {
        maybe(shown().then(|| {
            view! {
                <ul class="combo-list" id=list_id.clone() role="listbox" aria-label=list_label>
                    {options()}
                </ul>
            }
            .late()
        }))
    });
    view! {
        <div class="field" class:wrong=wrong>
            <div class="field-head">
                <label for=id.clone()>{label}</label>
            </div>
            <div class="field-body combo">
                <input
                    id=id.clone()
                    name=name
                    class="input"
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    aria-autocomplete="list"
                    aria-required="true"
                    aria-expanded=move || if shown() { "true" } else { "false" }
                    aria-controls=list
                    aria-activedescendant=points_at
                    aria-invalid=Signal::derive(move || wrong().then_some("true"))
                    aria-describedby=note.clone()
                    prop:value=move || value.get()
                    on:input=move |event| {
                        value.set(event_target_value(&event));
                        active.set(None);
                        open.set(true);
                    }
                    on:click=move |_| open.set(true)
                    on:keydown=keydown
                    on:blur=move |_| {
                        open.try_set(false);
                        left(leave);
                    }
                />
                {panel}
            </div>
            <FieldNote id=note hint=hint error=error />
        </div>
    }
    .late()
}

fn proposal(
    at: usize,
    id: &str,
    text: &str,
    note: &str,
    active: RwSignal<Option<usize>>,
    choose: Callback<String>,
) -> Piece {
    let chosen = text.to_owned();
    view! {
        <li
            id=id.to_owned()
            role="option"
            aria-selected=move || if active.get() == Some(at) { "true" } else { "false" }
            // Before the field is left: a click would come too late.
            on:mousedown=move |event| {
                event.prevent_default();
                choose.run(chosen.clone());
            }
        >
            <span>{text.to_owned()}</span>
            <small>{note.to_owned()}</small>
        </li>
    }
    .late()
}

fn nearest() -> web_sys::ScrollIntoViewOptions {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    options
}
