//! The recovery root: one seed from which its two pairs come, kept on paper and otherwise forgotten. And a person's own code, which stands on
//! paper in the same form.

pub mod base32;
mod kit;
mod personal;
mod share;

pub use kit::{Kit, KitError};
pub use personal::PersonalCode;
pub use share::{SHARES, SameShare, Share};

use rand_core::CryptoRng;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::hazmat::kdf::Deriver;
use crate::identity::SigningKey;
use crate::post::PostPair;
use crate::secret::redacted;

/// The seed of the recovery root. [`Kit`] is its only way out.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Seed([u8; 32]);

redacted!(Seed);

impl Seed {
    /// A new random seed.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut seed = Zeroizing::new([0; 32]);
        rng.fill_bytes(&mut seed[..]);
        Self(*seed)
    }

    /// The key that signs the root's statements.
    pub fn signing(&self) -> SigningKey {
        SigningKey::from_seed(*self.derive("jiandang/recovery-signing/v1"))
    }

    /// The pair that every post and unit epoch is boxed to.
    pub fn wrapping(&self) -> PostPair {
        PostPair::from_private(*self.derive("jiandang/recovery-wrapping/v1"))
    }

    fn derive(&self, label: &'static str) -> Zeroizing<[u8; 32]> {
        Deriver::from_key(&self.0).derive(label, &[])
    }
}
