//! What a person seals to themselves: an invitation's secret, kept until it is used; a form that was typed and not saved.

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::hazmat::{committed, kdf::Deriver};
use crate::identity::SigningKey;
use crate::{OpenError, SealError};

/// Longest note, in bytes: 64 KiB. The longest form of a client, as it was and as it is, takes 50.
pub const MAX_PLAINTEXT: usize = 64 * 1024;

const DOMAIN: &[u8] = b"jiandang/note/v1";

fn key(owner: &SigningKey) -> Zeroizing<[u8; 32]> {
    Deriver::from_key(&owner.seed()).derive("jiandang/note/v1", &[])
}

/// Seals under a key derived from the owner's signing seed. `context` says what the note belongs to, and is not sent.
///
/// # Errors
/// [`SealError::TooLong`] above [`MAX_PLAINTEXT`].
pub fn seal_to_self(
    owner: &SigningKey,
    context: &[u8],
    plaintext: &[u8],
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, SealError> {
    if plaintext.len() > MAX_PLAINTEXT {
        return Err(SealError::TooLong);
    }
    committed::seal(&key(owner), &[DOMAIN, context].concat(), plaintext, rng)
}

/// Opens what the same owner sealed with the same context.
///
/// # Errors
/// [`OpenError`] otherwise.
pub fn open_from_self(
    owner: &SigningKey,
    context: &[u8],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    if sealed.len() > MAX_PLAINTEXT + committed::OVERHEAD {
        return Err(OpenError);
    }
    committed::open(&key(owner), &[DOMAIN, context].concat(), sealed)
}
