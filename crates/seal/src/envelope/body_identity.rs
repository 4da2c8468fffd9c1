//! The body of an envelope, **readable**: authenticated as ever, but not encrypted. For the test that shows that a
//! search for leaked plaintext can find some.

use subtle::ConstantTimeEq;

use crate::hazmat::aead::{NONCE, TAG};
use crate::hazmat::mac::hmac;
use crate::{OpenError, SealError, Suite};

pub(super) const SEALS: bool = false;

fn tag(key: &[u8; 32], nonce: &[u8; NONCE], aad: &[u8], body: &[u8]) -> [u8; TAG] {
    let length = (aad.len() as u64).to_be_bytes();
    let whole = hmac(key, &[nonce, &length, aad, body]);
    let mut tag = [0; TAG];
    tag.copy_from_slice(&whole[..TAG]);
    tag
}

pub(super) fn seal(
    _suite: Suite,
    key: &[u8; 32],
    nonce: &[u8; NONCE],
    aad: &[u8],
    body: &mut [u8],
) -> Result<[u8; TAG], SealError> {
    Ok(tag(key, nonce, aad, body))
}

pub(super) fn open(
    _suite: Suite,
    key: &[u8; 32],
    nonce: &[u8; NONCE],
    aad: &[u8],
    body: &mut [u8],
    found: &[u8; TAG],
) -> Result<(), OpenError> {
    match bool::from(tag(key, nonce, aad, body).ct_eq(found)) {
        true => Ok(()),
        false => Err(OpenError),
    }
}
