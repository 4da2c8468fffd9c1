//! Keys that work anywhere in a room, and the list of them.

use crate::piece::IntoPiece;
use leptos::{ev::KeyboardEvent, prelude::*};
use wasm_bindgen::JsCast;

use crate::{
    i18n::{Text, common, t},
    kit::dialog::Dialog,
};

/// The key, if it is meant as a shortcut: no modifier, no composition, not typed into anything, no dialog open.
pub(crate) fn plain_key(event: &KeyboardEvent) -> Option<String> {
    if event.is_composing()
        || event.ctrl_key()
        || event.meta_key()
        || event.alt_key()
        || event.default_prevented()
    {
        return None;
    }
    let dialog = document()
        .query_selector("dialog[open], :popover-open")
        .ok()
        .flatten()
        .is_some();
    (!is_typed(event) && !dialog).then(|| event.key())
}

/// Whether the key is typed into something.
pub(crate) fn is_typed(event: &KeyboardEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|target| {
        target
            .closest("input, textarea, select, [contenteditable]")
            .ok()
            .flatten()
            .is_some()
    })
}

/// Whether it is this letter with the key for commands, and nothing else.
pub(crate) fn with_command(event: &KeyboardEvent, letter: &str) -> bool {
    (event.ctrl_key() || event.meta_key())
        && !event.alt_key()
        && !event.shift_key()
        && !event.is_composing()
        && event.key().eq_ignore_ascii_case(letter)
}

/// The key for commands, as this machine calls it.
pub(crate) fn command() -> &'static str {
    let apple = window()
        .navigator()
        .user_agent()
        .is_ok_and(|agent| agent.contains("Mac") || agent.contains("iPhone"));
    if apple { "⌘" } else { "Ctrl" }
}

/// With `^` for the key for commands.
const KEYS: [(&str, Text); 9] = [
    ("/", common::KEY_SEARCH),
    ("n", common::KEY_NEW),
    ("j  k", common::KEY_MOVE),
    ("Enter", common::KEY_OPEN),
    ("Esc", common::KEY_CLOSE),
    ("^ K", common::KEY_PALETTE),
    ("^ Z", common::KEY_UNDO),
    ("^ L", common::KEY_LOCK),
    ("?", common::KEY_HELP),
];

/// The list of shortcuts.
#[component]
pub(crate) fn ShortcutHelp(close: Callback<()>) -> impl IntoView {
    view! {
        <Dialog title=t(common::KEYS) close=close>
            <dl class="keys">
                {KEYS
                    .iter()
                    .map(|(key, text)| {
                        view! {
                            <dt>
                                <kbd>{key.replace('^', command())}</kbd>
                            </dt>
                            <dd>{t(*text)}</dd>
                        }
                    })
                    .collect_view()}
            </dl>
        </Dialog>
    }
    .late()
}
