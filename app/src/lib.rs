//! Pages and components. It talks to the vault engine through one typed handle, [`engine::Engine`], which the browser's
//! side provides as context before it mounts [`App`]; without one, on the server, pages render frames and inert forms.
//!
//! In the browser it comes in two parts: all that stands before the lock, and the rooms behind it, which are fetched while the password is
//! typed (`pages/rooms.rs`). `cargo xtask build` takes them apart.

#![allow(
    unreachable_pub,
    reason = "the component macro widens the visibility of what it makes"
)]

mod application;
mod attempt;
pub mod engine;
mod i18n;
mod kit;
mod layout;
mod pages;
mod piece;
mod platform;
pub mod preferences;
mod route;
#[cfg(feature = "ssr")]
pub mod shell;
mod state;
mod task;

pub use application::App;
pub use i18n::Lang;
