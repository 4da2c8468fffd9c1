//! The roster.

pub(crate) mod append;
pub(crate) mod read;

use ledger::entry::Position;
use wire::roster::Head;

/// A position as it is sent.
pub(crate) fn head(position: Position) -> Head {
    Head {
        seq: position.seq,
        hash: position.hash.0.to_vec().into(),
    }
}
