//! The rooms have none of the pages that stand before an account: such an address is loaded anew, and the doors open it.

use leptos::prelude::*;

use crate::{
    layout::private::starting,
    piece::{IntoPiece, Piece},
    platform::effect::effect,
};

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Before {
    SetUp,
    Join,
    Recover,
}

/// Loads its document.
pub(crate) fn before(_: Before) -> Piece {
    effect(|| {
        // Where even that fails, what stands there says that the page begins.
        let _ = window().location().reload();
    });
    starting().piece()
}
