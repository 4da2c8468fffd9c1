//! A person's own recovery code: it signs in and opens their blob in the password's place.

use rand_core::CryptoRng;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::hazmat::kdf::Deriver;
use crate::password::{SignInSecret, UnlockKey};
use crate::secret::redacted;

/// 256 random bits. They stand on paper, as a [`Kit`](super::Kit), and nowhere else.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct PersonalCode([u8; 32]);

redacted!(PersonalCode);

impl PersonalCode {
    /// A new random code.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut code = Zeroizing::new([0; 32]);
        rng.fill_bytes(&mut code[..]);
        Self(*code)
    }

    /// The code off paper.
    pub fn from_bytes(code: [u8; 32]) -> Self {
        Self(code)
    }

    /// The bytes, to be written down.
    pub(crate) fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// What signs in with it, and what opens the blob. It is random, so nothing is stretched; neither tells anything about the other or
    /// about the code.
    pub fn secrets(&self) -> (SignInSecret, UnlockKey) {
        let deriver = Deriver::from_key(&self.0);
        (
            SignInSecret::new(*deriver.derive("jiandang/personal-code-sign-in/v1", &[])),
            UnlockKey::new(*deriver.derive("jiandang/personal-code-unlock/v1", &[])),
        )
    }
}
