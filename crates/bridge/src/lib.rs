#![doc = include_str!("../README.md")]

pub mod access;
pub mod account;
pub mod call;
pub mod change;
pub mod client;
pub mod device;
pub mod event;
pub mod explanation;
pub mod failure;
pub mod fingerprint;
pub mod list;
pub mod message;
pub mod names;
pub mod organisation;
pub mod qr;
pub mod second_factor;
pub mod secret;
pub mod settings;

pub use call::{Call, Reply, Request};
pub use event::Event;
pub use failure::{Failure, Reason};
pub use fingerprint::Fingerprint;
pub use secret::Secret;
