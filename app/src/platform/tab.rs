//! Whose page a tab shows: it outlives a reload, and ends with signing out or with the tab; a tab that is copied or opened again has it too.
//!
//! Browsers may write this to their disk, so it is the sign-in name and nothing else: what their own password manager keeps as well,
//! and what the lock needs to ask for the password alone.

use leptos::prelude::window;
use web_sys::Storage;

const KEY: &str = "jd_account";

/// Keeps a sign-in name in place of the one before. A browser that refuses forgets it with the page.
pub(crate) fn keep(sign_in_name: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(KEY, sign_in_name);
    }
}

/// The sign-in name that this tab keeps.
pub(crate) fn kept() -> Option<String> {
    storage()?.get_item(KEY).ok()?
}

/// Forgets it.
pub(crate) fn forget() {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(KEY);
    }
}

fn storage() -> Option<Storage> {
    window().session_storage().ok()?
}
