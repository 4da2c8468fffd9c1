//! RSA-3072-OAEP with SHA-256, MGF1 with SHA-256 and a label of any bytes: what WebCrypto calls `RSA-OAEP` with hash
//! `SHA-256`. For programs that have no WebCrypto.

use rand_core::CryptoRng;
use rsa::PrivateKey;
use zeroize::Zeroizing;

use super::{WrappingKeyError, WrappingPublic};
use crate::hazmat::{kdf::Deriver, rsa as raw};
use crate::secret::redacted;
use crate::{OpenError, SealError};

/// Longest document accepted, in bytes: PKCS#8 of a key of 3072 bits takes about 1,800.
const MAX_DOCUMENT: usize = 4096;

/// The private half, for native programs. A browser keeps it in WebCrypto, not extractable.
///
/// Zeroised when dropped.
pub struct WrappingKey {
    key: PrivateKey,
    spki: Vec<u8>,
    blinding: Zeroizing<[u8; 32]>,
}

redacted!(WrappingKey);

impl WrappingKey {
    /// A new pair. Takes a second or more.
    ///
    /// # Errors
    /// [`WrappingKeyError::NotMade`] if the generator is unusable.
    pub fn generate(rng: &mut impl CryptoRng) -> Result<Self, WrappingKeyError> {
        raw::generate(rng)
            .and_then(Self::from_key)
            .ok_or(WrappingKeyError::NotMade)
    }

    /// The pair in a PKCS#8 document (DER).
    ///
    /// # Errors
    /// [`WrappingKeyError::Refused`] unless it is consistent, of 3072 bits, with exponent 65537.
    pub fn from_pkcs8(document: &[u8]) -> Result<Self, WrappingKeyError> {
        if document.len() > MAX_DOCUMENT {
            return Err(WrappingKeyError::Refused);
        }
        raw::private_from_pkcs8(document)
            .and_then(Self::from_key)
            .ok_or(WrappingKeyError::Refused)
    }

    fn from_key(key: PrivateKey) -> Option<Self> {
        let document = raw::private_to_pkcs8(&key)?;
        let deriver = Deriver::extract(b"jiandang/blinding/v1", &document);
        Some(Self {
            spki: raw::public_to_spki(key.as_public_key())?,
            blinding: deriver.derive("jiandang/blinding/v1", &[]),
            key,
        })
    }

    /// PKCS#8 (DER), to be kept in the person's blob.
    ///
    /// # Errors
    /// [`WrappingKeyError::Refused`] if the key can't be encoded, which an accepted key always can.
    pub fn to_pkcs8(&self) -> Result<Zeroizing<Vec<u8>>, WrappingKeyError> {
        raw::private_to_pkcs8(&self.key).ok_or(WrappingKeyError::Refused)
    }

    /// The public half as SPKI (DER).
    pub fn public_spki(&self) -> Vec<u8> {
        self.spki.clone()
    }

    /// Opens what [`WrappingPublic::wrap`] made with the same label.
    ///
    /// # Errors
    /// [`OpenError`] for another key, another label, altered bytes.
    pub fn unwrap(&self, label: &[u8], ciphertext: &[u8]) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        raw::decrypt(&self.key, &self.blinding, label, ciphertext).ok_or(OpenError)
    }
}

impl WrappingPublic {
    /// Wraps up to [`Self::MAX_PLAINTEXT`] bytes into 384. The label is bound, not sent.
    ///
    /// # Errors
    /// [`SealError::TooLong`]; [`SealError::BadRecipient`] for a modulus that nothing can be wrapped under.
    pub fn wrap(
        &self,
        label: &[u8],
        plaintext: &[u8],
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, SealError> {
        if plaintext.len() > Self::MAX_PLAINTEXT {
            return Err(SealError::TooLong);
        }
        let key = raw::public_from_spki(self.spki()).ok_or(SealError::BadRecipient)?;
        raw::encrypt(&key, label, plaintext, rng).ok_or(SealError::BadRecipient)
    }
}
