//! Asking before unsaved work is left behind: by closing the tab, or by the history's buttons.

use leptos::{ev, prelude::*};

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
        // A link with a secret was opened over this page: nobody wants to go back.
        if !window().location().hash().unwrap_or_default().is_empty() {
            return;
        }
        let Some(close) = app.on_top.with_value(|on_top| on_top.last().copied()) else {
            return;
        };
        event.stop_immediate_propagation();
        app.write_again();
        close.run(());
    });
}

/// Puts something on top of the page until the present owner is cleaned up; `close` is asked to close it.
pub(crate) fn hold(app: AppState, close: Callback<()>) {
    app.on_top.update_value(|on_top| on_top.push(close));
    on_cleanup(move || {
        // What came last goes first, or all go together.
        app.on_top.try_update_value(Vec::pop);
    });
}
