//! The server secret: 32 bytes outside the database. What is wrapped under it gives a thief of the database or of a
//! backup nothing to guess passwords against.

use std::{fs, io::Write, path::Path};

use aes_gcm::{
    Aes256Gcm, KeyInit,
    aead::{Aead, Payload},
};
use hkdf::Hkdf;
use ledger::id::PersonId;
use sha2::Sha256;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::{
    clock::minutes,
    config::OpenError,
    private,
    random::{self, NoRandom},
};

const NONCE: usize = 12;
const CHALLENGE_LIFE: u64 = minutes(5);

/// The secret; everything used is derived from it.
pub(crate) struct ServerSecret(Hkdf<Sha256>);

/// What was sealed does not open: another server secret, another person or purpose, or altered bytes.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("what was sealed does not open under the server secret")]
pub(crate) struct Unopened;

impl ServerSecret {
    pub(crate) fn new(secret: &[u8; 32]) -> Self {
        Self(Hkdf::new(Some(b"jiandang/server-secret/v1"), secret))
    }

    /// Reads the file; none if it is not there.
    pub(crate) fn read(path: &Path) -> Result<Option<Self>, OpenError> {
        let bytes = match fs::read(path) {
            Ok(bytes) => Zeroizing::new(bytes),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(OpenError::File(path.to_owned(), error)),
        };
        private::narrow(path, private::FILE);
        let secret = Zeroizing::new(
            <[u8; 32]>::try_from(bytes.as_slice())
                .map_err(|_| OpenError::Secret(path.to_owned()))?,
        );
        Ok(Some(Self::new(&secret)))
    }

    /// Makes the file with fresh random bytes.
    pub(crate) fn create(path: &Path) -> Result<Self, OpenError> {
        let fresh = Zeroizing::new(random::bytes::<32>().map_err(|NoRandom| OpenError::Random)?);
        create(path, fresh.as_slice()).map_err(|error| OpenError::File(path.to_owned(), error))?;
        Ok(Self::new(&fresh))
    }

    /// What tells this secret from another, and nothing else.
    pub(crate) fn print(&self) -> [u8; 16] {
        *self.derive(b"print", b"")
    }

    fn derive<const N: usize>(&self, label: &[u8], data: &[u8]) -> Zeroizing<[u8; N]> {
        let mut out = Zeroizing::new([0; N]);
        let filled = self.0.expand_multi_info(&[label, data], out.as_mut_slice());
        debug_assert!(filled.is_ok(), "HKDF gives up to 8,160 bytes");
        out
    }

    /// Wraps a person's blob: nonce, then ciphertext. It opens for that person only.
    pub(crate) fn wrap(&self, person: PersonId, blob: &[u8]) -> Result<Vec<u8>, NoRandom> {
        self.seal(b"blob", &person.0, blob)
    }

    /// Opens what [`ServerSecret::wrap`] made.
    pub(crate) fn unwrap(&self, person: PersonId, wrapped: &[u8]) -> Result<Vec<u8>, Unopened> {
        self.open(b"blob", &person.0, wrapped)
    }

    fn cipher(&self, purpose: &[u8]) -> Aes256Gcm {
        Aes256Gcm::new(&(*self.derive::<32>(purpose, b"")).into())
    }

    /// Seals for a purpose, which has a key of its own: nonce, then ciphertext. It opens together with `about` only.
    pub(crate) fn seal(
        &self,
        purpose: &[u8],
        about: &[u8],
        plain: &[u8],
    ) -> Result<Vec<u8>, NoRandom> {
        let nonce = random::bytes::<NONCE>()?;
        let payload = Payload {
            msg: plain,
            aad: about,
        };
        let sealed = self.cipher(purpose).encrypt(&nonce.into(), payload);
        Ok([nonce.as_slice(), &sealed.map_err(|_| NoRandom)?].concat())
    }

