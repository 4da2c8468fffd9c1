//! What only a crate can tell that sees both sides.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod boxes;
mod lost;
