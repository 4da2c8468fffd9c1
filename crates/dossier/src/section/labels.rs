//! The labels: what may be changed without approval and filtered by.

use super::payload::{BadPayload, Extra, Reader, Writer};
use crate::tag::{MAX_CHARS, MAX_TAGS};

/// A client's tags.
#[derive(Clone, PartialEq, Default)]
pub struct Labels {
    /// Tags, in their one spelling, none twice.
    pub tags: Vec<String>,
    /// Fields of later versions.
    pub extra: Extra,
}

const TAGS: u64 = 1;

impl Labels {
    /// The payload to seal.
    pub fn to_bytes(&self) -> Vec<u8> {
        Writer::new(&self.extra).texts(TAGS, &self.tags).finish()
    }

    /// Reads an opened payload.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadPayload> {
        let mut reader = Reader::new(bytes)?;
        Ok(Self {
            tags: reader.list(TAGS, MAX_TAGS, MAX_CHARS)?,
            extra: reader.rest(),
        })
    }
}

impl core::fmt::Debug for Labels {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Labels").finish_non_exhaustive()
    }
}
