//! What only a crate can tell that sees both sides, and whether what the kit makes is right.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod boxes;
mod clients;
mod company;
mod lost;
