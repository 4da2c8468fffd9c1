//! The notes: free text, fetched on opening.

use super::payload::{BadPayload, Extra, Reader, Writer};
use crate::client::{MAX_REMARKS, MAX_SCOPE};

/// What is written about a client at length.
#[derive(Clone, PartialEq, Default)]
pub struct Notes {
    /// Remarks, several lines.
    pub remarks: String,
    /// A company's scope of business, several lines; empty for a person.
    pub scope: String,
    /// Fields of later versions.
    pub extra: Extra,
}

const REMARKS: u64 = 1;
const SCOPE: u64 = 2;

impl Notes {
    /// The payload to seal.
    pub fn to_bytes(&self) -> Vec<u8> {
        Writer::new(&self.extra)
            .text(REMARKS, &self.remarks)
            .some_text(SCOPE, &self.scope)
            .finish()
    }

    /// Reads an opened payload.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadPayload> {
        let mut reader = Reader::new(bytes)?;
        Ok(Self {
            remarks: reader.lines(REMARKS, MAX_REMARKS)?,
            scope: reader.some_lines(SCOPE, MAX_SCOPE)?,
            extra: reader.rest(),
        })
    }
}

impl core::fmt::Debug for Notes {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Notes").finish_non_exhaustive()
    }
}
