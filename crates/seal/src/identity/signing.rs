//! Ed25519 (RFC 8032).

use ed25519_dalek::{Signature, Signer, VerifyingKey};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::BadSignature;
use crate::secret::redacted;

/// Signs statements and boxes. Zeroised when dropped.
#[derive(Clone)]
pub struct SigningKey(ed25519_dalek::SigningKey);

redacted!(SigningKey);

impl SigningKey {
    /// A new random key.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut seed = Zeroizing::new([0; 32]);
        rng.fill_bytes(&mut seed[..]);
        Self(ed25519_dalek::SigningKey::from_bytes(&seed))
    }

    /// The key with this seed.
    pub fn from_seed(seed: [u8; 32]) -> Self {
        let seed = Zeroizing::new(seed);
        Self(ed25519_dalek::SigningKey::from_bytes(&seed))
    }

    /// The seed, to be kept in the person's blob.
    pub fn seed(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }

    /// The signature of `message`, which starts with a domain that names its purpose.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }

    /// The public half.
    pub fn verifying(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }
}

/// Verifies strictly: no second signature for a message, no keys or points of low order.
///
/// # Errors
/// [`BadSignature`] also if `key` is no key.
pub fn verify(key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> Result<(), BadSignature> {
    VerifyingKey::from_bytes(key)
        .and_then(|key| key.verify_strict(message, &Signature::from_bytes(signature)))
        .map_err(|_| BadSignature)
}
