//! Dialogs and drawers on the native `<dialog>`: the browser keeps the focus inside and the rest inert.

use leptos::{html, prelude::*};

use super::button::{Button, Weight};
use super::icon::Icon;
use crate::i18n::{Words, common, t};

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
    children: Children,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(element) = element.get()
            && !element.open()
        {
            // Fails only for an element outside the document.
            let _ = element.show_modal();
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
            {children()}
        </dialog>
    }
    .into_any()
}
