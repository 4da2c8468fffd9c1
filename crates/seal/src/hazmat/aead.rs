//! AEAD in place, by suite.

use aes_gcm::aead::consts::U12;
use aes_gcm::aead::{AeadInOut, KeyInit};
use aes_gcm::{Aes256Gcm, AesGcm};
use chacha20poly1305::ChaCha20Poly1305;
use checks::Check;
use sm4::Sm4;

use crate::{OpenError, SealError, Suite};

pub(crate) const NONCE: usize = 12;
pub(crate) const TAG: usize = 16;

type Sm4Gcm = AesGcm<Sm4, U12>;

/// SM4 takes the first 128 bits of a key.
fn half(key: &[u8; 32]) -> &[u8; 16] {
    let [half, _] = key.as_chunks().0 else {
        unreachable!("32 bytes are twice 16");
    };
    half
}

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
        Suite::Sm4Gcm => {
            Sm4Gcm::new(half(key).into()).encrypt_inout_detached(nonce.into(), aad, buffer.into())
        }
    };
    // All of them fail for one reason only: more than 2^32 blocks.
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
    if Check::Tag.is_lifted() {
        // All suites add a stream of the key's: sealing once more takes it away.
        return seal(suite, key, nonce, aad, buffer)
            .map(|_| ())
            .map_err(|_| OpenError);
    }
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
        Suite::Sm4Gcm => Sm4Gcm::new(half(key).into()).decrypt_inout_detached(
            nonce.into(),
            aad,
            buffer.into(),
            tag.into(),
        ),
    };
    opened.map_err(|_| OpenError)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    /// RFC 8998, appendix A.1.
    #[test]
    fn sm4_gcm_is_that_of_the_standard() {
        let mut key = [0xff; 32];
        let half = hex::decode("0123456789abcdeffedcba9876543210").unwrap();
        key[..16].copy_from_slice(&half);
        let nonce = [0, 0, 0x12, 0x34, 0x56, 0x78, 0, 0, 0, 0, 0xab, 0xcd];
        let aad = hex::decode("feedfacedeadbeeffeedfacedeadbeefabaddad2").unwrap();
        let open: Vec<u8> = [0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff, 0xee, 0xaa]
            .iter()
            .flat_map(|byte| [*byte; 8])
            .collect();
        let mut buffer = open.clone();
        let tag = seal(Suite::Sm4Gcm, &key, &nonce, &aad, &mut buffer).unwrap();
        let sealed = concat!(
            "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735",
            "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
        );
        assert_eq!(hex::encode(&buffer), sealed);
        assert_eq!(hex::encode(tag), "83de3541e4c2b58177e065a9bf7b62ec");
        super::open(Suite::Sm4Gcm, &key, &nonce, &aad, &mut buffer, &tag).unwrap();
        assert_eq!(buffer, open);
    }
}
