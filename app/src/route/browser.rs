//! The browser's side: the address bar, its history, and links.

use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, MouseEvent};

use super::Entry;
use crate::{platform::listen::on_window, state::AppState};

/// Only the server is asked for a list.
pub(crate) fn list() {}

/// The path that the document was loaded from.
pub(crate) fn first_path() -> String {
    window()
        .location()
        .pathname()
        .unwrap_or_else(|_| "/".to_owned())
}

pub(super) fn write(path: &str, entry: Entry) {
    let Ok(history) = window().history() else {
        return;
    };
    // Refused only beyond hundreds of changes a minute; then the page changes all the same.
    let _ = match entry {
        Entry::Keep => history.push_state_with_url(&JsValue::NULL, "", Some(path)),
        Entry::Replace => history.replace_state_with_url(&JsValue::NULL, "", Some(path)),
    };
}

pub(super) fn follow(app: AppState) {
    on_window(ev::popstate, move |_| app.path.set(first_path()));
    on_window(ev::click, move |event| {
        if let Some(path) = followed(&event) {
            event.prevent_default();
            app.go(&path, Entry::Keep);
        }
    });
}

/// The path of the link that a plain click goes to, if it is one of ours.
fn followed(event: &MouseEvent) -> Option<String> {
    let plain = event.button() == 0
        && !event.ctrl_key()
        && !event.meta_key()
        && !event.shift_key()
        && !event.alt_key();
    if !plain || event.default_prevented() {
        return None;
    }
    let link = event
        .target()?
        .dyn_into::<Element>()
        .ok()?
        .closest("a[href]")
        .ok()??;
    let href = link.get_attribute("href")?;
    let ours = href.starts_with('/')
        && !href.starts_with("//")
        && !link.has_attribute("download")
        && !link.has_attribute("target");
    ours.then_some(href)
}
