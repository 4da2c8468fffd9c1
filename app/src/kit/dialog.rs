//! Dialogs and drawers on the native `<dialog>`: the browser keeps the focus inside and the rest inert.

use crate::piece::{IntoPiece, LateInside};
use crate::platform::effect::effect;
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

use super::button::{Button, Weight};
use super::icon::Icon;
use crate::i18n::{Words, common, t};

/// Puts the cursor where typing begins; the browser would choose the close button.
pub(crate) fn focus_first(within: &web_sys::Element) {
    let first = within
        .query_selector(".input:not([readonly]):not(:disabled)")
        .ok()
        .flatten();
    if let Some(first) = first.and_then(|first| first.dyn_into::<web_sys::HtmlElement>().ok()) {
        // An element that can't take the focus just doesn't.
        let _ = first.focus();
    }
}

/// Where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Place {
    /// In the middle.
    #[default]
    Middle,
    /// Along the end of the line, full height; the whole page on a phone.
    Side,
}

/// A modal dialog. It is in the document only while open; Esc and the close button call `close`, which decides.
#[component]
pub(crate) fn Dialog(
    #[prop(into)] title: Words,
    #[prop(optional)] place: Place,
    #[prop(into)] close: Callback<()>,
    children: LateInside,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    effect(move || {
        if let Some(element) = element.get()
            && !element.open()
        {
            // Fails only for an element outside the document.
            let _ = element.show_modal();
            focus_first(&element);
        }
    });
    view! {
        <dialog
            node_ref=element
            class=match place {
                Place::Middle => "dialog",
                Place::Side => "dialog drawer",
            }
            aria-label=title
            on:cancel=move |event: web_sys::Event| {
                event.prevent_default();
                close.run(());
            }
            on:keydown=move |event| event.stop_propagation()
        >
            <header class="dialog-head">
                <h2>{title}</h2>
                <Button label=t(common::CLOSE) icon=Icon::Close bare=true weight=Weight::Quiet press=close />
            </header>
            {children.draw()}
        </dialog>
    }
    .late()
}
