//! From a password to two secrets: one that signs in, one that unlocks.

use argon2::{Algorithm, Argon2, Params, Version};
use checks::Check;
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::hazmat::kdf::Deriver;
use crate::secret::redacted;

/// Longest password, in bytes of UTF-8.
pub const MAX_PASSWORD: usize = 1024;

/// Cost of Argon2id (RFC 9106). The server names it, the client has the last word: see [`stretch`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Stretch {
    /// The second recommendation of RFC 9106 §4 with one lane, as a browser's worker has one thread. It is the floor as
    /// well: a client refuses less, whatever the server says.
    pub const DEFAULT: Self = Self {
        memory_kib: 64 * 1024,
        passes: 3,
        lanes: 1,
    };

    /// More would only serve to hang a client: 1 GiB, 16 passes, 4 lanes.
    pub const CEILING: Self = Self {
        memory_kib: 1024 * 1024,
        passes: 16,
        lanes: 4,
    };

    fn check(&self) -> Result<(), StretchError> {
        let (floor, ceiling) = (Self::DEFAULT, Self::CEILING);
        let enough = self.memory_kib >= floor.memory_kib
            && self.passes >= floor.passes
            && self.lanes >= floor.lanes;
        if !Check::StretchFloor.passes(enough) {
            return Err(StretchError::TooWeak);
        }
        if self.memory_kib > ceiling.memory_kib
            || self.passes > ceiling.passes
            || self.lanes > ceiling.lanes
        {
            return Err(StretchError::TooCostly);
        }
        Ok(())
    }
}

const SALT_DOMAIN: &[u8] = b"jiandang/password-salt/v1";

/// Random, one for each account, kept and told by the server; not secret. Alone it stretches nothing: see
/// [`ServerSalt::of_person`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServerSalt(pub [u8; 16]);

impl ServerSalt {
    /// What the password of this person is stretched with: the first 16 bytes of SHA-256(domain ‖ server salt ‖ folded
    /// sign-in name in UTF-8). A server that gives everybody the same salt has to guess for each name anew all the same.
    ///
    /// `folded_name` is the sign-in name as names are compared, trimmed and in lower case: that is the caller's work.
    pub fn of_person(&self, folded_name: &str) -> Salt {
        let digest = Sha256::new()
            .chain_update(SALT_DOMAIN)
            .chain_update(self.0)
            .chain_update(folded_name)
            .finalize();
        let mut salt = [0; 16];
        salt.copy_from_slice(&digest[..16]);
        Salt(salt)
    }
}

/// What Argon2id gets as its salt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Salt(pub [u8; 16]);

/// Proves to the server that one knows the password. The server keeps a slow hash of it.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct SignInSecret([u8; 32]);

impl SignInSecret {
    pub(crate) fn new(secret: [u8; 32]) -> Self {
        Self(secret)
    }

    /// The bytes: this secret is made to be sent.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Opens the person's blob. It is never sent, hence has no way out of this crate.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct UnlockKey([u8; 32]);

impl UnlockKey {
    pub(crate) fn new(key: [u8; 32]) -> Self {
        Self(key)
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// What tells this password from another under the same salt, once the password itself is gone: 16 bytes that open nothing. Its owner keeps
    /// them, sealed, to be kept from coming back to it.
    pub fn mark(&self) -> [u8; 16] {
        let deriver = Deriver::extract(b"jiandang/password-mark/v1", &self.0);
        let derived = deriver.derive("jiandang/mark/v1", &[]);
        let mut mark = [0; 16];
        mark.copy_from_slice(&derived[..16]);
        mark
    }
}

redacted!(SignInSecret, UnlockKey);

/// Why a password was not stretched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StretchError {
    /// The costs are below the floor that is compiled in.
    #[error("the server asks for a weaker protection of the password than this program accepts")]
    TooWeak,
    /// The costs are above the ceiling that is compiled in.
    #[error("the server asks for more work than this program accepts")]
    TooCostly,
    /// More than [`MAX_PASSWORD`] bytes.
    #[error("the password is too long")]
    PasswordTooLong,
    /// The memory is not there.
    #[error("there is not enough memory")]
    OutOfMemory,
}

/// Stretches a password with Argon2id and derives both secrets from the result. Neither tells anything about the other.
///
/// Takes long by design (0.2–0.3 s at the default). The password's bytes count as they are: the caller decides about
/// normalisation.
///
/// # Errors
/// [`StretchError`], before any work if the costs are out of bounds.
pub fn stretch(
    password: &str,
    salt: &Salt,
    stretch: &Stretch,
) -> Result<(SignInSecret, UnlockKey), StretchError> {
    stretch.check()?;
    if password.len() > MAX_PASSWORD {
        return Err(StretchError::PasswordTooLong);
    }
    let mut stretched = Zeroizing::new([0; 32]);
    Params::new(
        stretch.memory_kib,
        stretch.passes,
        stretch.lanes,
        Some(stretched.len()),
    )
    .and_then(|params| {
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into(
            password.as_bytes(),
            &salt.0,
            &mut stretched[..],
        )
    })
    // Costs and lengths are within bounds by now: memory is all that can be missing.
    .map_err(|_| StretchError::OutOfMemory)?;

    let deriver = Deriver::extract(b"jiandang/password/v1", &stretched[..]);
    Ok((
        SignInSecret(*deriver.derive("jiandang/sign-in/v1", &[])),
        UnlockKey(*deriver.derive("jiandang/unlock/v1", &[])),
    ))
}
