//! Dialogs and drawers on the native `<dialog>`: the browser keeps the focus inside and the rest inert.

use crate::piece::{IntoPiece, LateInside};
use crate::platform::effect::effect;
use leptos::{html, prelude::*};
use send_wrapper::SendWrapper;

use super::button::{Button, Weight};
use super::icon::Icon;
use super::toast::Toasts;
use crate::{
    i18n::{Words, common, t},
    platform::{focus, leave},
    state::use_app,
};

/// Where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Place {
    /// In the middle.
    #[default]
    Middle,
    /// Along the end of the line, full height; the whole page on a phone.
    Side,
}

/// A modal dialog. It is in the document only while open; Esc, the close button and the history's buttons call `close`, which
/// decides.
#[component]
pub(crate) fn Dialog(
    #[prop(into)] title: Words,
    #[prop(optional)] place: Place,
    #[prop(into)] close: Callback<()>,
    children: LateInside,
) -> impl IntoView {
    let app = use_app();
    let element = NodeRef::<html::Dialog>::new();
    let opener = StoredValue::new(focus::name_of_button());
    let depth = app.dialogs.get_untracked() + 1;
    app.dialogs.set(depth);
    on_cleanup(move || {
        app.dialogs
            .try_update(|open| *open = open.saturating_sub(1));
    });
    effect(move || {
        if let Some(element) = element.get()
            && !element.open()
        {
            // Fails only for an element outside the document.
            let _ = element.show_modal();
            // The browser would choose the close button.
            focus::first_act(&element);
            leave::hold(app, close);
            let shown = SendWrapper::new(element);
            on_cleanup(move || {
                // Taken out of the document while open, it would not give the focus back.
                shown.close();
                // What was done may have drawn anew what stood below, and the button that opened the dialog with it.
                focus::on_named_if_lost(opener.try_get_value().flatten());
            });
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
            // Pressed again, Esc closes whatever was said to it.
            on:close=move |_| {
                if let Some(element) = element.try_get_untracked().flatten()
                    && element.is_connected() && !element.open()
                {
                    // As above.
                    let _ = element.show_modal();
                    close.run(());
                }
            }
        >
            <header class="dialog-head">
                <h2>{title}</h2>
                <Button label=t(common::CLOSE) icon=Icon::Close bare=true weight=Weight::Quiet press=close />
            </header>
            {children.draw()}
            <Toasts depth=depth />
        </dialog>
    }
    .late()
}
