//! What a person seals to themselves: an invitation's secret, kept until it is used; a form that was typed and not saved. And what whoever holds a
//! link's secret may read.

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::hazmat::{committed, kdf::Deriver};
use crate::identity::SigningKey;
use crate::padding;
use crate::{OpenError, SealError};

/// Longest note, in bytes: 64 KiB. The longest form of a client, as it was and as it is, takes 50.
pub const MAX_PLAINTEXT: usize = 64 * 1024;

const DOMAIN: &[u8] = b"jiandang/note/v1";

fn key(owner: &SigningKey) -> Zeroizing<[u8; 32]> {
    Deriver::from_key(&owner.seed()).derive("jiandang/note/v1", &[])
}

fn link_key(secret: &[u8; 32]) -> Zeroizing<[u8; 32]> {
    Deriver::from_key(secret).derive("jiandang/greeting/v1", &[])
}

/// Longest text to whoever holds a link, in bytes.
pub const MAX_GREETING: usize = 1024;

const GREETING: &[u8] = b"jiandang/greeting/v1";

/// Seals to whoever holds a link's secret.
///
/// # Errors
/// [`SealError::TooLong`] above [`MAX_GREETING`].
pub fn seal_to_link(
    secret: &[u8; 32],
    context: &[u8],
    plaintext: &[u8],
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, SealError> {
    if plaintext.len() > MAX_GREETING {
        return Err(SealError::TooLong);
    }
    let aad = [GREETING, context].concat();
    committed::seal(&link_key(secret), &aad, &padding::pad(plaintext), rng)
}

/// Opens what was sealed with the same secret and context.
///
/// # Errors
/// [`OpenError`] otherwise.
pub fn open_from_link(
    secret: &[u8; 32],
    context: &[u8],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    if sealed.len() > padding::padded_length(MAX_GREETING) + committed::OVERHEAD {
        return Err(OpenError);
    }
    let aad = [GREETING, context].concat();
    let mut opened = committed::open(&link_key(secret), &aad, sealed)?;
    let length = padding::unpad(&opened)?.len();
    opened.truncate(length);
    Ok(opened)
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
