//! A sentence that stands in the page: what happened and what to do.

use crate::piece::{IntoPiece, live, maybe};
use bridge::Failure;
use leptos::prelude::*;

use super::{
    badge::Tone,
    icon::{Glyph, Icon},
};
use crate::{
    i18n::{Words, reasons},
    state::use_app,
};

/// A notice in the flow of the page.
#[component]
pub(crate) fn Notice(#[prop(into)] text: Words, #[prop(optional)] tone: Tone) -> impl IntoView {
    let icon = match tone {
        Tone::Good => Icon::Check,
        Tone::Wait => Icon::Clock,
        _ => Icon::Alert,
    };
    view! {
        <div class="notice" data-tone=tone.name() role=if tone == Tone::Bad { "alert" } else { "note" }>
            <Glyph icon=icon />
            <p>{text}</p>
        </div>
    }
    .late()
}

/// Says a failure while there is one.
#[component]
pub(crate) fn FailureNotice(#[prop(into)] failure: Signal<Option<Failure>>) -> impl IntoView {
    let lang = use_app().lang;
    live(move || {
        maybe(failure.get().map(|failure| {
            let words = Signal::derive(move || reasons::say(&failure, lang.get()));
            view! { <Notice text=words tone=Tone::Bad /> }.late()
        }))
    })
}
