//! A fingerprint, in the three forms that people compare: a picture side by side, words over the telephone, digits in a letter.

mod picture;

use leptos::prelude::*;

use crate::{
    i18n::{Lang, Words},
    piece::IntoPiece,
    state::use_app,
};

/// All three forms.
#[component]
pub(crate) fn Fingerprint(
    #[prop(into)] of: Signal<bridge::Fingerprint>,
    /// Whose it is.
    #[prop(into)]
    label: Words,
) -> impl IntoView {
    let lang = use_app().lang;
    let words = Signal::derive(move || {
        of.with(|of| match lang.get() {
            Lang::Chinese => of.chinese.clone(),
            Lang::English => of.english.clone(),
        })
    });
    let digits = Signal::derive(move || of.with(|of| of.digits.clone()));
    view! {
        <span class="print" role="group" aria-label=label>
            <Picture digits=digits />
            <span class="print-words" translate="no">
                {words}
            </span>
            <code>{digits}</code>
        </span>
    }
    .late()
}

/// The picture alone, for where digits stand beside it. It is nothing to read.
#[component]
pub(crate) fn Picture(#[prop(into)] digits: Signal<String>) -> impl IntoView {
    let path = Signal::derive(move || digits.with(|digits| picture::path(digits)));
    view! {
        <svg class="print-picture" viewBox="-2 -2 44 44" aria-hidden="true" focusable="false">
            <path d=path></path>
        </svg>
    }
    .late()
}
