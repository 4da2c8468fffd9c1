//! The envelope: one section of one file at one revision.
//!
//! `version(1) · suite(1) · key id(16) · epoch(4) · generation(4) · nonce(12) · commitment(32) · ciphertext · tag(16)`

mod context;
mod header;

#[cfg(not(feature = "identity-sealing"))]
mod body;
#[cfg(feature = "identity-sealing")]
#[path = "body_identity.rs"]
mod body;

pub use context::{Context, Kind};
pub use header::Header;

use rand_core::CryptoRng;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::hazmat::aead::{NONCE, TAG};
use crate::padding;
use crate::unit::FileKey;
use crate::{OpenError, SealError, Suite};

/// Longest envelope, in bytes: 1 MiB.
pub const MAX_BYTES: usize = 1024 * 1024;

/// Whether this build seals at all: false only with the feature `identity-sealing`. A release checks it.
pub const SEALS: bool = body::SEALS;

/// Pads and seals `plaintext`. The nonce is random: one file key must not seal more than 2^32 times.
///
/// # Errors
/// [`SealError::TooLong`] if the envelope would exceed [`MAX_BYTES`].
pub fn seal(
    suite: Suite,
    key: &FileKey,
    context: &Context,
    plaintext: &[u8],
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, SealError> {
    let padded = padding::padded_length(plaintext.len());
    if padded > MAX_BYTES - Header::LENGTH - TAG {
        return Err(SealError::TooLong);
    }
    let content = key.content(suite);
    let mut nonce = [0; NONCE];
    rng.fill_bytes(&mut nonce);
    let header = Header {
        suite,
        key_id: context.key_id,
        epoch: context.epoch,
        generation: context.generation,
        nonce,
        commitment: content.commitment,
    };
    // Reserved at once and encrypted in place: no copy of the plaintext stays behind.
    let mut envelope = Vec::with_capacity(Header::LENGTH + padded + TAG);
    header.append_to(&mut envelope);
    padding::append_padded(&mut envelope, plaintext);
    let aad = context.additional_data(suite);
    let body = &mut envelope[Header::LENGTH..];
    let tag = body::seal(suite, &content.key, &nonce, &aad, body)?;
    envelope.extend_from_slice(&tag);
    Ok(envelope)
}

/// Opens an envelope that is expected at `context`, if its suite is one of `accepted`.
///
/// # Errors
/// [`OpenError`], whatever the reason.
pub fn open(
    key: &FileKey,
    context: &Context,
    accepted: &[Suite],
    envelope: &[u8],
) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    let header = Header::parse(envelope).map_err(|_| OpenError)?;
    let expected = (context.key_id, context.epoch, context.generation);
    if (header.key_id, header.epoch, header.generation) != expected
        || !accepted.contains(&header.suite)
    {
        return Err(OpenError);
    }
    let content = key.content(header.suite);
    if !bool::from(content.commitment.ct_eq(&header.commitment)) {
        return Err(OpenError);
    }
    let (body, tag) = envelope[Header::LENGTH..]
        .split_last_chunk::<TAG>()
        .ok_or(OpenError)?;
    let mut plaintext = Zeroizing::new(body.to_vec());
    let aad = context.additional_data(header.suite);
    body::open(
        header.suite,
        &content.key,
        &header.nonce,
        &aad,
        &mut plaintext,
        tag,
    )?;
    let length = padding::unpad(&plaintext)?.len();
    plaintext.truncate(length);
    Ok(plaintext)
}
