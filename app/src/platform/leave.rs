//! Asking before unsaved work is left behind: by closing the tab, or by the history's buttons.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsValue;

use crate::{
    platform::{effect::effect, listen::on_window},
    state::AppState,
};

/// Has the browser ask before the tab closes while `unsaved` holds.
pub(crate) fn guard(unsaved: Signal<bool>) {
    effect(move || {
        on_window(ev::beforeunload, move |event| {
            if unsaved.get_untracked() {
                event.prevent_default();
            }
        });
    });
}

/// While something stands on top of the page, the history's buttons are a wish to close it: the page stays, and what stands
/// there decides. Listens before whoever follows the history, since browsers call listeners of the window in their order.
pub(crate) fn watch(app: AppState) {
    on_window(ev::popstate, move |event| {
        let Some(close) = app.on_top.with_value(|on_top| on_top.last().copied()) else {
            return;
        };
        event.stop_immediate_propagation();
        stay(app);
        close.run(());
    });
}

/// Puts the present page into the history once more: going back from there is still here.
pub(crate) fn stay(app: AppState) {
    if let Ok(history) = window().history() {
        let here = app.path.get_untracked();
        // Refused only beyond hundreds of changes a minute; then the address is wrong, and nothing is lost.
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&here));
    }
}

/// Puts something on top of the page until the present owner is cleaned up; `close` is asked to close it.
pub(crate) fn hold(app: AppState, close: Callback<()>) {
    app.on_top.update_value(|on_top| on_top.push(close));
    on_cleanup(move || {
        // What came last goes first, or all go together.
        app.on_top.try_update_value(Vec::pop);
    });
}
