//! HKDF-SHA256 (RFC 5869) with labels, 32 bytes at a time.

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::Suite;

/// A key from which labelled keys are derived. Its state is wiped when it is dropped, as `hmac` and `sha2` do with the feature `zeroize`.
#[derive(Clone)]
pub(crate) struct Deriver(Hkdf<Sha256>);

impl Deriver {
    /// From a key that is uniformly random already: expansion alone, as RFC 5869 §3.3 allows. It halves the cost of
    /// opening a small record.
    pub(crate) fn from_key(key: &[u8; 32]) -> Self {
        match Hkdf::from_prk(key) {
            Ok(hkdf) => Self(hkdf),
            Err(_) => unreachable!("32 bytes are the length of a SHA-256 key"),
        }
    }

    /// From keying material of any shape: extraction, then expansion.
    pub(crate) fn extract(salt: &[u8], material: &[u8]) -> Self {
        Self(Hkdf::new(Some(salt), material))
    }

    /// The key for `label` and `fields`. The label is preceded by its length, and `fields` has a fixed length for each
    /// label: no two pairs give the same input.
    pub(crate) fn derive(&self, label: &'static str, fields: &[u8]) -> Zeroizing<[u8; 32]> {
        let mut key = Zeroizing::new([0; 32]);
        let length = [label.len() as u8];
        let info = [&length[..], label.as_bytes(), fields];
        match self.0.expand_multi_info(&info, &mut key[..]) {
            Ok(()) => key,
            Err(_) => unreachable!("32 bytes are far below the limit of an expansion"),
        }
    }
}

/// What encrypts, and the public proof of which key did.
pub(crate) struct Content {
    pub(crate) key: Zeroizing<[u8; 32]>,
    pub(crate) commitment: [u8; 32],
}

/// Content key and commitment of `key` under a suite. Two keys with one commitment would be a collision of SHA-256, so
/// a ciphertext that carries the commitment opens under one key only (AES-GCM and Poly1305 alone don't give that).
pub(crate) fn content(key: &[u8; 32], suite: Suite) -> Content {
    let deriver = Deriver::from_key(key);
    let suite = [suite.number()];
    Content {
        key: deriver.derive("jiandang/content/v1", &suite),
        commitment: *deriver.derive("jiandang/content-commitment/v1", &suite),
    }
}
