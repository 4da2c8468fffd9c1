//! Messages authenticated under a shared secret: HMAC-SHA256 over `length of domain (8 bytes) ‖ domain ‖ message`.

use subtle::ConstantTimeEq;

use crate::OpenError;
use crate::hazmat::mac::hmac;

/// The MAC of `message` for the purpose that `domain` names.
pub fn mac(key: &[u8; 32], domain: &str, message: &[u8]) -> [u8; 32] {
    let length = (domain.len() as u64).to_be_bytes();
    hmac(key, &[&length, domain.as_bytes(), message])
}

/// Verifies in constant time.
///
/// # Errors
/// [`OpenError`] if `tag` is not the MAC of `message` under `key` and `domain`.
pub fn verify(
    key: &[u8; 32],
    domain: &str,
    message: &[u8],
    tag: &[u8; 32],
) -> Result<(), OpenError> {
    match bool::from(mac(key, domain, message).ct_eq(tag)) {
        true => Ok(()),
        false => Err(OpenError),
    }
}
