//! Where a reader is in a few steps.

use crate::piece::IntoPiece;
use leptos::prelude::*;

use crate::i18n::{Text, Words, t};

/// The steps, the present one marked.
#[component]
pub(crate) fn Steps(
    #[prop(into)] label: Words,
    steps: &'static [Text],
    /// The present step, from 0.
    #[prop(into)]
    at: Signal<usize>,
) -> impl IntoView {
    view! {
        <ol class="steps" aria-label=label>
            {steps
                .iter()
                .enumerate()
                .map(|(index, step)| {
                    view! {
                        <li
                            aria-current=Signal::derive(move || (at.get() == index).then_some("step"))
                            class:done=Signal::derive(move || { index < at.get() })
                        >
                            <span>{t(*step)}</span>
                        </li>
                    }
                })
                .collect_view()}
        </ol>
    }
    .piece()
}
