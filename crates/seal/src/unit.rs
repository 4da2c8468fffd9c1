//! Unit keys (one for each unit and section) and the file keys under them.

use rand_core::CryptoRng;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::hazmat::committed;
use crate::hazmat::kdf::{self, Content, Deriver};
use crate::secret::redacted;
use crate::{OpenError, SealError, Suite};

/// The key of one unit for one section, of one epoch. It is boxed to posts and encrypts nothing itself.
#[derive(Clone)]
pub struct UnitKey {
    key: Zeroizing<[u8; 32]>,
    /// Keyed once: a list of a hundred thousand files derives as many keys.
    deriver: Deriver,
}

/// The key of one section of one file, of one generation. It is derived, and exists nowhere else.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct FileKey([u8; 32]);

redacted!(UnitKey, FileKey);

impl UnitKey {
    /// A new random key.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut key = Zeroizing::new([0; 32]);
        rng.fill_bytes(&mut key[..]);
        Self::from_bytes(*key)
    }

    /// The key out of a box.
    pub fn from_bytes(key: [u8; 32]) -> Self {
        Self {
            deriver: Deriver::from_key(&key),
            key: Zeroizing::new(key),
        }
    }

    /// The bytes, to be boxed.
    pub fn expose(&self) -> &[u8; 32] {
        &self.key
    }

    /// What the roster states when the epoch opens: a substituted key shows.
    pub fn commitment(&self) -> [u8; 32] {
        *self.deriver.derive("jiandang/unit-commitment/v1", &[])
    }

    /// Seals the key of an earlier epoch; `aad` says which. The key for it is derived: a unit key encrypts nothing itself.
    pub(crate) fn seal_older(
        &self,
        aad: &[u8],
        key: &[u8; 32],
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, SealError> {
        committed::seal(&self.for_older(), aad, key, rng)
    }

    /// Opens what [`UnitKey::seal_older`] made with the same key and additional data.
    pub(crate) fn open_older(
        &self,
        aad: &[u8],
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        committed::open(&self.for_older(), aad, sealed)
    }

    fn for_older(&self) -> Zeroizing<[u8; 32]> {
        self.deriver.derive("jiandang/unit-older/v1", &[])
    }

    /// HKDF(unit key, file ‖ section ‖ generation).
    pub fn file_key(&self, file: &[u8; 16], section: u8, generation: u32) -> FileKey {
        let mut fields = [0; 21];
        fields[..16].copy_from_slice(file);
        fields[16] = section;
        fields[17..].copy_from_slice(&generation.to_be_bytes());
        FileKey(*self.deriver.derive("jiandang/file-key/v1", &fields))
    }
}

impl FileKey {
    pub(crate) fn content(&self, suite: Suite) -> Content {
        kdf::content(&self.0, suite)
    }
}
