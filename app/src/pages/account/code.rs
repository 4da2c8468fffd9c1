//! A recovery code as it is shown, once.

use leptos::prelude::*;

use super::once::Once;
use crate::{
    i18n::{account as outside, me as words, t, tf},
    pages::paper::Paper,
    platform::clock,
};

pub(super) const ONCE: Once = Once {
    hint: words::CODE_SHOWN,
    kept: words::CODE_KEPT,
    asks: words::CODE_LEAVE,
    means: words::CODE_LEAVE_TEXT,
    back: words::CODE_BACK,
};

/// The code on paper, and whose it is.
pub(super) fn on_paper(groups: Vec<String>, sign_in_name: String) -> Paper {
    let values = move || vec![sign_in_name.clone(), clock::today_text()];
    let note = tf(words::CODE_NOTE, values);
    let print_it = t(words::CODE_FILE_NOTE);
    Paper {
        groups,
        label: t(words::CODE),
        title: t(words::CODE_FILE),
        note,
        file_note: Signal::derive(move || {
            let text = format!("{}\n{}", note.get(), print_it.get());
            text.replace('\n', "\r\n")
        }),
        print: t(outside::KIT_PRINT),
        scan: Some(t(outside::KIT_SCAN)),
    }
}
