//! A person's two pairs: one signs, one receives keys.

mod signing;
mod wrapping;

pub use signing::{SigningKey, verify};
pub use wrapping::{WrappingKey, WrappingKeyError, WrappingPublic};
