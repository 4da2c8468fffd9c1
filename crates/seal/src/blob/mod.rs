//! A person's blob: private keys and pins, opened by the password's unlock key, or by that of the person's recovery code.
//!
//! `version(1) · counter(8) · number of slots(1) · slots · body`. The body is sealed under a random blob key; each slot
//! is that key, sealed under a key the person can come by: `kind(1) · nonce(12) · commitment(32) · ciphertext(32) ·
//! tag(16)`. The body's additional data holds owner, counter and a hash of the slots: an older slot can't be put in
//! front of a newer body.

mod layout;
mod slot;

pub use layout::MAX_BYTES;

use rand_core::CryptoRng;
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::hazmat::committed;
use crate::padding;
use crate::password::UnlockKey;
use crate::secret::redacted;
use crate::{OpenError, SealError};
use slot::{Slot, SlotKind};

/// Whose blob it is. The fingerprint binds the public halves of the keys inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owner {
    /// The organisation.
    pub org: [u8; 16],
    /// The person.
    pub person: [u8; 16],
    /// The fingerprint of the person's public keys.
    pub fingerprint: [u8; 32],
}

impl Owner {
    fn additional_data(&self, domain: &str) -> Vec<u8> {
        [
            domain.as_bytes(),
            &self.org,
            &self.person,
            &self.fingerprint,
        ]
        .concat()
    }
}

/// The random key of one blob's body, kept in memory while the person is at work.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct BlobKey([u8; 32]);

redacted!(BlobKey);

impl BlobKey {
    fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut key = Zeroizing::new([0; 32]);
        rng.fill_bytes(&mut key[..]);
        Self(*key)
    }
}

/// A sealed blob.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blob {
    counter: u64,
    slots: Vec<Slot>,
    body: Vec<u8>,
}

/// The first blob of a person, with counter 1 and one slot.
///
/// # Errors
/// [`SealError::TooLong`] if it would exceed [`MAX_BYTES`].
pub fn make(
    owner: &Owner,
    unlock: &UnlockKey,
    contents: &[u8],
    rng: &mut impl CryptoRng,
) -> Result<(Blob, BlobKey), SealError> {
    let key = BlobKey::generate(rng);
    let slots = vec![Slot::new(SlotKind::Password, owner, unlock, &key, rng)?];
    let blob = Blob::sealed(owner, 1, slots, &key, contents, rng)?;
    Ok((blob, key))
}

impl Blob {
    /// Goes up by one with every change: the server swaps only the successor of what it holds, and a client that has
    /// seen a higher one raises an alarm.
    pub fn counter(&self) -> u64 {
        self.counter
    }

    /// Whether a recovery code opens it.
    pub fn has_code(&self) -> bool {
        self.slots.iter().any(|slot| slot.kind == SlotKind::Code)
    }

    /// Opens with the password's key.
    ///
    /// # Errors
    /// [`OpenError`] for another password, another owner, altered bytes.
    pub fn open(
        &self,
        owner: &Owner,
        unlock: &UnlockKey,
    ) -> Result<(BlobKey, Zeroizing<Vec<u8>>), OpenError> {
        self.open_by(SlotKind::Password, owner, unlock)
    }

    /// Opens with the key of the person's recovery code.
    ///
    /// # Errors
    /// [`OpenError`] for another code or none, another owner, altered bytes.
    pub fn open_with_code(
        &self,
        owner: &Owner,
        unlock: &UnlockKey,
    ) -> Result<(BlobKey, Zeroizing<Vec<u8>>), OpenError> {
        self.open_by(SlotKind::Code, owner, unlock)
    }

    fn open_by(
        &self,
        kind: SlotKind,
        owner: &Owner,
        unlock: &UnlockKey,
    ) -> Result<(BlobKey, Zeroizing<Vec<u8>>), OpenError> {
        let mut slots = self.slots.iter();
        let slot = slots.find(|slot| slot.kind == kind).ok_or(OpenError)?;
        let key = slot.open(owner, unlock)?;
        let contents = self.open_with(owner, &key)?;
        Ok((key, contents))
    }

    /// Opens with the blob key: a newer version from another device, while at work.
    ///
    /// # Errors
    /// [`OpenError`] for another key (the password may have been changed), another owner, altered bytes.
    pub fn open_with(&self, owner: &Owner, key: &BlobKey) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        let aad = body_additional_data(owner, self.counter, &self.slots);
        let mut contents = committed::open(&key.0, &aad, &self.body)?;
        let length = padding::unpad(&contents)?.len();
        contents.truncate(length);
        Ok(contents)
    }

    /// The successor with new contents, under the same blob key and slots.
    ///
    /// # Errors
    /// [`SealError::WrongKey`] if `key` does not open this blob (its slots would lead nowhere),
    /// [`SealError::TooLong`], [`SealError::CounterSpent`].
    pub fn reseal(
        &self,
        owner: &Owner,
        key: &BlobKey,
        contents: &[u8],
        rng: &mut impl CryptoRng,
    ) -> Result<Self, SealError> {
        self.open_with(owner, key)
            .map_err(|_| SealError::WrongKey)?;
        let slots = self.slots.clone();
        Self::sealed(owner, self.successor()?, slots, key, contents, rng)
    }

    /// The successor with these contents for a new password and, where there is one, a recovery code, under a **new** blob key: whoever knew
    /// the old password or code and an old blob can't open the new one.
    ///
    /// # Errors
    /// As [`Self::reseal`].
    pub fn rekey(
        &self,
        owner: &Owner,
        key: &BlobKey,
        (password, code): (&UnlockKey, Option<&UnlockKey>),
        contents: &[u8],
        rng: &mut impl CryptoRng,
    ) -> Result<(Self, BlobKey), SealError> {
        self.open_with(owner, key)
            .map_err(|_| SealError::WrongKey)?;
        let key = BlobKey::generate(rng);
        let mut slots = vec![Slot::new(SlotKind::Password, owner, password, &key, rng)?];
        if let Some(code) = code {
            slots.push(Slot::new(SlotKind::Code, owner, code, &key, rng)?);
        }
        let blob = Self::sealed(owner, self.successor()?, slots, &key, contents, rng)?;
        Ok((blob, key))
    }

    fn successor(&self) -> Result<u64, SealError> {
        self.counter.checked_add(1).ok_or(SealError::CounterSpent)
    }

    fn sealed(
        owner: &Owner,
        counter: u64,
        slots: Vec<Slot>,
        key: &BlobKey,
        contents: &[u8],
        rng: &mut impl CryptoRng,
    ) -> Result<Self, SealError> {
        if padding::padded_length(contents.len()) > MAX_BYTES {
            return Err(SealError::TooLong);
        }
        let aad = body_additional_data(owner, counter, &slots);
        let body = committed::seal(&key.0, &aad, &padding::pad(contents), rng)?;
        let blob = Self {
            counter,
            slots,
            body,
        };
        match blob.length() <= MAX_BYTES {
            true => Ok(blob),
            false => Err(SealError::TooLong),
        }
    }
}

fn body_additional_data(owner: &Owner, counter: u64, slots: &[Slot]) -> Vec<u8> {
    let mut hash = Sha256::new();
    for slot in slots {
        hash.update(slot.to_bytes());
    }
    let mut aad = owner.additional_data("jiandang/blob-body/v1");
    aad.extend_from_slice(&counter.to_be_bytes());
    aad.extend_from_slice(&hash.finalize());
    aad
}
