//! What is shown once: on the screen, on paper if wanted, and not closed by a slip.

use leptos::prelude::*;

use crate::{
    i18n::{Text, t},
    kit::{
        button::{Button, Weight},
        dialog::Dialog,
    },
    pages::paper::{Paper, paper},
    piece::{IntoPiece, Piece},
    platform::leave,
};

/// What is said of it.
#[derive(Clone, Copy)]
pub(super) struct Once {
    pub(super) hint: Text,
    /// The button that takes it away.
    pub(super) kept: Text,
    /// Whether it is put away, asked on leaving.
    pub(super) asks: Text,
    pub(super) means: Text,
    pub(super) back: Text,
}

/// It, and the button that takes it away.
pub(super) fn shown(once: Once, what: Paper, close: Callback<()>) -> Piece {
    leave::guard(Signal::stored(true));
    view! {
        <p class="hint">{t(once.hint)}</p>
        {paper(what)}
        <div class="actions">
            <Button label=t(once.kept) weight=Weight::Primary press=close />
        </div>
    }
    .late()
}

/// Asked before it is closed.
pub(super) fn leaving(once: Once, stay: Callback<()>, close: Callback<()>) -> Piece {
    view! {
        <Dialog title=t(once.asks) close=stay>
            <p>{t(once.means)}</p>
            <div class="actions">
                <Button label=t(once.back) weight=Weight::Primary press=stay />
                <Button label=t(once.kept) press=close />
            </div>
        </Dialog>
    }
    .late()
}
