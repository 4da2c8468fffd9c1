//! Small words with a colour that means something.

use crate::piece::IntoPiece;
use leptos::prelude::*;

use crate::i18n::Words;

/// What the colour says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Tone {
    /// Nothing in particular.
    #[default]
    Neutral,
    /// Settled.
    Good,
    /// Somebody waits.
    Wait,
    /// Something is wrong.
    Bad,
    /// Chosen or linked.
    Link,
}

impl Tone {
    /// Its name in the style sheet.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Good => "good",
            Self::Wait => "wait",
            Self::Bad => "bad",
            Self::Link => "link",
        }
    }

    /// The colour of a client's tag: the shipped ones have their own.
    pub(crate) fn of_tag(tag: &str) -> Self {
        match dossier::tag::SHIPPED
            .iter()
            .position(|shipped| *shipped == tag)
        {
            Some(0) => Self::Good,
            Some(1) => Self::Wait,
            Some(2) => Self::Bad,
            _ => Self::Neutral,
        }
    }
}

/// A badge.
#[component]
pub(crate) fn Badge(#[prop(into)] label: Words, #[prop(optional)] tone: Tone) -> impl IntoView {
    view! {
        <span class="badge" data-tone=tone.name()>
            {label}
        </span>
    }
    .late()
}
