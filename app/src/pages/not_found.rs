//! No such page.

use crate::piece::{IntoPiece, Piece};
use leptos::prelude::*;

use crate::{
    i18n::{common, t},
    layout::doorway::Doorway,
    platform::title::title,
};

/// The page for an address that leads nowhere.
pub(crate) fn not_found() -> Piece {
    title(common::NOT_FOUND_TITLE);
    view! {
        <Doorway title=t(common::NOT_FOUND_TITLE) text=t(common::NOT_FOUND)>
            <p class="actions">
                <a class="button" href="/">
                    {t(common::HOME)}
                </a>
            </p>
        </Doorway>
    }
    .piece()
}
