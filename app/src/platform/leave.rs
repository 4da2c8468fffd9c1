//! Asking before a tab with unsaved work closes.

use crate::platform::effect::effect;
use leptos::{ev, prelude::*};

use crate::platform::listen::on_window;

/// Has the browser ask while `unsaved` holds.
pub(crate) fn guard(unsaved: Signal<bool>) {
    effect(move || {
        on_window(ev::beforeunload, move |event| {
            if unsaved.get_untracked() {
                event.prevent_default();
            }
        });
    });
}
