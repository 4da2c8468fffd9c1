//! A place with nothing in it: a sentence, and what can be done about it.

use crate::piece::{IntoPiece, LateInside};
use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use crate::i18n::Words;

/// An empty state.
#[component]
pub(crate) fn Empty(
    #[prop(default = Icon::Archive)] icon: Icon,
    #[prop(into)] title: Words,
    #[prop(optional, into)] text: Option<Words>,
    /// What can be done.
    #[prop(optional)]
    children: Option<LateInside>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Glyph icon=icon />
            <h2>{title}</h2>
            {text.map(|text| view! { <p>{text}</p> })}
            {children.map(|children| view! { <div class="actions">{children.draw()}</div> })}
        </div>
    }
    .late()
}
