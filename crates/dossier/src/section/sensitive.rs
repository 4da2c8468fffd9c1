//! The sensitive section: who the client is by law and how to reach them, in full; fetched on opening and logged.

use super::payload::{BadPayload, Extra, Reader, Writer};
use crate::client::{IdKind, Kind, MAX_ADDRESS, MAX_NAME, MAX_NUMBER};
use crate::id_number::ResidentId;
use crate::{mobile, phone};

/// A client's identity and address in full.
#[derive(Clone, PartialEq, Default)]
pub struct Sensitive {
    /// Who it is.
    pub identity: Identity,
    /// Address.
    pub address: String,
    /// Fields of later versions.
    pub extra: Extra,
}

/// Who a client is by law, and the number they are called at.
#[derive(Clone, PartialEq)]
pub enum Identity {
    /// A person.
    Person {
        /// The document.
        id_kind: IdKind,
        /// Its number, in its one spelling.
        id_number: String,
        /// 11 digits.
        mobile: String,
    },
    /// A company. Its credit code is public and stands on the card.
    Company {
        /// The legal representative's name.
        representative: String,
        /// The switchboard, in its one spelling.
        phone: String,
    },
}

impl Identity {
    /// Nothing known yet of such a client.
    pub fn unknown(kind: Kind) -> Self {
        match kind {
            Kind::Person => Self::Person {
                id_kind: IdKind::default(),
                id_number: String::new(),
                mobile: String::new(),
            },
            Kind::Company => Self::Company {
                representative: String::new(),
                phone: String::new(),
            },
        }
    }
}

impl Default for Identity {
    fn default() -> Self {
        Self::unknown(Kind::default())
    }
}

const ID_KIND: u64 = 1;
const ID_NUMBER: u64 = 2;
const MOBILE: u64 = 3;
const ADDRESS: u64 = 4;
const REPRESENTATIVE: u64 = 5;
const PHONE: u64 = 6;

impl Sensitive {
    /// The payload to seal.
    pub fn to_bytes(&self) -> Vec<u8> {
        let writer = Writer::new(&self.extra).text(ADDRESS, &self.address);
        match &self.identity {
            Identity::Person {
                id_kind,
                id_number,
                mobile,
            } => writer
                .number(ID_KIND, id_kind.code())
                .text(ID_NUMBER, id_number)
                .text(MOBILE, mobile),
            Identity::Company {
                representative,
                phone,
            } => writer
                .text(REPRESENTATIVE, representative)
                .text(PHONE, phone),
        }
        .finish()
    }

    /// Reads an opened payload of such a client. A kind of document that this program does not know was added by a newer one.
    pub fn from_bytes(kind: Kind, bytes: &[u8]) -> Result<Self, BadPayload> {
        let mut reader = Reader::new(bytes)?;
        let identity = match kind {
            Kind::Person => Identity::Person {
                id_kind: IdKind::from_code(reader.number(ID_KIND)?)
                    .ok_or(BadPayload::NewerVersion)?,
                id_number: reader.line(ID_NUMBER, MAX_NUMBER)?,
                mobile: reader.line(MOBILE, mobile::MAX_CHARS)?,
            },
            Kind::Company => Identity::Company {
                representative: reader.line(REPRESENTATIVE, MAX_NAME)?,
                phone: reader.line(PHONE, phone::MAX_CHARS)?,
            },
        };
        Ok(Self {
            identity,
            address: reader.line(ADDRESS, MAX_ADDRESS)?,
            extra: reader.rest(),
        })
    }

    /// The resident's ID, which tells birth date and sex; none for other documents and companies.
    pub fn resident_id(&self) -> Option<ResidentId> {
        match &self.identity {
            Identity::Person {
                id_kind: IdKind::ResidentId,
                id_number,
                ..
            } => ResidentId::parse(id_number).ok(),
            _ => None,
        }
    }
}

impl core::fmt::Debug for Sensitive {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Sensitive").finish_non_exhaustive()
    }
}

impl core::fmt::Debug for Identity {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let name = match self {
            Self::Person { .. } => "Person",
            Self::Company { .. } => "Company",
        };
        f.debug_struct(name).finish_non_exhaustive()
    }
}
