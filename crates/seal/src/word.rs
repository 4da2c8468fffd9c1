//! Words: a short text to whoever holds a post, signed by its author.
//!
//! `signature(64) · encapsulated key(32) · ciphertext · tag(16)`. Opening is verifying: the signature first, then the post's pair.

use checks::Check;
use rand_core::CryptoRng;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::hazmat::hpke;
use crate::identity::{SigningKey, verify};
use crate::post::{PostPair, seal_to};
use crate::{OpenError, SealError, padding};

/// Longest text, in bytes: two hundred characters of four bytes, and a border.
pub const MAX_TEXT: usize = 895;

/// Longest word, in bytes.
pub const MAX_BYTES: usize = SIGNATURE + hpke::ENCAPSULATED + padding::padded_length(MAX_TEXT) + 16;

const SIGNATURE: usize = 64;

/// What a word belongs to. It is not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context {
    /// The organisation.
    pub org: [u8; 16],
    /// The author's id.
    pub author: [u8; 16],
    /// When it was written, in milliseconds since 1970.
    pub at: u64,
    /// The id of the post's pair.
    pub key_id: [u8; 16],
    /// The epoch of that pair.
    pub epoch: u32,
}

impl Context {
    fn bound(&self, domain: &[u8]) -> Vec<u8> {
        [
            domain,
            &self.org,
            &self.author,
            &self.at.to_be_bytes(),
            &self.key_id,
            &self.epoch.to_be_bytes(),
        ]
        .concat()
    }

    fn info(&self) -> Vec<u8> {
        self.bound(b"jiandang/word/v1")
    }

    /// What the author signs: domain ‖ context ‖ SHA-256(sealed).
    fn signed(&self, sealed: &[u8]) -> Vec<u8> {
        let mut message = self.bound(b"jiandang/word-signature/v1");
        message.extend_from_slice(&Sha256::digest(sealed));
        message
    }
}

/// Seals to the public half of a post's pair.
///
/// # Errors
/// [`SealError::TooLong`] above [`MAX_TEXT`]; [`SealError::BadRecipient`] for a point of low order.
pub fn seal(
    context: &Context,
    public: &[u8; 32],
    author: &SigningKey,
    text: &str,
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, SealError> {
    if text.len() > MAX_TEXT {
        return Err(SealError::TooLong);
    }
    let sealed = seal_to(public, &context.info(), &padding::pad(text.as_bytes()), rng)?;
    let signature = author.sign(&context.signed(&sealed));
    Ok([&signature[..], &sealed].concat())
}

/// Opens with the post's pair what the owner of `author` sealed in the same context.
///
/// # Errors
/// [`OpenError`] otherwise, or if it is no text.
pub fn open(
    context: &Context,
    pair: &PostPair,
    author: &[u8; 32],
    word: &[u8],
) -> Result<Zeroizing<String>, OpenError> {
    if word.len() > MAX_BYTES {
        return Err(OpenError);
    }
    let (signature, sealed) = word.split_first_chunk::<SIGNATURE>().ok_or(OpenError)?;
    let verified = verify(author, &context.signed(sealed), signature);
    Check::WordSignature
        .holds(verified)
        .map_err(|_| OpenError)?;
    let opened = pair.open(&context.info(), sealed)?;
    let text = core::str::from_utf8(padding::unpad(&opened)?).map_err(|_| OpenError)?;
    Ok(Zeroizing::new(text.to_owned()))
}
