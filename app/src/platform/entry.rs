//! A word kept with the present entry of the history: it outlives a reload of the page, and is no part of its address.

use leptos::prelude::window;
use wasm_bindgen::JsValue;

/// Keeps a word with this entry, in place of the one that it had.
pub(crate) fn keep(word: &str) {
    if let Ok(history) = window().history() {
        // Refused only beyond hundreds of changes a minute.
        let _ = history.replace_state(&JsValue::from_str(word), "");
    }
}

/// The word that this entry keeps.
pub(crate) fn kept() -> Option<String> {
    window().history().ok()?.state().ok()?.as_string()
}
