//! Last step: the organisation exists; where to go now.

use crate::piece::{IntoPiece, Piece};
use leptos::prelude::*;
use leptos_router::components::A;

use crate::i18n::{account as words, t};

pub(super) fn done() -> Piece {
    view! {
        <p class="actions">
            <A href="/organisation" attr:class="button primary">
                {t(words::DONE_INVITE)}
            </A>
            <A href="/clients" attr:class="button">
                {t(words::DONE_CLIENTS)}
            </A>
        </p>
    }
    .late()
}
