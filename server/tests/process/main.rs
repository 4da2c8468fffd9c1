//! The real binary.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod archive;
mod binary;
mod https;
mod kill;
mod torn;
