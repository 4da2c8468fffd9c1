//! The backend through its router: real handlers, a real database, entries signed with plain Ed25519.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod accounts;
mod again;
mod app;
mod appends;
#[path = "../../../testkit/src/authenticator.rs"]
#[allow(dead_code, unreachable_pub, reason = "the engine's tests need more")]
mod authenticator;
mod blobs;
mod boxes;
mod company;
mod dates;
mod described;
mod devices;
mod explanations;
mod files;
mod folders;
mod invitations;
mod logged;
mod look_up;
mod origins;
mod passwords;
mod races;
mod recovery;
mod renewal;
mod resealing;
mod rights;
mod second_factor;
mod set_up;
mod visitors;
