//! What the page shows is opened with what the page says, by primitives alone: a second client can do the same.

use ed25519_dalek::SigningKey;

use super::by_hand::{self, expand};
use super::document::Example;

/// Takes bytes from the front.
pub(super) fn take<'b>(rest: &mut &'b [u8], length: usize) -> &'b [u8] {
    let (front, after) = rest.split_at(length);
    *rest = after;
    front
}

#[test]
fn a_password_becomes_two_secrets() {
    let page = Example::read();
    let found = by_hand::stretch(
        page.get("password"),
        page.get("password.server-salt"),
        page.get("password.folded-name"),
    );
    assert_eq!(found.salt, page.array("password.salt"));
    assert_eq!(found.stretched, page.array("password.stretched"));
    assert_eq!(found.sign_in, page.array("password.sign-in-secret"));
    assert_eq!(found.unlock, page.array("password.unlock-key"));
}

#[test]
fn the_unlock_key_opens_the_blob() {
    let page = Example::read();
    let owner = [page.get("org"), page.get("person"), page.get("fingerprint")].concat();
    let mut rest = page.get("blob");
    assert_eq!(take(&mut rest, 1), [1]);
    let counter = take(&mut rest, 8);
    assert_eq!(take(&mut rest, 1), [1]);
    let (slot, body) = rest.split_at(93);
    let aad = [&b"jiandang/blob-slot/v1"[..], &owner, &slot[..1]].concat();
    let unlock = page.array("password.unlock-key");
    let key = by_hand::open_committed(&unlock, &aad, &slot[1..]);
    let slots = by_hand::sha256(&[slot]);
    let aad = [&b"jiandang/blob-body/v1"[..], &owner, counter, &slots].concat();
    let contents = by_hand::open_committed(&key.try_into().unwrap(), &aad, body);
    assert_eq!(by_hand::unpad(&contents), page.get("blob.contents"));
}

#[test]
fn keys_come_from_their_seeds_and_have_their_names() {
    let page = Example::read();
    let public = |seed: [u8; 32]| SigningKey::from_bytes(&seed).verifying_key().to_bytes();
    assert_eq!(
        public(page.array("signing.seed")),
        page.array("signing.public")
    );
    assert_eq!(
        by_hand::fingerprint(page.get("wrapping.public"), page.get("signing.public")),
        page.array("fingerprint")
    );

    let kit = std::str::from_utf8(page.get("recovery.kit")).unwrap();
    let seed = by_hand::kit_seed(kit);
    assert_eq!(seed, page.array("recovery.seed"));
    let signing = expand(&seed, "jiandang/recovery-signing/v1", &[]);
    let wrapping = expand(&seed, "jiandang/recovery-wrapping/v1", &[]);
    assert_eq!(signing, page.array("recovery.signing.seed"));
    assert_eq!(public(signing), page.array("recovery.signing.public"));
    assert_eq!(wrapping, page.array("recovery.wrapping.private"));
    assert_eq!(
        by_hand::public_half(wrapping),
        page.array("recovery.wrapping.public")
    );

    let (unit, role) = (page.get("unit"), page.get("role"));
    for (key, id, label) in [
        ("post", by_hand::key_id(1, &[unit, role]), "post.private"),
        ("unit", by_hand::key_id(2, &[unit, &[1]]), "unit.key"),
        ("index", by_hand::key_id(3, &[]), "index.key"),
    ] {
        assert_eq!(id, page.array(&format!("{key}.key-id")));
        let committed = format!("jiandang/{key}-commitment/v1");
        assert_eq!(
            expand(&page.array(label), &committed, &[]),
            page.array(&format!("{key}.commitment"))
        );
    }
    assert_eq!(
        by_hand::public_half(page.array("post.private")),
        page.array("post.public")
    );
}

#[test]
fn the_unit_key_opens_the_envelope() {
    let page = Example::read();
    let file = by_hand::file_id(page.get("unit"), page.get("file.random"));
    assert_eq!(file, page.array("file"));
    let envelope = page.get("envelope");
    let mut rest = envelope;
    assert_eq!(take(&mut rest, 1), [1]);
    let suite = take(&mut rest, 1);
    let key_id = take(&mut rest, 16);
    let (epoch, generation) = (take(&mut rest, 4), take(&mut rest, 4));
    let nonce = take(&mut rest, 12);
    let commitment = take(&mut rest, 32);
    assert_eq!(suite, [1]);
    assert_eq!(key_id, page.get("unit.key-id"));

    let (section, revision) = ([1], 1_u32.to_be_bytes());
    let fields = [&file[..], &section, generation].concat();
    let key = expand(&page.array("unit.key"), "jiandang/file-key/v1", &fields);
    assert_eq!(key, page.array("file.key"));
    let (content, expected) = by_hand::content(&key, suite[0]);
    assert_eq!(content, page.array("content.key"));
    assert_eq!(commitment, expected);
    assert_eq!(commitment, page.get("content.commitment"));
    let aad = [
        &b"jiandang/envelope/v1"[..],
        page.get("org"),
        &[1],
        &file,
        &section,
        &revision,
        key_id,
        epoch,
        generation,
        suite,
    ]
    .concat();
    assert_eq!(aad, page.get("envelope.aad"));
    let opened = by_hand::open_gcm(&content, nonce.try_into().unwrap(), &aad, rest);
    assert_eq!(by_hand::unpad(&opened), page.get("payload"));
    assert_eq!(by_hand::sha256(&[envelope]), page.array("envelope.sha256"));
}

#[test]
fn the_index_key_makes_the_tag() {
    let page = Example::read();
    let (epoch, field) = (1_u32.to_be_bytes(), [2]);
    let fields = [&epoch[..], &field].concat();
    let key = expand(&page.array("index.key"), "jiandang/index-tag/v1", &fields);
    let tag = by_hand::first_16(by_hand::hmac(&key, page.get("tag.value")));
    assert_eq!(tag, page.array("tag"));
    let salt = page.get("tags.salt");
    assert_eq!(
        by_hand::sha256(&[b"jiandang/blind-tags/v1", salt, &epoch, &field, &tag]),
        page.array("tags.hash")
    );
}
