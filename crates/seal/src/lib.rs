#![doc = include_str!("../README.md")]

mod error;
mod hazmat;
mod layout;
mod secret;
mod suite;

pub mod blob;
pub mod boxes;
pub mod envelope;
pub mod identity;
pub mod index;
pub mod mac;
pub mod note;
pub mod padding;
pub mod password;
pub mod post;
pub mod recovery;
pub mod unit;
pub mod word;

pub use error::{BadSignature, Malformed, OpenError, SealError};
pub use rand_core;
pub use suite::Suite;
