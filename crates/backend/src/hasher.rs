//! Hashes of sign-in secrets. A secret is 32 bytes out of Argon2id already; hashing it again keeps a thief of the
//! database from signing in with what is stored there, and hashing it under a key that lies outside the database keeps the
//! thief from trying passwords against it.

use std::sync::Arc;

use argon2::{Algorithm, Argon2, Params, Version};
use subtle::ConstantTimeEq;
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use crate::{error::Failure, random};

/// 8 MiB, one pass: the input has 32 bytes of entropy or was stretched by its owner with far more.
const MEMORY_KIB: u32 = 8 * 1024;

/// Hashes computed at once: bounds memory, and leaves processors for others.
const AT_ONCE: usize = 2;

/// A stored hash and its salt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SecretHash {
    pub(crate) salt: [u8; 16],
    pub(crate) hash: [u8; 32],
}

/// Computes hashes beside the event loop, a few at once.
pub(crate) struct Hasher {
    key: Arc<Zeroizing<[u8; 32]>>,
    places: Arc<Semaphore>,
}

impl Hasher {
    /// Under a key out of the server secret.
    pub(crate) fn new(key: Zeroizing<[u8; 32]>) -> Self {
        Self {
            key: Arc::new(key),
            places: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }

    /// Hashes a new secret under a fresh salt.
    pub(crate) async fn hash(&self, secret: Zeroizing<[u8; 32]>) -> Result<SecretHash, Failure> {
        let salt = random::bytes::<16>()?;
        Ok(SecretHash {
            salt,
            hash: self.compute(secret, salt).await?,
        })
    }

    /// Whether the secret is the stored one. Without a stored one the same work is done, and the answer is no.
    pub(crate) async fn matches(
        &self,
        secret: Zeroizing<[u8; 32]>,
        stored: Option<&SecretHash>,
    ) -> Result<bool, Failure> {
        let salt = stored.map_or([0; 16], |stored| stored.salt);
        let hash = self.compute(secret, salt).await?;
        Ok(stored.is_some_and(|stored| stored.hash.ct_eq(&hash).into()))
    }

    async fn compute(
        &self,
        secret: Zeroizing<[u8; 32]>,
        salt: [u8; 16],
    ) -> Result<[u8; 32], Failure> {
        let place = Arc::clone(&self.places)
            .acquire_owned()
            .await
            .map_err(|error| Failure::internal(&error))?;
        let key = Arc::clone(&self.key);
        let work = move || {
            let _place = place;
            argon2id(&key, &secret, &salt)
        };
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|error| Failure::internal(&error))?
            .map_err(|error| Failure::internal(&error))
    }
}

fn argon2id(key: &[u8; 32], secret: &[u8; 32], salt: &[u8; 16]) -> argon2::Result<[u8; 32]> {
    let params = Params::new(MEMORY_KIB, 1, 1, Some(32))?;
    let mut hash = [0; 32];
    Argon2::new_with_secret(key, Algorithm::Argon2id, Version::V0x13, params)?
        .hash_password_into(secret, salt, &mut hash)?;
    Ok(hash)
}
