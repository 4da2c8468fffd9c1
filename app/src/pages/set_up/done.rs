//! Last step: the organisation exists; where to go now.

use crate::piece::{IntoPiece, Piece};
use leptos::prelude::*;

use crate::i18n::{account as words, t};

pub(super) fn done() -> Piece {
    view! {
        <p class="actions">
            <a href="/organisation" class="button primary">
                {t(words::DONE_INVITE)}
            </a>
            <a href="/clients" class="button">
                {t(words::DONE_CLIENTS)}
            </a>
        </p>
    }
    .late()
}
