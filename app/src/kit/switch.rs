//! A few choices side by side, of which one holds.

use leptos::prelude::*;

use crate::{
    i18n::{Text, t},
    piece::{IntoPiece, Piece},
    state::use_app,
};

/// A group of buttons, the chosen one pressed in.
pub(crate) fn switch<T: Copy + PartialEq + Send + Sync + 'static>(
    label: Text,
    choices: &[(T, Text)],
    chosen: Signal<T>,
    choose: impl Fn(T) + Copy + 'static,
) -> Piece {
    let named = choices.iter().map(|(one, name)| {
        let (one, name) = (*one, t(*name));
        option(
            view! { <span>{name}</span> }.piece(),
            Signal::derive(move || chosen.get() == one),
            move || choose(one),
        )
    });
    group(label, named.collect_view().piece())
}

/// What holds the buttons together.
pub(crate) fn group(label: Text, options: Piece) -> Piece {
    view! {
        <div class="switch" role="group" aria-label=t(label)>
            {options}
        </div>
    }
    .piece()
}

/// One of the buttons.
pub(crate) fn option(label: Piece, on: Signal<bool>, press: impl Fn() + 'static) -> Piece {
    let ready = use_app().ready;
    view! {
        <button
            type="button"
            disabled=Signal::derive(move || !ready.get())
            aria-pressed=Signal::derive(move || if on.get() { "true" } else { "false" })
            on:click=move |_| press()
        >
            {label}
        </button>
    }
    .piece()
}
