//! What stands where something is about to be.

use crate::piece::IntoPiece;
use leptos::prelude::*;

use crate::i18n::{common, t};

/// Lines of a text that is on its way.
#[component]
pub(crate) fn Skeleton(#[prop(default = 3)] lines: usize) -> impl IntoView {
    view! {
        <div class="skeleton" role="status" aria-label=t(common::LOADING)>
            {(0..lines).map(|_| view! { <span></span> }).collect_view()}
        </div>
    }
    .piece()
}
