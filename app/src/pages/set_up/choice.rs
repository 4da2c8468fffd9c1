//! One of a few ways, told in two lines.

use leptos::prelude::*;

use crate::{
    i18n::{Text, t},
    piece::{IntoPiece, Piece},
};

/// A radio button of the group `name`, with its title and what it means.
pub(super) fn choice(
    name: &'static str,
    [title, text]: [Text; 2],
    chosen: bool,
    disabled: Signal<bool>,
    choose: impl Fn() + 'static,
) -> Piece {
    view! {
        <label class="choice">
            <input type="radio" name=name checked=chosen disabled=disabled on:change=move |_| choose() />
            <span>
                <b>{t(title)}</b>
                <small>{t(text)}</small>
            </span>
        </label>
    }
    .late()
}
