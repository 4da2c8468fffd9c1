//! The pages that stand before an account: they found the organisation, take in a newcomer, restore access.

use super::{join, recover, set_up};
use crate::piece::Piece;

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Before {
    SetUp,
    Join,
    Recover,
}

/// Draws it.
pub(crate) fn before(page: Before) -> Piece {
    match page {
        Before::SetUp => set_up::set_up(),
        Before::Join => join::join(),
        Before::Recover => recover::recover(),
    }
}
