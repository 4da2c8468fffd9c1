//! An entry of a chain: encoded once, signed as encoded, decoded after the signature holds.

use checks::Check;
use ed25519_dalek::{Signature, VerifyingKey};
use minicbor::{Decode, Encode};
use sha2::{Digest, Sha256};

use crate::{
    hash::Hash,
    id::{Intent, OrgId, PersonId, UnitId},
};

/// The longest entry that is parsed, in bytes.
pub const MAX_ENTRY: usize = 1 << 20;

const SIGN_DOMAIN: &[u8] = b"jiandang/entry-signature/v1";
const HASH_DOMAIN: &[u8] = b"jiandang/entry-hash/v1";

/// A place on a chain: a sequence number and the hash of the entry there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Position {
    /// 0 for the first entry.
    #[n(0)]
    pub seq: u64,
    /// The hash of that entry.
    #[n(1)]
    pub hash: Hash,
}

/// Which chain an entry belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(array)]
pub enum Chain {
    /// The organisation's roster.
    #[n(0)]
    Roster,
    /// The journal of a unit.
    #[n(1)]
    Journal(#[n(0)] UnitId),
}

/// Who states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(array)]
pub enum Author {
    /// A person of the roster.
    #[n(0)]
    Person(#[n(0)] PersonId),
    /// The recovery root.
    #[n(1)]
    Recovery,
}

/// An entry with a statement of its chain.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Entry<S> {
    /// The version of this layout: 1.
    #[n(0)]
    pub version: u8,
    /// The organisation.
    #[n(1)]
    pub org: OrgId,
    /// The chain.
    #[n(2)]
    pub chain: Chain,
    /// One more than the entry before; the first is 0.
    #[n(3)]
    pub seq: u64,
    /// The hash of the entry before; zero for the first.
    #[n(4)]
    pub prev: Hash,
    /// Who states.
    #[n(5)]
    pub author: Author,
    /// When, in milliseconds since 1970.
    #[n(6)]
    pub at: u64,
    /// Random and unique.
    #[n(7)]
    pub intent: Intent,
    /// What.
    #[n(8)]
    pub statement: S,
}

/// The version of the entry layout.
pub const VERSION: u8 = 1;

/// Why bytes are not an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MalformedEntry {
    /// Longer than [`MAX_ENTRY`].
    #[error("the entry is too long")]
    TooLong,
    /// Shorter than a signature, not CBOR of this layout, or followed by more bytes.
    #[error("the entry does not have the layout of an entry")]
    Layout,
    /// Of a version that this program does not know.
    #[error("the entry has an unknown version")]
    Version,
}

/// The bytes of an entry and the signature over them: what is stored, sent and hashed.
///
/// As bytes: the signature (64), then the encoded entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedEntry {
    bytes: Vec<u8>,
}

impl SignedEntry {
    /// Encodes and signs; `sign` is Ed25519 over the message it is given.
    pub fn sign<S: Encode<()>>(entry: &Entry<S>, sign: impl FnOnce(&[u8]) -> [u8; 64]) -> Self {
        let mut message = SIGN_DOMAIN.to_vec();
        let encoded = minicbor::encode(entry, &mut message);
        debug_assert!(encoded.is_ok(), "writing to a Vec cannot fail");
        let mut bytes = sign(&message).to_vec();
        bytes.extend_from_slice(&message[SIGN_DOMAIN.len()..]);
        Self { bytes }
    }

    /// Takes bytes from outside; only the length is checked yet.
    ///
    /// # Errors
    /// [`MalformedEntry::TooLong`], or [`MalformedEntry::Layout`] where there is not even a signature.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, MalformedEntry> {
        match bytes.len() {
            0..=64 => Err(MalformedEntry::Layout),
            len if len > MAX_ENTRY => Err(MalformedEntry::TooLong),
            _ => Ok(Self { bytes }),
        }
    }

    /// Signature and entry, as stored and sent.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The entry's hash: `prev` of the next.
    pub fn hash(&self) -> Hash {
        let (signature, entry) = self.bytes.split_at(64);
        Hash(
            Sha256::new()
                .chain_update(HASH_DOMAIN)
                .chain_update(entry)
                .chain_update(signature)
                .finalize()
                .into(),
        )
    }

    /// Decodes without believing: who wrote it is known only after [`SignedEntry::verify`]. Bytes that are not the one encoding of
    /// what they say are refused: a reader that passed over a field which a later program added would judge the same chain
    /// otherwise than that program.
    ///
    /// # Errors
    /// See [`MalformedEntry`].
    pub fn decode<'b, S: Decode<'b, ()> + Encode<()>>(
        &'b self,
    ) -> Result<Entry<S>, MalformedEntry> {
        let bytes = &self.bytes[64..];
        let mut decoder = minicbor::Decoder::new(bytes);
        let entry: Entry<S> = decoder.decode().map_err(|_| MalformedEntry::Layout)?;
        if entry.version != VERSION {
            return Err(MalformedEntry::Version);
        }
        let mut expected = Expected(bytes);
        let same = minicbor::encode(&entry, &mut expected).is_ok() && expected.0.is_empty();
        if same {
            Ok(entry)
        } else {
            Err(MalformedEntry::Layout)
        }
    }

    /// Whether the holder of `key` signed it. Strict: no small-order keys, no second encodings.
    ///
    /// # Errors
    /// [`BadSignature`], whatever the reason.
    pub fn verify(&self, key: &[u8; 32]) -> Result<(), BadSignature> {
        let (signature, entry) = self.bytes.split_at(64);
        let key = VerifyingKey::from_bytes(key).map_err(|_| BadSignature)?;
        let signature = Signature::from_slice(signature).map_err(|_| BadSignature)?;
        let message = [SIGN_DOMAIN, entry].concat();
        Check::EntrySignature.holds(
            key.verify_strict(&message, &signature)
                .map_err(|_| BadSignature),
        )
    }
}

/// What is to be written: anything else fails.
struct Expected<'b>(&'b [u8]);

impl minicbor::encode::Write for Expected<'_> {
    type Error = MalformedEntry;

    fn write_all(&mut self, bytes: &[u8]) -> Result<(), MalformedEntry> {
        self.0 = self.0.strip_prefix(bytes).ok_or(MalformedEntry::Layout)?;
        Ok(())
    }
}

/// The signature is not the author's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the signature is not the author's")]
pub struct BadSignature;
