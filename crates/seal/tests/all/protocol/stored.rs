//! What else the page describes, tried on the vectors: both suites, long paddings, notes, MACs.

use chacha20poly1305::ChaCha20Poly1305;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};

use super::by_hand::{self, expand};
use super::opened::take;
use crate::support::vector;
use crate::vectors::fields::{array, bytes, number};

#[test]
fn envelopes_of_both_suites_open() {
    for of in vector("envelope.json").as_array().unwrap() {
        let envelope = bytes(&of["envelope"]);
        let mut rest = &envelope[..];
        let (version, suite) = (take(&mut rest, 1), take(&mut rest, 1));
        assert_eq!(version, [1]);
        let at = take(&mut rest, 16 + 4 + 4);
        let nonce: &[u8; 12] = take(&mut rest, 12).try_into().unwrap();
        let commitment = take(&mut rest, 32);
        let (file, section) = (bytes(&of["file"]), [number(&of["section"])]);
        let fields = [&file[..], &section, &at[20..]].concat();
        let key = expand(&array(&of["unit_key"]), "jiandang/file-key/v1", &fields);
        let (content, expected) = by_hand::content(&key, suite[0]);
        assert_eq!(commitment, expected);
        let aad = [
            &b"jiandang/envelope/v1"[..],
            &bytes(&of["org"]),
            &[1],
            &file,
            &section,
            &number::<u32>(&of["revision"]).to_be_bytes(),
            at,
            suite,
        ]
        .concat();
        let opened = match suite[0] {
            1 => by_hand::open_gcm(&content, nonce, &aad, rest),
            _ => ChaCha20Poly1305::new(&content.into())
                .decrypt(
                    nonce.into(),
                    Payload {
                        msg: rest,
                        aad: &aad,
                    },
                )
                .unwrap(),
        };
        let text = of["plaintext"].as_str().unwrap();
        assert_eq!(by_hand::unpad(&opened), text.as_bytes());
    }
}

#[test]
fn notes_open_and_macs_hold() {
    let of = vector("small.json");
    let (note, mac) = (&of["note"], &of["mac"]);
    let key = expand(&array(&note["seed"]), "jiandang/note/v1", &[]);
    let aad = [&b"jiandang/note/v1"[..], &bytes(&note["context"])].concat();
    let opened = by_hand::open_committed(&key, &aad, &bytes(&note["sealed"]));
    assert_eq!(opened, bytes(&note["plaintext"]));

    let domain = mac["domain"].as_str().unwrap().as_bytes();
    let length = (domain.len() as u64).to_be_bytes();
    let message = [&length[..], domain, &bytes(&mac["message"])].concat();
    let made = by_hand::hmac(&array(&mac["key"]), &message);
    assert_eq!(made, array(&mac["tag"]));
}
