//! AEAD in place, by suite.

use aes_gcm::Aes256Gcm;
use aes_gcm::aead::{AeadInOut, KeyInit};
use chacha20poly1305::ChaCha20Poly1305;

use crate::{OpenError, SealError, Suite};

pub(crate) const NONCE: usize = 12;
pub(crate) const TAG: usize = 16;

/// Encrypts `buffer` and returns the tag.
pub(crate) fn seal(
    suite: Suite,
    key: &[u8; 32],
    nonce: &[u8; NONCE],
    aad: &[u8],
    buffer: &mut [u8],
) -> Result<[u8; TAG], SealError> {
    let tag = match suite {
        Suite::Aes256Gcm => {
            Aes256Gcm::new(key.into()).encrypt_inout_detached(nonce.into(), aad, buffer.into())
        }
        Suite::ChaCha20Poly1305 => ChaCha20Poly1305::new(key.into()).encrypt_inout_detached(
            nonce.into(),
            aad,
            buffer.into(),
        ),
    };
    // Both ciphers fail for one reason only: more than 2^32 blocks.
    tag.map(Into::into).map_err(|_| SealError::TooLong)
}

/// Decrypts `buffer`. If the tag does not hold, nothing has been decrypted.
pub(crate) fn open(
    suite: Suite,
    key: &[u8; 32],
    nonce: &[u8; NONCE],
    aad: &[u8],
    buffer: &mut [u8],
    tag: &[u8; TAG],
) -> Result<(), OpenError> {
    let opened = match suite {
        Suite::Aes256Gcm => Aes256Gcm::new(key.into()).decrypt_inout_detached(
            nonce.into(),
            aad,
            buffer.into(),
            tag.into(),
        ),
        Suite::ChaCha20Poly1305 => ChaCha20Poly1305::new(key.into()).decrypt_inout_detached(
            nonce.into(),
            aad,
            buffer.into(),
            tag.into(),
        ),
    };
    opened.map_err(|_| OpenError)
}
