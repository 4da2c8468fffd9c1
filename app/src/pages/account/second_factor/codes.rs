//! One-time codes as they are shown, once.

use leptos::prelude::*;

use crate::{
    i18n::{account as outside, second_factor as words, t, tf},
    pages::{account::once::Once, paper::Paper},
    platform::clock,
};

pub(super) const ONCE: Once = Once {
    hint: words::KEEP_TEXT,
    kept: words::KEPT,
    asks: words::LEAVE,
    means: words::LEAVE_TEXT,
    back: words::LEAVE_BACK,
};

/// The codes on paper, and whose they are.
pub(super) fn on_paper(groups: Vec<String>, sign_in_name: String) -> Paper {
    let note = tf(words::CODES_NOTE, move || {
        vec![sign_in_name.clone(), clock::today_text()]
    });
    Paper {
        groups,
        label: t(words::CODES),
        title: t(words::CODES_FILE),
        note,
        file_note: Signal::derive(move || note.get().replace('\n', "\r\n")),
        print: t(outside::KIT_PRINT),
        scan: None,
    }
}
