//! Pages and components. It talks to the vault engine through one typed handle, [`engine::Engine`], which the browser's
//! side provides as context before it mounts [`App`]; without one, on the server, pages render frames and inert forms.
//!
//! It is compiled twice for the browser: with the feature `doors` it is all that stands before the lock, and small; without, it is
//! everything. The doors hand over to the rooms, see [`handover`].

#![cfg_attr(
    feature = "doors",
    allow(dead_code, reason = "much of the kit stands in rooms only")
)]
#![allow(
    unreachable_pub,
    reason = "the component macro widens the visibility of what it makes"
)]

mod application;
mod attempt;
pub mod engine;
pub mod handover;
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
