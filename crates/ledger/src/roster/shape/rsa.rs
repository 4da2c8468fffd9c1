//! What an RSA key has to look like, so that everybody can wrap keys to everybody who is enrolled: one key that nothing can
//! be wrapped under would stop every rotation that it is part of.

/// All before the modulus in a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7) in DER of a key of 3072 bits.
const BEFORE: [u8; 33] = [
    0x30, 0x82, 0x01, 0xa2, 0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01,
    0x01, 0x05, 0x00, 0x03, 0x82, 0x01, 0x8f, 0x00, 0x30, 0x82, 0x01, 0x8a, 0x02, 0x82, 0x01, 0x81,
    0x00,
];
/// All after it: the exponent 65537.
const AFTER: [u8; 5] = [0x02, 0x03, 0x01, 0x00, 0x01];
/// 3072 bits.
const MODULUS: usize = 384;

/// Whether it is such a key with an odd modulus of full length, in its only encoding: a fingerprint is taken over it.
pub(super) fn is_rsa_3072(document: &[u8]) -> bool {
    let modulus = document
        .strip_prefix(&BEFORE)
        .and_then(|rest| rest.strip_suffix(&AFTER));
    modulus.is_some_and(|modulus| {
        let full = modulus.first().is_some_and(|byte| byte & 0x80 != 0);
        let odd = modulus.last().is_some_and(|byte| byte & 1 != 0);
        modulus.len() == MODULUS && full && odd
    })
}
