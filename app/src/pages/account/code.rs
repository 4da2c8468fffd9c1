//! A recovery code as it is shown, once.

use leptos::prelude::*;

use crate::{
    i18n::{account as outside, me as words, t, tf},
    kit::{
        button::{Button, Weight},
        dialog::Dialog,
    },
    pages::paper::{Paper, paper},
    piece::{IntoPiece, Piece},
    platform::{clock, leave},
};

/// The code, whose it is, and the button that takes it away.
pub(super) fn shown(groups: Vec<String>, sign_in_name: String, close: Callback<()>) -> Piece {
    leave::guard(Signal::stored(true));
    let values = move || vec![sign_in_name.clone(), clock::today_text()];
    let note = tf(words::CODE_NOTE, values);
    let print_it = t(words::CODE_FILE_NOTE);
    view! {
        <p class="hint">{t(words::CODE_SHOWN)}</p>
        {paper(Paper {
            groups,
            label: t(words::CODE),
            title: t(words::CODE_FILE),
            note,
            file_note: Signal::derive(move || {
                let text = format!("{}\n{}", note.get(), print_it.get());
                text.replace('\n', "\r\n")
            }),
            print: t(outside::KIT_PRINT),
        })}
        <div class="actions">
            <Button label=t(words::CODE_KEPT) weight=Weight::Primary press=close />
        </div>
    }
    .late()
}

/// What is shown once is not closed by a slip.
pub(super) fn leaving(stay: Callback<()>, close: Callback<()>) -> Piece {
    view! {
        <Dialog title=t(words::CODE_LEAVE) close=stay>
            <p>{t(words::CODE_LEAVE_TEXT)}</p>
            <div class="actions">
                <Button label=t(words::CODE_BACK) weight=Weight::Primary press=stay />
                <Button label=t(words::CODE_KEPT) press=close />
            </div>
        </Dialog>
    }
    .late()
}
