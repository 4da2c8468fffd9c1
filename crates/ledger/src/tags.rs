//! Blind tags (see protocol.md): what the server may know of a file's numbers, and how the journal names them without keeping them.

use sha2::{Digest, Sha256};

use crate::{
    hash::Hash,
    rights::{Section, Sections},
};

/// The most tags that a file may have.
pub const MAX: usize = 16;

/// The sections whose values are tagged: who changes neither leaves a file's tags alone.
pub fn sources() -> Sections {
    Sections::of(&[Section::Card, Section::Sensitive])
}

/// A blind tag: of which field it is, under which epoch of the index key, and the first 16 bytes of the HMAC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag {
    /// The index key's epoch.
    pub epoch: u32,
    /// The field's number: 1 the document's number, 2 the telephone's, 3 the credit code.
    pub field: u8,
    /// The tag itself.
    pub value: [u8; 16],
}

/// What the journal signs in place of a file's tags: SHA-256(domain ‖ salt ‖ each tag's epoch, field and value, in their order). Without the
/// salt nobody can tell whose numbers they are, so that tags and salt can be erased and the chain stays.
///
/// None if there are too many, or they are not in strictly rising order.
pub fn hash(salt: &[u8; 16], tags: &[Tag]) -> Option<Hash> {
    let rising = tags.windows(2).all(|pair| pair[0] < pair[1]);
    if tags.len() > MAX || !rising {
        return None;
    }
    let mut digest = Sha256::new()
        .chain_update(b"jiandang/blind-tags/v1")
        .chain_update(salt);
    for tag in tags {
        digest.update(tag.epoch.to_be_bytes());
        digest.update([tag.field]);
        digest.update(tag.value);
    }
    Some(Hash(digest.finalize().into()))
}
