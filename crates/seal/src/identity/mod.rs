//! A person's two pairs: one signs, one receives keys.

mod public;
mod signing;
#[cfg(feature = "native-rsa")]
mod wrapping;

pub use public::{WrappingKeyError, WrappingPublic};
pub use signing::{SigningKey, verify};
#[cfg(feature = "native-rsa")]
pub use wrapping::WrappingKey;
