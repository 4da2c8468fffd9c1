//! The organisation's index key, and the blind tags made with it: equal values give equal tags, and whoever lacks the key learns nothing
//! else of them.

use rand_core::CryptoRng;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::hazmat::kdf::Deriver;
use crate::hazmat::mac::hmac;
use crate::secret::redacted;

/// How many bytes a tag has: the first of an HMAC-SHA256. Among 2²⁰ files two values share one by chance once in 2⁸⁸ archives.
pub const TAG: usize = 16;

/// The key of one epoch. It is boxed to posts and encrypts nothing.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct IndexKey([u8; 32]);

redacted!(IndexKey);

impl IndexKey {
    /// A new random key.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut key = Zeroizing::new([0; 32]);
        rng.fill_bytes(&mut key[..]);
        Self(*key)
    }

    /// The key out of a box.
    pub fn from_bytes(key: [u8; 32]) -> Self {
        Self(key)
    }

    /// The bytes, to be boxed.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// What the roster states when the epoch opens: a substituted key shows.
    pub fn commitment(&self) -> [u8; 32] {
        *Deriver::from_key(&self.0).derive("jiandang/index-commitment/v1", &[])
    }

    /// The first 16 bytes of HMAC-SHA256(HKDF(index key, epoch ‖ field), value). The same text in two fields has two tags.
    pub fn tag(&self, epoch: u32, field: u8, value: &str) -> [u8; TAG] {
        let mut fields = [0; 5];
        fields[..4].copy_from_slice(&epoch.to_be_bytes());
        fields[4] = field;
        let key = Deriver::from_key(&self.0).derive("jiandang/index-tag/v1", &fields);
        let whole = hmac(&key, &[value.as_bytes()]);
        let mut tag = [0; TAG];
        tag.copy_from_slice(&whole[..TAG]);
        tag
    }
}
