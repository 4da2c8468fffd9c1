//! Cookies of the page itself: preferences only, nothing that identifies anybody.

use leptos::prelude::document;
use wasm_bindgen::JsCast;

/// A year, seconds.
const KEPT: u32 = 31_536_000;

/// Keeps a preference. A browser that refuses cookies forgets it with the tab.
pub(crate) fn keep(name: &str, value: &str) {
    if let Ok(document) = document().dyn_into::<web_sys::HtmlDocument>() {
        let _ = document.set_cookie(&format!(
            "{name}={value}; Path=/; Max-Age={KEPT}; SameSite=Lax"
        ));
    }
}
