//! A slot: the blob key, sealed under a key the person can come by.

use rand_core::CryptoRng;

use super::{BlobKey, Owner};
use crate::hazmat::committed;
use crate::password::UnlockKey;
use crate::{Malformed, OpenError, SealError};

/// Length of a slot in bytes.
pub(super) const LENGTH: usize = 1 + SEALED;
const SEALED: usize = 32 + committed::OVERHEAD;

/// Which key opens a slot. 3 is kept for an offline cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SlotKind {
    Password = 1,
    Code = 2,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) kind: SlotKind,
    sealed: Vec<u8>,
}

impl Slot {
    pub(super) fn new(
        kind: SlotKind,
        owner: &Owner,
        unlock: &UnlockKey,
        key: &BlobKey,
        rng: &mut impl CryptoRng,
    ) -> Result<Self, SealError> {
        let aad = additional_data(owner, kind);
        Ok(Self {
            kind,
            sealed: committed::seal(unlock.bytes(), &aad, &key.0, rng)?,
        })
    }

    pub(super) fn open(&self, owner: &Owner, unlock: &UnlockKey) -> Result<BlobKey, OpenError> {
        let aad = additional_data(owner, self.kind);
        let opened = committed::open(unlock.bytes(), &aad, &self.sealed)?;
        opened[..].try_into().map(BlobKey).map_err(|_| OpenError)
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        [&[self.kind as u8][..], &self.sealed].concat()
    }

    pub(super) fn from_bytes(bytes: &[u8; LENGTH]) -> Result<Self, Malformed> {
        let (kind, sealed) = bytes.split_first().ok_or(Malformed)?;
        let kind = match kind {
            1 => SlotKind::Password,
            2 => SlotKind::Code,
            _ => return Err(Malformed),
        };
        Ok(Self {
            kind,
            sealed: sealed.to_vec(),
        })
    }
}

fn additional_data(owner: &Owner, kind: SlotKind) -> Vec<u8> {
    let mut aad = owner.additional_data("jiandang/blob-slot/v1");
    aad.push(kind as u8);
    aad
}
