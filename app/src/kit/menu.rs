//! A button with a menu in the browser's top layer.

use crate::piece::{IntoPiece, LateInside};
use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use crate::i18n::Words;

/// A popover below (or above) its button; Esc and a click elsewhere close it.
#[component]
pub(crate) fn Menu(
    /// Unique on the page; ids are made from it.
    name: &'static str,
    #[prop(into)] label: Words,
    #[prop(default = Icon::More)] icon: Icon,
    children: LateInside,
) -> impl IntoView {
    let id = format!("menu-{name}");
    view! {
        <div class="menu">
            <button type="button" class="button quiet bare" aria-label=label title=label popovertarget=id.clone()>
                <Glyph icon=icon />
            </button>
            <div class="menu-panel" id=id popover="auto" role="group" aria-label=label>
                {children.draw()}
            </div>
        </div>
    }
    .late()
}
