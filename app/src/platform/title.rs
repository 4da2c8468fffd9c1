//! The document's title.

use crate::platform::effect::effect;
use leptos::prelude::*;

use crate::i18n::{Text, common, t};

/// Names the document after the room that is shown.
pub(crate) fn title(room: Text) {
    let room = t(room);
    let product = t(common::PRODUCT);
    effect(move || document().set_title(&format!("{} · {}", room.get(), product.get())));
}