    /// Opens what [`ServerSecret::seal`] made.
    pub(crate) fn open(
        &self,
        purpose: &[u8],
        about: &[u8],
        sealed: &[u8],
    ) -> Result<Vec<u8>, Unopened> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().ok_or(Unopened)?;
        let payload = Payload {
            msg: sealed,
            aad: about,
        };
        self.cipher(purpose)
            .decrypt(&(*nonce).into(), payload)
            .map_err(|_| Unopened)
    }

    /// The key under which sign-in secrets are hashed.
    pub(crate) fn hashing_key(&self) -> Zeroizing<[u8; 32]> {
        self.derive(b"sign-in", b"")
    }

    /// A digest of what somebody typed, which may be a password by mistake.
    pub(crate) fn digest(&self, typed: &[u8]) -> [u8; 32] {
        *self.derive(b"typed", typed)
    }

    /// What is kept of a person's one-time code. A code has 50 bits, which nobody tries out without this secret.
    pub(crate) fn one_time_code(&self, person: PersonId, code: &str) -> [u8; 32] {
        *self.derive(b"one-time-code", &[&person.0, code.as_bytes()].concat())
    }

    /// The salt of a sign-in name that nobody has: the same each time it is asked for, like a real one.
    pub(crate) fn salt_of_nobody(&self, folded_name: &str) -> [u8; 16] {
        *self.derive(b"salt", folded_name.as_bytes())
    }

    /// A challenge that needs no memory: time (8), random (8), and a code over both (16).
    pub(crate) fn challenge(&self, now: u64) -> Result<[u8; 32], NoRandom> {
        let mut challenge = [0; 32];
        challenge[..8].copy_from_slice(&now.to_be_bytes());
        challenge[8..16].copy_from_slice(&random::bytes::<8>()?);
        let code = self.derive::<16>(b"challenge", &challenge[..16]);
        challenge[16..].copy_from_slice(code.as_slice());
        Ok(challenge)
    }

    /// Whether this server made the challenge in the last five minutes; then, when it ends.
    pub(crate) fn challenge_ends(&self, challenge: &[u8; 32], now: u64) -> Option<u64> {
        let (stated, code) = challenge.split_at(16);
        let made = u64::from_be_bytes(stated.first_chunk().copied()?);
        let genuine: bool = self
            .derive::<16>(b"challenge", stated)
            .as_slice()
            .ct_eq(code)
            .into();
        let ends = made.checked_add(CHALLENGE_LIFE)?;
        (genuine && made <= now && now < ends).then_some(ends)
    }
}

/// Writes a file that must not exist yet, readable to its owner only, and syncs it.
fn create(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, private::FILE);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    const ANNA: PersonId = PersonId([1; 16]);
    const BEN: PersonId = PersonId([2; 16]);

    #[test]
    fn a_blob_opens_for_its_person_and_secret_only() {
        let secret = ServerSecret::new(&[7; 32]);
        let wrapped = secret.wrap(ANNA, b"blob").unwrap();
        assert_eq!(secret.unwrap(ANNA, &wrapped).unwrap(), b"blob");
        assert!(secret.unwrap(BEN, &wrapped).is_err());
        assert!(ServerSecret::new(&[8; 32]).unwrap(ANNA, &wrapped).is_err());
        for place in 0..wrapped.len() {
            let mut altered = wrapped.clone();
            altered[place] ^= 1;
            assert!(secret.unwrap(ANNA, &altered).is_err());
        }
        assert!(secret.unwrap(ANNA, &wrapped[..5]).is_err());
    }

    #[test]
    fn a_challenge_is_good_for_five_minutes_and_cannot_be_made_up() {
        let secret = ServerSecret::new(&[7; 32]);
        let challenge = secret.challenge(1_000).unwrap();
        assert_eq!(secret.challenge_ends(&challenge, 1_000), Some(301_000));
        assert_eq!(secret.challenge_ends(&challenge, 300_999), Some(301_000));
        assert_eq!(secret.challenge_ends(&challenge, 301_000), None);
        assert_eq!(secret.challenge_ends(&challenge, 999), None);
        for place in 0..32 {
            let mut altered = challenge;
            altered[place] ^= 1;
            assert_eq!(secret.challenge_ends(&altered, 1_000), None);
        }
        assert_eq!(
            ServerSecret::new(&[8; 32]).challenge_ends(&challenge, 1_000),
            None
        );
    }

    #[test]
    fn nobody_has_a_stable_salt() {
        let secret = ServerSecret::new(&[7; 32]);
        assert_eq!(
            secret.salt_of_nobody("zhang"),
            secret.salt_of_nobody("zhang")
        );
        assert_ne!(secret.salt_of_nobody("zhang"), secret.salt_of_nobody("li"));
        assert_ne!(
            secret.salt_of_nobody("zhang"),
            ServerSecret::new(&[8; 32]).salt_of_nobody("zhang")
        );
    }

    #[test]
    fn the_file_is_made_once_and_private() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("server.secret");
        assert!(ServerSecret::read(&path).unwrap().is_none());
        let first = ServerSecret::create(&path).unwrap();
        assert!(ServerSecret::create(&path).is_err());
        let second = ServerSecret::read(&path).unwrap().unwrap();
        assert_eq!(first.salt_of_nobody("x"), second.salt_of_nobody("x"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(
                fs::metadata(&path).unwrap().permissions().mode() & 0o777,
                0o600
            );
        }
        fs::write(&path, b"short").unwrap();
        assert!(matches!(
            ServerSecret::read(&path),
            Err(OpenError::Secret(_))
        ));
    }
}
