//! What passes between page and worker.

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{Event, Failure, Reply, Request};

/// From the page to the engine.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Upward {
    /// The page's number for this call.
    pub id: u32,
    /// The call.
    pub request: Request,
}

/// From the engine to the page.
#[allow(
    clippy::large_enum_variant,
    reason = "one at a time, written to bytes at once"
)]
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Downward {
    /// The answer to the call of this number.
    Answer(u32, Result<Reply, Failure>),
    /// Said unasked.
    Event(Event),
}

/// Bytes that are not a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadMessage;

/// Writes a message.
///
/// # Errors
/// Only for types that can't be written, which these are not.
pub fn write<T: Serialize>(message: &T) -> Result<Vec<u8>, BadMessage> {
    let mut bytes = Vec::new();
    ciborium::into_writer(message, &mut bytes).map_err(|_| BadMessage)?;
    Ok(bytes)
}

/// Reads a message.
///
/// # Errors
/// [`BadMessage`].
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, BadMessage> {
    ciborium::from_reader(bytes).map_err(|_| BadMessage)
}
