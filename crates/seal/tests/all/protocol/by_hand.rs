//! What `docs/protocol.md` describes, written from the page with primitives alone: nothing of the crate is used here.

use aes_gcm::Aes256Gcm;
use aes_gcm::aead::{Aead, KeyInit, Payload};
use argon2::{Algorithm, Argon2, Params, Version};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use x25519_dalek::{PublicKey, StaticSecret};

pub(super) fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    Sha256::digest(parts.concat()).into()
}

pub(super) fn first_16(hash: [u8; 32]) -> [u8; 16] {
    *hash.first_chunk().unwrap()
}

/// `Expand(key, label, fields)`.
pub(super) fn expand(key: &[u8; 32], label: &str, fields: &[u8]) -> [u8; 32] {
    labelled(&Hkdf::from_prk(key).unwrap(), label, fields)
}

fn labelled(hkdf: &Hkdf<Sha256>, label: &str, fields: &[u8]) -> [u8; 32] {
    let info = [&[label.len() as u8], label.as_bytes(), fields].concat();
    let mut key = [0; 32];
    hkdf.expand(&info, &mut key).unwrap();
    key
}

pub(super) fn hmac(key: &[u8; 32], message: &[u8]) -> [u8; 32] {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).unwrap();
    mac.update(message);
    mac.finalize().into_bytes().into()
}

/// What a password becomes: salt, Argon2id's output, sign-in secret, unlock key.
pub(super) struct Stretched {
    pub(super) salt: [u8; 16],
    pub(super) stretched: [u8; 32],
    pub(super) sign_in: [u8; 32],
    pub(super) unlock: [u8; 32],
}

pub(super) fn stretch(password: &[u8], server_salt: &[u8], folded_name: &[u8]) -> Stretched {
    let salt = first_16(sha256(&[
        b"jiandang/password-salt/v1",
        server_salt,
        folded_name,
    ]));
    let costs = Params::new(64 * 1024, 3, 1, Some(32)).unwrap();
    let mut stretched = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, costs)
        .hash_password_into(password, &salt, &mut stretched)
        .unwrap();
    let hkdf = Hkdf::new(Some(b"jiandang/password/v1"), &stretched);
    Stretched {
        salt,
        stretched,
        sign_in: labelled(&hkdf, "jiandang/sign-in/v1", &[]),
        unlock: labelled(&hkdf, "jiandang/unlock/v1", &[]),
    }
}

pub(super) fn fingerprint(wrapping: &[u8], verifying: &[u8]) -> [u8; 32] {
    let length = (wrapping.len() as u32).to_be_bytes();
    sha256(&[
        b"jiandang/person-fingerprint/v1",
        &length,
        wrapping,
        verifying,
    ])
}

/// The id of a key: `kind` 1 with unit and role, 2 with unit and section, 3 alone.
pub(super) fn key_id(kind: u8, names: &[&[u8]]) -> [u8; 16] {
    first_16(sha256(&[b"jiandang/key-id/v1", &[kind], &names.concat()]))
}

pub(super) fn file_id(unit: &[u8], random: &[u8]) -> [u8; 16] {
    first_16(sha256(&[b"jiandang/file-id/v1", unit, random]))
}

pub(super) fn public_half(private: [u8; 32]) -> [u8; 32] {
    PublicKey::from(&StaticSecret::from(private)).to_bytes()
}

/// Content key and commitment of a key, for a suite.
pub(super) fn content(key: &[u8; 32], suite: u8) -> ([u8; 32], [u8; 32]) {
    (
        expand(key, "jiandang/content/v1", &[suite]),
        expand(key, "jiandang/content-commitment/v1", &[suite]),
    )
}

/// Opens `nonce(12) · commitment(32) · ciphertext · tag(16)`.
pub(super) fn open_committed(key: &[u8; 32], aad: &[u8], sealed: &[u8]) -> Vec<u8> {
    let (nonce, rest) = sealed.split_first_chunk::<12>().unwrap();
    let (commitment, body) = rest.split_first_chunk::<32>().unwrap();
    let (content, expected) = content(key, 1);
    assert_eq!(*commitment, expected);
    open_gcm(&content, nonce, aad, body)
}

pub(super) fn open_gcm(key: &[u8; 32], nonce: &[u8; 12], aad: &[u8], body: &[u8]) -> Vec<u8> {
    let payload = Payload { msg: body, aad };
    Aes256Gcm::new(key.into())
        .decrypt(nonce.into(), payload)
        .unwrap()
}

pub(super) fn unpad(padded: &[u8]) -> &[u8] {
    let end = padded.iter().rposition(|byte| *byte != 0).unwrap();
    assert_eq!(padded[end], 0x80);
    let step = if end < 1024 { 128 } else { 1024 };
    assert_eq!((end + 1).next_multiple_of(step), padded.len());
    &padded[..end]
}

/// The seed in a kit of 14 groups.
pub(super) fn kit_seed(kit: &str) -> [u8; 32] {
    const SYMBOLS: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let mut bits = Vec::new();
    for (group, number) in kit.split('-').zip(1..) {
        let digits: Vec<u8> = group
            .chars()
            .map(|symbol| SYMBOLS.find(symbol).unwrap() as u8)
            .collect();
        let (data, check) = digits.split_at(4);
        let sum = data.iter().fold(0, |sum, digit| {
            let doubled = (sum ^ digit) << 1;
            if doubled < 32 { doubled } else { doubled ^ 37 }
        });
        assert_eq!(check, [sum ^ number]);
        bits.extend(
            data.iter()
                .flat_map(|digit| (0..5).rev().map(move |bit| digit >> bit & 1)),
        );
    }
    let bytes: Vec<u8> = bits
        .chunks(8)
        .map(|bits| bits.iter().fold(0, |byte, bit| byte << 1 | bit))
        .collect();
    let (seed, rest) = bytes.split_first_chunk::<32>().unwrap();
    let sum = sha256(&[b"jiandang/kit-checksum/v1", &[1], seed]);
    assert_eq!(rest, [1 << 4 | sum[0] & 0x0f, sum[1], sum[2]]);
    *seed
}
