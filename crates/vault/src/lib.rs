#![doc = include_str!("../README.md")]

mod account;
mod api;
mod boxes;
mod clients;
mod desk;
mod draft;
pub mod engine;
mod fingerprint;
mod identity;
mod journals;
mod keyring;
mod opener;
mod organisation;
mod password;
mod people;
mod pins;
pub mod platform;
mod qr;
mod rating;
pub mod remote;
mod roster;
mod seen;
mod session;
pub mod store;
mod tail;
#[cfg(test)]
mod testing;
mod typed;

pub use desk::serve;
pub use engine::Engine;
pub use platform::{NewWrappingKey, Platform};
pub use remote::{Method, Remote};
pub use store::Store;

/// What every step of the engine gives: a failure is already in the words that the page understands.
type Result<T> = core::result::Result<T, bridge::Failure>;
