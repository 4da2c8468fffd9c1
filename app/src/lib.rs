//! Pages and components. It talks to the vault engine through one typed handle, [`engine::Engine`], which the browser's
//! side provides as context before it mounts [`App`]; without one, on the server, pages render frames and inert forms.
//!
//! It is compiled twice for the browser: with the feature `doors` it is all that stands before the lock, and small; with `rooms` it is
//! what stands behind it, and the way back in. The doors hand over to the rooms, see [`handover`]. Without either it is everything,
//! for the server to render.

#![cfg_attr(
    any(feature = "doors", feature = "rooms"),
    allow(
        dead_code,
        reason = "much of the kit stands on one side of the lock only"
    )
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
