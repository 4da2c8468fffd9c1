//! The card: what lists show.

use super::payload::{BadPayload, Extra, Reader, Writer};
use crate::client::{MAX_COMPANY_NAME, MAX_SHORT_NAME};
use crate::{credit_code, industry, mask};

/// What lists show of a client. It is synced to all who may list the file, so a person's numbers and a company's telephone stand in it
/// masked; a credit code is public.
#[derive(Clone, PartialEq, Default)]
pub struct Card {
    /// Name.
    pub name: String,
    /// Short name.
    pub short_name: String,
    /// The mobile number or the switchboard, masked.
    pub contact_masked: String,
    /// The ID number, masked; empty for a company.
    pub id_masked: String,
    /// The credit code; empty for a person.
    pub credit_code: String,
    /// The industry's code; empty for a person.
    pub industry: String,
    /// Fields of later versions.
    pub extra: Extra,
}

const NAME: u64 = 1;
const SHORT_NAME: u64 = 2;
const CONTACT_MASKED: u64 = 3;
const ID_MASKED: u64 = 4;
const CREDIT_CODE: u64 = 5;
const INDUSTRY: u64 = 6;

impl Card {
    /// The payload to seal.
    pub fn to_bytes(&self) -> Vec<u8> {
        Writer::new(&self.extra)
            .text(NAME, &self.name)
            .text(SHORT_NAME, &self.short_name)
            .text(CONTACT_MASKED, &self.contact_masked)
            .text(ID_MASKED, &self.id_masked)
            .some_text(CREDIT_CODE, &self.credit_code)
            .some_text(INDUSTRY, &self.industry)
            .finish()
    }

    /// Reads an opened payload.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadPayload> {
        let mut reader = Reader::new(bytes)?;
        Ok(Self {
            name: reader.line(NAME, MAX_COMPANY_NAME)?,
            short_name: reader.line(SHORT_NAME, MAX_SHORT_NAME)?,
            contact_masked: reader.line(CONTACT_MASKED, mask::MAX_NUMBER)?,
            id_masked: reader.line(ID_MASKED, mask::MAX_NUMBER)?,
            credit_code: reader.some_line(CREDIT_CODE, credit_code::LENGTH)?,
            industry: reader.some_line(INDUSTRY, industry::MAX_CODE)?,
            extra: reader.rest(),
        })
    }
}

impl core::fmt::Debug for Card {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Card").finish_non_exhaustive()
    }
}
