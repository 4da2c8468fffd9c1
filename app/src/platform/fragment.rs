//! Secrets that came in the address, after `#`.

use leptos::prelude::window;
use wasm_bindgen::JsValue;

/// Takes the fragment and removes it from the address and this entry of the history.
pub(crate) fn take() -> Option<String> {
    let location = window().location();
    let hash = location.hash().ok()?;
    let fragment = hash
        .strip_prefix('#')
        .filter(|fragment| !fragment.is_empty())?
        .to_owned();
    let path = location.pathname().ok()?;
    if let Ok(history) = window().history() {
        // The state stays the router's own.
        let state = history.state().unwrap_or(JsValue::NULL);
        let _ = history.replace_state_with_url(&state, "", Some(&path));
    }
    Some(fragment)
}

/// This page's origin, to put before a link.
pub(crate) fn origin() -> String {
    window().location().origin().unwrap_or_default()
}
