//! The notes: free text, fetched on opening.

use super::payload::{BadPayload, Extra, Reader, Writer};
use crate::person::MAX_REMARKS;

/// A client's remarks.
#[derive(Clone, PartialEq, Default)]
pub struct Notes {
    /// Several lines.
    pub remarks: String,
    /// Fields of later versions.
    pub extra: Extra,
}

const REMARKS: u64 = 1;

impl Notes {
    /// The payload to seal.
    pub fn to_bytes(&self) -> Vec<u8> {
        Writer::new(&self.extra)
            .text(REMARKS, &self.remarks)
            .finish()
    }

    /// Reads an opened payload.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadPayload> {
        let mut reader = Reader::new(bytes)?;
        Ok(Self {
            remarks: reader.lines(REMARKS, MAX_REMARKS)?,
            extra: reader.rest(),
        })
    }
}

impl core::fmt::Debug for Notes {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Notes").finish_non_exhaustive()
    }
}
