//! `docs/protocol.md` says what the crate does: its example is what the crate makes, and primitives alone open it.

mod boxes;
mod by_hand;
mod document;
mod labels;
mod made;
mod opened;
mod stored;

use document::{Example, rewrite};

const BLOCK: &str = "sealing";

#[test]
fn the_page_shows_what_the_crate_makes() {
    let example = Example::read();
    example.assert_says(BLOCK, &made::values(&example));
}

/// Only for a layout that nobody has written yet. A box names the roster's head, which the block of `ledger` shows: after
/// that one is written, this one is written again.
#[test]
#[ignore = "writes the example of sealing into the page"]
fn write_the_example() {
    rewrite(BLOCK, &made::values(&Example::read()));
}
