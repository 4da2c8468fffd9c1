//! The row at which the keyboard stands. Rows are drawn anew whenever one comes or goes above them, and a row that was drawn anew has lost
//! the keyboard; a file that was just created may be closed again before it has a row.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusEvent};

use super::listing::{Block, Listing};
use crate::platform::{effect::effect, focus};

/// The file in whose row the keyboard was last.
#[derive(Clone, Copy)]
pub(crate) struct Keyboard(StoredValue<Option<String>>);

impl Keyboard {
    pub(crate) fn new() -> Self {
        Self(StoredValue::new(None))
    }

    /// Something within the list has the focus now.
    pub(crate) fn came(self, event: &FocusEvent) {
        let row = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .and_then(|target| target.closest("tr[data-file]").ok().flatten());
        self.0
            .set_value(row.and_then(|row| row.get_attribute("data-file")));
    }

    /// Back to the row of a file that was closed, unless something else has the focus by now.
    pub(crate) fn give_back(self, file: String) {
        // The room itself may be gone.
        if self.0.try_set_value(Some(file)).is_some() || !focus::lost() {
            return;
        }
        match self.link() {
            Some(link) => focus::on(&link),
            None => focus::on_id(focus::CONTENT),
        }
    }

    /// Where the row stands in the list, if it is loaded.
    pub(crate) fn place_in(self, block: &Block) -> Option<u32> {
        let index = self.0.with_value(|file| {
            let file = file.as_ref()?;
            block.rows.iter().position(|row| row.file == *file)
        })?;
        block.from.checked_add(u32::try_from(index).ok()?)
    }

    fn link(self) -> Option<Element> {
        let file = self.0.try_get_value().flatten()?;
        let selector = format!("tr[data-file='{file}'] a");
        document().query_selector(&selector).ok().flatten()
    }
}

/// Has the row's keyboard outlive what draws it anew.
pub(crate) fn keep(list: Listing) {
    effect(move || {
        list.block.track();
        request_animation_frame(move || {
            if (focus::lost() || focus::is_on_id(focus::CONTENT))
                && let Some(link) = list.keyboard.link()
            {
                // Nobody asked for it, so nothing scrolls.
                focus::on_where_it_is(&link);
            }
        });
    });
}
