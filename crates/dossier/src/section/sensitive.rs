//! The sensitive section: numbers in full, fetched on opening and logged.

use super::payload::{BadPayload, Extra, Reader, Writer};
use crate::id_number::ResidentId;
use crate::mobile;
use crate::person::{IdKind, MAX_ADDRESS, MAX_NUMBER};

/// A person's document, mobile and address in full.
#[derive(Clone, PartialEq, Default)]
pub struct Sensitive {
    /// The document.
    pub id_kind: IdKind,
    /// Its number, in its one spelling.
    pub id_number: String,
    /// 11 digits.
    pub mobile: String,
    /// Address.
    pub address: String,
    /// Fields of later versions.
    pub extra: Extra,
}

const ID_KIND: u64 = 1;
const ID_NUMBER: u64 = 2;
const MOBILE: u64 = 3;
const ADDRESS: u64 = 4;

impl Sensitive {
    /// The payload to seal.
    pub fn to_bytes(&self) -> Vec<u8> {
        Writer::new(&self.extra)
            .number(ID_KIND, self.id_kind.code())
            .text(ID_NUMBER, &self.id_number)
            .text(MOBILE, &self.mobile)
            .text(ADDRESS, &self.address)
            .finish()
    }

    /// Reads an opened payload. A kind of document that this program does not know was added by a newer one.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadPayload> {
        let mut reader = Reader::new(bytes)?;
        Ok(Self {
            id_kind: IdKind::from_code(reader.number(ID_KIND)?).ok_or(BadPayload::NewerVersion)?,
            id_number: reader.line(ID_NUMBER, MAX_NUMBER)?,
            mobile: reader.line(MOBILE, mobile::DIGITS)?,
            address: reader.line(ADDRESS, MAX_ADDRESS)?,
            extra: reader.rest(),
        })
    }

    /// The resident's ID, which tells birth date and sex; none for other documents.
    pub fn resident_id(&self) -> Option<ResidentId> {
        match self.id_kind {
            IdKind::ResidentId => ResidentId::parse(&self.id_number).ok(),
            _ => None,
        }
    }
}

impl core::fmt::Debug for Sensitive {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Sensitive").finish_non_exhaustive()
    }
}
