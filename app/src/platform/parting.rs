//! A word that the doors leave for the rooms. They are another module with another state, and share nothing with them but the document.

use leptos::prelude::document;

const NAME: &str = "data-parting";

/// Somebody has their access back.
pub(crate) const RECOVERED: &str = "recovered";

/// Leaves a word.
pub(crate) fn leave(word: &str) {
    if let Some(root) = document().document_element() {
        // Only a malformed name could fail.
        let _ = root.set_attribute(NAME, word);
    }
}

/// Takes the word that was left, if there is one.
#[cfg(not(feature = "doors"))]
pub(crate) fn take() -> Option<String> {
    let root = document().document_element()?;
    let word = root.get_attribute(NAME)?;
    // As above.
    let _ = root.remove_attribute(NAME);
    Some(word)
}
