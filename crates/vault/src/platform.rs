//! The seam to the machine.

use async_trait::async_trait;
use seal::{
    identity::WrappingPublic,
    password::{Salt, ServerSalt, SignInSecret, Stretch, StretchError, UnlockKey, stretch},
    rand_core::CryptoRng,
};
use zeroize::Zeroizing;

/// A fresh RSA-3072 pair.
pub struct NewWrappingKey {
    /// The private half, PKCS#8 in DER: sealed into the person's blob at once.
    pub pkcs8: Zeroizing<Vec<u8>>,
    /// The public half, SubjectPublicKeyInfo in DER.
    pub spki: Vec<u8>,
}

/// The machine could not do it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault;

/// The clock, randomness, and what takes long: RSA, which is WebCrypto's in the browser and the `rsa` crate's natively, and the
/// stretching of passwords, which a test kit may remember.
#[async_trait(?Send)]
pub trait Platform {
    /// A private key ready for use; in the browser it can't be exported.
    type WrappingKey;
    /// A source of randomness.
    type Rng: CryptoRng;

    /// Milliseconds since 1970.
    fn now(&self) -> u64;

    /// The randomness.
    fn rng(&self) -> Self::Rng;

    /// Makes an RSA-3072 pair.
    async fn make_wrapping_key(&self) -> Result<NewWrappingKey, Fault>;

    /// Takes a private key in.
    async fn load_wrapping_key(&self, pkcs8: &[u8]) -> Result<Self::WrappingKey, Fault>;

    /// RSA-OAEP with SHA-256 and a label, for somebody's public half.
    async fn wrap(
        &self,
        public: &WrappingPublic,
        label: &[u8],
        plaintext: &[u8],
    ) -> Result<Vec<u8>, Fault>;

    /// RSA-OAEP with SHA-256 and a label, with the private half.
    async fn unwrap(
        &self,
        key: &Self::WrappingKey,
        label: &[u8],
        ciphertext: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, Fault>;

    /// A salt for a new password. Random unless the platform has a reason.
    fn salt(&self) -> ServerSalt {
        ServerSalt(random(self))
    }

    /// Stretches a password: see [`seal::password::stretch`]. Takes long.
    fn stretch(
        &self,
        password: &str,
        salt: &Salt,
        cost: &Stretch,
    ) -> Result<(SignInSecret, UnlockKey), StretchError> {
        stretch(password, salt, cost)
    }
}

/// A new uuid v7 (RFC 9562) as bytes.
pub(crate) fn uuid_v7<P: Platform>(platform: &P) -> [u8; 16] {
    use seal::rand_core::Rng;
    let mut random = [0; 10];
    platform.rng().fill_bytes(&mut random);
    *uuid::Builder::from_unix_timestamp_millis(platform.now(), &random)
        .as_uuid()
        .as_bytes()
}

/// Random bytes.
pub(crate) fn random<P: Platform + ?Sized, const N: usize>(platform: &P) -> [u8; N] {
    use seal::rand_core::Rng;
    let mut bytes = [0; N];
    platform.rng().fill_bytes(&mut bytes);
    bytes
}
