//! The public half of a person's wrapping pair, as bytes that are known to be such a key. Wrapping itself is done by
//! whoever has RSA: WebCrypto in a browser, the `rsa` crate natively (feature `native-rsa`).

/// Why a wrapping key was not accepted or made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WrappingKeyError {
    /// Not an RSA key of 3072 bits with exponent 65537 in its canonical encoding.
    #[error("not an RSA key of 3072 bits with exponent 65537")]
    Refused,
    /// The random numbers gave no key.
    #[error("no key could be made")]
    NotMade,
}

/// The modulus: 3072 bits.
const MODULUS: usize = 384;

/// All before the modulus in a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7) of such a key in DER: the algorithm
/// rsaEncryption (RFC 8017 §A.1) with its NULL, then the key's sequence and the modulus' sign byte.
const BEFORE: [u8; 33] = [
    0x30, 0x82, 0x01, 0xa2, 0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01,
    0x01, 0x05, 0x00, 0x03, 0x82, 0x01, 0x8f, 0x00, 0x30, 0x82, 0x01, 0x8a, 0x02, 0x82, 0x01, 0x81,
    0x00,
];

/// All after it: the exponent 65537.
const AFTER: [u8; 5] = [0x02, 0x03, 0x01, 0x00, 0x01];

/// The public half: anybody can wrap a key for its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrappingPublic([u8; Self::LENGTH]);

impl WrappingPublic {
    /// Length of the document, in bytes.
    pub const LENGTH: usize = BEFORE.len() + MODULUS + AFTER.len();

    /// Most bytes that can be wrapped: 384 − 2 × 32 − 2 (RFC 8017 §7.1.1).
    pub const MAX_PLAINTEXT: usize = 318;

    /// The key in a SubjectPublicKeyInfo document (DER), in its only encoding: a fingerprint is taken over these bytes.
    ///
    /// # Errors
    /// [`WrappingKeyError::Refused`] unless it has exactly 3072 bits, an odd modulus, exponent 65537 and the canonical
    /// encoding.
    pub fn from_spki(document: &[u8]) -> Result<Self, WrappingKeyError> {
        let refused = WrappingKeyError::Refused;
        let document: [u8; Self::LENGTH] = document.try_into().map_err(|_| refused)?;
        let modulus = document
            .strip_prefix(&BEFORE)
            .and_then(|rest| rest.strip_suffix(&AFTER))
            .ok_or(refused)?;
        let full = modulus.first().is_some_and(|byte| byte & 0x80 != 0);
        let odd = modulus.last().is_some_and(|byte| byte & 1 != 0);
        (full && odd).then_some(Self(document)).ok_or(refused)
    }

    /// The document.
    pub fn spki(&self) -> &[u8] {
        &self.0
    }
}
