//! A button, and what it opens in the browser's top layer: Esc and a click elsewhere close it, and give the keyboard back.

use leptos::{html, prelude::*};
use web_sys::Event;

use crate::{
    i18n::Words,
    piece::{Again, IntoPiece, Piece, When},
    platform::focus,
};

/// The id of a popover's button.
pub(crate) fn button_id(name: &str) -> String {
    format!("popover-{name}-button")
}

/// Presses a popover's button, so that the panel stands at it and gives the keyboard back to it. For a button that is drawn by then.
pub(crate) fn press(name: &'static str) {
    request_animation_frame(move || {
        focus::on_id(&button_id(name));
        focus::press_id(&button_id(name));
    });
}

/// Closes a popover.
pub(crate) fn close(name: &str) {
    focus::close_popover(&format!("popover-{name}"));
}

/// A button with a panel that is drawn while it is open, and gets the keyboard then.
#[component]
pub(crate) fn Popover(
    /// Unique on the page; ids are made from it.
    name: &'static str,
    /// The button's classes.
    class: &'static str,
    /// What the panel is.
    #[prop(into)]
    label: Words,
    /// The button's name, where its face does not say enough.
    #[prop(optional, into)]
    spoken: Option<Words>,
    /// The button's face.
    face: Piece,
    /// It opens.
    #[prop(optional, into)]
    opened: Option<Callback<()>>,
    /// It has closed.
    #[prop(optional, into)]
    closed: Option<Callback<()>>,
    children: Again,
) -> impl IntoView {
    let panel = NodeRef::<html::Div>::new();
    let id = format!("popover-{name}");
    let open = RwSignal::new(false);
    let is_open = move || {
        panel
            .get_untracked()
            .is_some_and(|panel| panel.matches(":popover-open").unwrap_or(false))
    };
    let inside = format!("#{id} :is(input, button)");
    // Drawn before it is shown; what closes stays until it is gone, else the browser would not know that the keyboard was inside.
    let before = move |_: Event| {
        if !is_open() {
            open.set(true);
            focus::on_drawn(inside.clone());
            if let Some(opened) = opened {
                opened.run(());
            }
        }
    };
    let after = move |_: Event| {
        if !is_open() {
            open.set(false);
            if let Some(closed) = closed {
                closed.run(());
            }
        }
    };
    view! {
        <button
            type="button"
            class=class
            id=button_id(name)
            popovertarget=id.clone()
            aria-label=Signal::derive(move || spoken.map(|words| words.get()))
        >
            {face}
        </button>
        <div node_ref=panel class="popover" id=id popover="auto" role="group" aria-label=label on:beforetoggle=before on:toggle=after>
            <When on=open.into() children=children />
        </div>
    }
    .late()
}
