//! Copying, and taking a copied secret back out of the clipboard.

use std::{cell::Cell, time::Duration};

use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen_futures::JsFuture;

/// How long a copied secret stays in the clipboard.
pub(crate) const KEPT: Duration = Duration::from_secs(30);

thread_local! {
    /// Counts copies, so that only the last one clears.
    static COPIES: Cell<u32> = const { Cell::new(0) };
}

/// Copies a text and says whether it worked.
pub(crate) fn copy(text: String, then: impl FnOnce(bool) + 'static) {
    COPIES.set(COPIES.get().wrapping_add(1));
    spawn_local(async move { then(write(&text).await) });
}

/// Copies a secret; the clipboard is emptied after [`KEPT`] if nothing else was copied here since.
pub(crate) fn copy_secret(text: String, then: impl FnOnce(bool) + 'static) {
    copy(text, then);
    let mine = COPIES.get();
    set_timeout(move || clear(mine), KEPT);
}

/// Browsers write the clipboard only from a focused page: without focus it waits for it.
fn clear(mine: u32) {
    if COPIES.get() != mine {
        return;
    }
    spawn_local(async move {
        if !write("").await {
            set_timeout(move || clear(mine), Duration::from_secs(1));
        }
    });
}

async fn write(text: &str) -> bool {
    JsFuture::from(window().navigator().clipboard().write_text(text))
        .await
        .is_ok()
}
