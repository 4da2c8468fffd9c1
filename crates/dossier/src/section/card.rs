//! The card: what lists show.

use super::payload::{BadPayload, Extra, Reader, Writer};
use crate::mask;
use crate::person::{MAX_NAME, MAX_SHORT_NAME};

/// What lists show of a client. It is synced to all who may list the file, so numbers stand in it masked.
#[derive(Clone, PartialEq, Default)]
pub struct Card {
    /// Name.
    pub name: String,
    /// Short name.
    pub short_name: String,
    /// The mobile number, masked.
    pub contact_masked: String,
    /// The ID number, masked.
    pub id_masked: String,
    /// Fields of later versions.
    pub extra: Extra,
}

const NAME: u64 = 1;
const SHORT_NAME: u64 = 2;
const CONTACT_MASKED: u64 = 3;
const ID_MASKED: u64 = 4;

impl Card {
    /// The payload to seal.
    pub fn to_bytes(&self) -> Vec<u8> {
        Writer::new(&self.extra)
            .text(NAME, &self.name)
            .text(SHORT_NAME, &self.short_name)
            .text(CONTACT_MASKED, &self.contact_masked)
            .text(ID_MASKED, &self.id_masked)
            .finish()
    }

    /// Reads an opened payload.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadPayload> {
        let mut reader = Reader::new(bytes)?;
        Ok(Self {
            name: reader.line(NAME, MAX_NAME)?,
            short_name: reader.line(SHORT_NAME, MAX_SHORT_NAME)?,
            contact_masked: reader.line(CONTACT_MASKED, mask::MAX_NUMBER)?,
            id_masked: reader.line(ID_MASKED, mask::MAX_NUMBER)?,
            extra: reader.rest(),
        })
    }
}

impl core::fmt::Debug for Card {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Card").finish_non_exhaustive()
    }
}
