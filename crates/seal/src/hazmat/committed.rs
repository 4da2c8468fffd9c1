//! A small secret sealed under a key of its own, with commitment: `nonce(12) · commitment(32) · ciphertext · tag(16)`,
//! AES-256-GCM. For formats whose suite is fixed by their version.

use rand_core::CryptoRng;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use super::{aead, kdf};
use crate::layout::Reader;
use crate::{OpenError, SealError, Suite};

/// What sealing adds, in bytes.
pub(crate) const OVERHEAD: usize = aead::NONCE + 32 + aead::TAG;

const SUITE: Suite = Suite::Aes256Gcm;

/// Seals `plaintext`; `aad` starts with a domain that names the format.
pub(crate) fn seal(
    key: &[u8; 32],
    aad: &[u8],
    plaintext: &[u8],
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, SealError> {
    let content = kdf::content(key, SUITE);
    let mut nonce = [0; aead::NONCE];
    rng.fill_bytes(&mut nonce);
    let mut sealed = Vec::with_capacity(plaintext.len() + OVERHEAD);
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(&content.commitment);
    let start = sealed.len();
    sealed.extend_from_slice(plaintext);
    let tag = aead::seal(SUITE, &content.key, &nonce, aad, &mut sealed[start..])?;
    sealed.extend_from_slice(&tag);
    Ok(sealed)
}

/// Opens what [`seal`] made with the same key and additional data.
pub(crate) fn open(
    key: &[u8; 32],
    aad: &[u8],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    let mut reader = Reader::new(sealed);
    let nonce = reader.array().map_err(|_| OpenError)?;
    let commitment: [u8; 32] = reader.array().map_err(|_| OpenError)?;
    let (body, tag) = reader.rest().split_last_chunk().ok_or(OpenError)?;
    let content = kdf::content(key, SUITE);
    if !bool::from(content.commitment.ct_eq(&commitment)) {
        return Err(OpenError);
    }
    let mut plaintext = Zeroizing::new(body.to_vec());
    aead::open(SUITE, &content.key, &nonce, aad, &mut plaintext, tag)?;
    Ok(plaintext)
}
