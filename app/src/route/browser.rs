//! The browser's side: the address bar, its history, and links.

use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, MouseEvent};

use super::{Address, Entry, Memory, Unwritten};
use crate::{
    platform::{clock, listen::on_window},
    state::AppState,
};

/// Only the server is asked for a list.
pub(crate) fn list() {}

/// The address that the document was loaded from, or that the history's buttons have led to.
pub(crate) fn address() -> Address {
    let location = window().location();
    let query = location.search().unwrap_or_default();
    Address {
        path: location.pathname().unwrap_or_else(|_| "/".to_owned()),
        query: query.strip_prefix('?').unwrap_or_default().to_owned(),
    }
}

/// A memory that goes on from the entry that the document was loaded into.
pub(crate) fn memory() -> Memory {
    Memory::new(number(), clock::now_ms())
}

/// The number of the present entry, if it has one.
fn number() -> Option<f64> {
    window().history().ok()?.state().ok()?.as_f64()
}

/// Gives the present entry a number, unless it keeps a word.
fn stamp(number: f64) {
    if let Ok(history) = window().history()
        && history.state().is_ok_and(|state| state.is_null())
    {
        // Refused only beyond hundreds of changes a minute; then going back here brings less.
        let _ = history.replace_state(&JsValue::from_f64(number), "");
    }
}

pub(super) fn write(to: &str, entry: Entry, number: f64) {
    let Ok(history) = window().history() else {
        return;
    };
    let number = JsValue::from_f64(number);
    // Refused only beyond hundreds of changes a minute; then the page changes all the same.
    let _ = match entry {
        Entry::Keep => history.push_state_with_url(&number, "", Some(to)),
        Entry::Replace => history.replace_state_with_url(&number, "", Some(to)),
    };
}

pub(super) fn follow(app: AppState) {
    stamp(app.memory.entry.get_untracked());
    on_window(ev::popstate, move |_| {
        let address = address();
        let entry = number().unwrap_or_else(|| {
            // Not one of ours: a link to a place within the page made it, and all else is as it was.
            let entry = app.memory.number();
            if address == app.address() {
                app.memory.keep(entry, app.unwritten());
            } else {
                app.memory.keep(entry, Unwritten::default());
            }
            stamp(entry);
            entry
        });
        app.arrive(address, entry);
    });
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
