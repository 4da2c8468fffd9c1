//! Random numbers that repeat, the test key, and what several tests share.

use std::path::PathBuf;
use std::sync::OnceLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use seal::identity::{WrappingKey, WrappingPublic};
use seal::password::{Salt, Stretch, UnlockKey, stretch};
use seal::rand_core::{Infallible, TryCryptoRng, TryRng};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// SHA-256 in counter mode: the same name gives the same numbers.
pub(crate) struct Repeating {
    name: Vec<u8>,
    next: u64,
}

pub(crate) fn rng(name: &str) -> Repeating {
    Repeating {
        name: name.into(),
        next: 0,
    }
}

impl TryRng for Repeating {
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
            let block = Sha256::new()
                .chain_update(&self.name)
                .chain_update(self.next.to_be_bytes())
                .finalize();
            self.next += 1;
            part.copy_from_slice(&block[..part.len()]);
        }
        Ok(())
    }
}

impl TryCryptoRng for Repeating {}

pub(crate) fn vector_path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("vectors")
        .join(name)
}

pub(crate) fn vector(name: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(vector_path(name)).unwrap()).unwrap()
}

/// A field of a vector in base64.
pub(crate) fn base64(value: &Value) -> Vec<u8> {
    STANDARD.decode(value.as_str().unwrap()).unwrap()
}

/// The RSA key that is committed for tests: making one takes long without optimisation.
pub(crate) fn wrapping_key() -> &'static WrappingKey {
    static KEY: OnceLock<WrappingKey> = OnceLock::new();
    KEY.get_or_init(|| {
        WrappingKey::from_pkcs8(&base64(&vector("webcrypto.json")["rsa"]["pkcs8"])).unwrap()
    })
}

pub(crate) fn wrapping_public() -> WrappingPublic {
    WrappingPublic::from_spki(&wrapping_key().public_spki()).unwrap()
}

pub(crate) fn unlock_key(password: &str) -> UnlockKey {
    stretch(password, &Salt([7; 16]), &Stretch::DEFAULT)
        .unwrap()
        .1
}

/// Every way to flip one bit in one byte, and every cut.
pub(crate) fn damaged(whole: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let flips = (0..whole.len()).map(|at| {
        let mut flipped = whole.to_vec();
        flipped[at] ^= 1 << (at % 8);
        flipped
    });
    let cuts = (0..whole.len()).map(|end| whole[..end].to_vec());
    let heads = (1..whole.len()).map(|start| whole[start..].to_vec());
    let longer = std::iter::once([whole, &[0]].concat());
    flips.chain(cuts).chain(heads).chain(longer)
}
