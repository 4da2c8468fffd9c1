//! RSA-OAEP (RFC 8017 §7.1) with SHA-256, MGF1 with SHA-256, and a label.

use rand_core::{CryptoRng, Infallible, TryCryptoRng, TryRng};
use rsa::oaep::{DecryptingKey, EncryptingKey};
use rsa::pkcs8::{DecodePrivateKey, DecodePublicKey, EncodePrivateKey, EncodePublicKey};
use rsa::traits::{PublicKeyParts, RandomizedDecryptor, RandomizedEncryptor};
use rsa::{BoxedUint, PrivateKey, PublicKey};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::mac;

/// The one modulus length in use, in bits.
pub(crate) const BITS: u32 = 3072;
const EXPONENT: u64 = 65_537;

/// A new key pair; `None` if the generator gave numbers without one (it does not, in practice).
pub(crate) fn generate(rng: &mut impl CryptoRng) -> Option<PrivateKey> {
    PrivateKey::new(rng, BITS as usize).ok()
}

fn fits(key: &impl PublicKeyParts) -> bool {
    key.n().bit_width_vartime() == BITS && *key.e() == BoxedUint::from(EXPONENT)
}

/// The private key in a PKCS#8 document, if it is consistent and of the one length and exponent.
pub(crate) fn private_from_pkcs8(document: &[u8]) -> Option<PrivateKey> {
    let key = PrivateKey::from_pkcs8_der(document).ok()?;
    (fits(&key) && key.validate().is_ok()).then_some(key)
}

pub(crate) fn private_to_pkcs8(key: &PrivateKey) -> Option<Zeroizing<Vec<u8>>> {
    let document = key.to_pkcs8_der().ok()?;
    Some(Zeroizing::new(document.as_bytes().to_vec()))
}

/// The public key in an SPKI document of the one length and exponent, in its only encoding: a fingerprint is taken
/// over these bytes.
pub(crate) fn public_from_spki(document: &[u8]) -> Option<PublicKey> {
    let key = PublicKey::from_public_key_der(document).ok()?;
    let canonical = public_to_spki(&key)? == document;
    (fits(&key) && canonical).then_some(key)
}

pub(crate) fn public_to_spki(key: &PublicKey) -> Option<Vec<u8>> {
    Some(key.to_public_key_der().ok()?.as_bytes().to_vec())
}

pub(crate) fn encrypt(
    key: &PublicKey,
    label: &[u8],
    plaintext: &[u8],
    rng: &mut impl CryptoRng,
) -> Option<Vec<u8>> {
    EncryptingKey::<Sha256>::new_with_label(key.clone(), label)
        .encrypt_with_rng(rng, plaintext)
        .ok()
}

/// Decrypts with blinding, seeded by `blinding` (a secret of this key) and the ciphertext: no random source is needed,
/// and whoever sends ciphertexts can't foresee the factor.
pub(crate) fn decrypt(
    key: &PrivateKey,
    blinding: &[u8; 32],
    label: &[u8],
    ciphertext: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let mut factors = Factors {
        seed: Zeroizing::new(mac::hmac(blinding, &[ciphertext])),
        next: 0,
    };
    DecryptingKey::<Sha256>::new_with_label(key.clone(), label)
        .decrypt_with_rng(&mut factors, ciphertext)
        .ok()
        .map(Zeroizing::new)
}

/// HMAC-SHA256 in counter mode.
struct Factors {
    seed: Zeroizing<[u8; 32]>,
    next: u64,
}

impl TryRng for Factors {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_be_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_be_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for part in bytes.chunks_mut(32) {
            let block = mac::hmac(&self.seed, &[&self.next.to_be_bytes()]);
            self.next = self.next.wrapping_add(1);
            part.copy_from_slice(&block[..part.len()]);
        }
        Ok(())
    }
}

impl TryCryptoRng for Factors {}
