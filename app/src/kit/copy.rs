//! Copying with a word about how it went.

use crate::{i18n::common, kit::badge::Tone, platform::clipboard, state::AppState};

/// Copies a text that may stay in the clipboard.
pub(crate) fn copy(app: AppState, text: String) {
    clipboard::copy(text, move |done| said(app, done, common::COPIED));
}

/// Copies a secret; the clipboard is emptied after half a minute.
pub(crate) fn copy_secret(app: AppState, text: String) {
    clipboard::copy_secret(text, move |done| said(app, done, common::COPIED_SECRET));
}

fn said(app: AppState, done: bool, text: crate::i18n::Text) {
    let (tone, text) = if done {
        (Tone::Good, text)
    } else {
        (Tone::Bad, common::COPY_FAILED)
    };
    app.toast(tone, app.now(text).to_owned());
}
