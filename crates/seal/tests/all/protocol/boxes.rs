//! Boxes of every kind, opened by what the page says of them.

use ed25519_dalek::{Signature, SigningKey, VerifyingKey};
use hpke::{
    Deserializable, OpModeR, aead::AesGcm256, kdf::HkdfSha256, kem::Kem, kem::X25519HkdfSha256,
    single_shot_open,
};
use rsa::pkcs8::DecodePrivateKey;
use rsa::traits::Decryptor;
use sha2::Sha256;

use super::by_hand::{self, expand};
use super::document::Example;
use super::opened::take;
use crate::support::{base64, vector};
use crate::vectors::fields::{array, bytes};

/// A box in its parts.
struct Parts<'b> {
    kind: u8,
    org: &'b [u8],
    key_id: &'b [u8],
    epoch: &'b [u8],
    recipient: &'b [u8],
    grant: &'b [u8],
    head_seq: &'b [u8],
    head_hash: &'b [u8],
    maker: &'b [u8],
    ciphertext: &'b [u8],
}

/// Cuts a box whose maker signed it.
fn verified<'b>(sealed: &'b [u8], maker: &[u8; 32]) -> Parts<'b> {
    let (header, rest) = sealed.split_at(143);
    let (signature, ciphertext) = rest.split_first_chunk::<64>().unwrap();
    let message = [
        &b"jiandang/box-signature/v1"[..],
        header,
        &by_hand::sha256(&[ciphertext]),
    ]
    .concat();
    VerifyingKey::from_bytes(maker)
        .unwrap()
        .verify_strict(&message, &Signature::from_bytes(signature))
        .unwrap();
    let mut rest = header;
    assert_eq!(take(&mut rest, 1), [1]);
    let parts = Parts {
        kind: take(&mut rest, 1)[0],
        org: take(&mut rest, 16),
        key_id: take(&mut rest, 16),
        epoch: take(&mut rest, 4),
        recipient: take(&mut rest, 32),
        grant: take(&mut rest, 1 + 16),
        head_seq: take(&mut rest, 8),
        head_hash: take(&mut rest, 32),
        maker: take(&mut rest, 16),
        ciphertext,
    };
    assert!(rest.is_empty());
    parts
}

impl Parts<'_> {
    fn binding(&self) -> Vec<u8> {
        [
            &b"jiandang/box/v1"[..],
            &[self.kind],
            self.org,
            self.recipient,
            self.key_id,
            self.epoch,
        ]
        .concat()
    }

    /// Opens with a person's RSA key, a pair's private half, or the newer key.
    fn open(&self, private: &[u8; 32], rsa: &[u8]) -> Vec<u8> {
        let binding = self.binding();
        match self.kind {
            1 => {
                let key = rsa::PrivateKey::from_pkcs8_der(rsa).unwrap();
                rsa::oaep::DecryptingKey::<Sha256>::new_with_label(key, binding)
                    .decrypt(self.ciphertext)
                    .unwrap()
            }
            4 => {
                let key = expand(private, "jiandang/unit-older/v1", &[]);
                by_hand::open_committed(&key, &binding, self.ciphertext)
            }
            _ => open_hpke(private, &binding, self.ciphertext),
        }
    }
}

fn open_hpke(private: &[u8; 32], info: &[u8], sealed: &[u8]) -> Vec<u8> {
    let (encapsulated, body) = sealed.split_at(32);
    let private = <X25519HkdfSha256 as Kem>::PrivateKey::from_bytes(private).unwrap();
    let encapsulated = <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(encapsulated).unwrap();
    single_shot_open::<AesGcm256, HkdfSha256, X25519HkdfSha256>(
        &OpModeR::Base,
        &private,
        &encapsulated,
        info,
        body,
        b"",
    )
    .unwrap()
}

#[test]
fn the_posts_pair_opens_the_box() {
    let page = Example::read();
    let parts = verified(page.get("box"), &page.array("signing.public"));
    assert_eq!(parts.kind, 2);
    assert_eq!(parts.org, page.get("org"));
    assert_eq!(parts.key_id, page.get("unit.key-id"));
    assert_eq!(parts.epoch, 1_u32.to_be_bytes());
    assert_eq!(parts.recipient, page.get("post.public"));
    assert_eq!(parts.grant, [0; 17]);
    assert_eq!(parts.head_seq, 2_u64.to_be_bytes());
    assert_eq!(parts.head_hash, page.get("roster.2.hash"));
    assert_eq!(parts.maker, page.get("person"));
    assert_eq!(parts.binding(), page.get("box.binding"));
    let opened = parts.open(&page.array("post.private"), &[]);
    assert_eq!(opened, page.get("unit.key"));
}

/// The vectors have every kind, and a grant.
#[test]
fn every_kind_opens() {
    let rsa = base64(&vector("webcrypto.json")["rsa"]["pkcs8"]);
    let (first, second) = (vector("box.json"), vector("successor.json"));
    let all = [first.as_array().unwrap(), second.as_array().unwrap()];
    let mut kinds = Vec::new();
    for of in all.into_iter().flatten() {
        let maker = SigningKey::from_bytes(&array(&of["maker_seed"]));
        let sealed = bytes(&of["box"]);
        let parts = verified(&sealed, &maker.verifying_key().to_bytes());
        let opened = parts.open(&array(&of["private"]), &rsa);
        assert_eq!(opened, bytes(&of["key"]));
        kinds.push(parts.kind);
    }
    assert_eq!(kinds, [1, 2, 2, 3, 4]);
}
