//! Names of things in statements: sixteen random bytes each, except a file's, which commits to its journal.

use core::fmt;

use minicbor::{Decode, Encode};
use sha2::{Digest, Sha256};

/// An identifier that did not parse: not 32 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier of 32 hexadecimal digits")]
pub struct BadId;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
        #[cbor(transparent)]
        pub struct $name(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; 16]);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl core::str::FromStr for $name {
            type Err = BadId;

            fn from_str(text: &str) -> Result<Self, BadId> {
                parse_hex(text).map(Self)
            }
        }
    )*};
}

ids! {
    /// An organisation: random, chosen at genesis.
    OrgId,
    /// A person of the organisation (uuid v7).
    PersonId,
    /// A department or group, and the journal of its files (uuid v7).
    UnitId,
    /// A role: named rights (uuid v7).
    RoleId,
    /// A client file: the first 16 bytes of SHA-256(domain ‖ journal ‖ random), see [`FileId::derive`].
    FileId,
    /// Random and unique: the same statement sent twice is one statement.
    Intent,
    /// An invitation (uuid v7).
    InvitationId,
}

impl FileId {
    /// The id of a file created in the journal of `unit` with 16 random bytes: it can't be claimed by another journal.
    pub fn derive(unit: UnitId, random: [u8; 16]) -> Self {
        let digest = Sha256::new()
            .chain_update(b"jiandang/file-id/v1")
            .chain_update(unit.0)
            .chain_update(random)
            .finalize();
        let mut id = [0; 16];
        id.copy_from_slice(&digest[..16]);
        Self(id)
    }
}

fn parse_hex(text: &str) -> Result<[u8; 16], BadId> {
    let digits = text.as_bytes();
    if digits.len() != 32 {
        return Err(BadId);
    }
    let mut id = [0; 16];
    for (byte, pair) in id.iter_mut().zip(digits.chunks_exact(2)) {
        let pair = core::str::from_utf8(pair).map_err(|_| BadId)?;
        if !pair.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(BadId);
        }
        *byte = u8::from_str_radix(pair, 16).map_err(|_| BadId)?;
    }
    Ok(id)
}
