//! What is sealed and tagged: a section of a file, its telephone number, the unit's key in a box.

use seal::Suite;
use seal::boxes::{BoxKind, Header, seal_to_post};
use seal::envelope::{self, Context, Kind};
use seal::identity::SigningKey;
use seal::index::IndexKey;
use seal::post::PostPair;
use seal::unit::UnitKey;

use super::super::by_hand::{self, expand};
use super::super::document::Value;
use super::{CARD, INDEX_KEY, ORG, PERSON, POST, SIGNING, UNIT, UNIT_KEY, hex, parts, text};
use crate::support::rng;

const RANDOM: [u8; 16] = [0x14; 16];
const TAGS_SALT: [u8; 16] = [0x16; 16];
const PHONE: (u8, &str) = (2, "13812344471");

/// The payload of a card, as a section's content is written.
fn card() -> (Vec<u8>, Vec<(usize, &'static str)>) {
    let fields = [
        ("map of 5", vec![0xa5]),
        ("0: version 1", vec![0, 1]),
        ("1: name", [&[1, 0x66][..], "张三".as_bytes()].concat()),
        (
            "2: short name",
            [&[2, 0x66][..], "张三".as_bytes()].concat(),
        ),
        (
            "3: contact, masked",
            [&[3, 0x6d][..], b"138 **** 4471"].concat(),
        ),
        (
            "4: document, masked",
            [&[4, 0x69][..], b"**** 271X"].concat(),
        ),
    ];
    let lengths = fields.iter().map(|(remark, bytes)| (bytes.len(), *remark));
    (
        fields.iter().flat_map(|(_, bytes)| bytes.clone()).collect(),
        lengths.collect(),
    )
}

pub(super) fn file() -> Vec<Value> {
    let file = by_hand::file_id(&UNIT, &RANDOM);
    let context = Context {
        org: ORG,
        kind: Kind::Section,
        file,
        section: CARD,
        revision: 1,
        key_id: by_hand::key_id(2, &[&UNIT, &[CARD]]),
        epoch: 1,
        generation: 1,
    };
    let key = UnitKey::from_bytes(UNIT_KEY).file_key(&file, CARD, 1);
    let (payload, payload_parts) = card();
    let envelope = envelope::seal(
        Suite::Aes256Gcm,
        &key,
        &context,
        &payload,
        &mut rng("example envelope"),
    )
    .unwrap();
    assert!(envelope::open(&key, &context, &[Suite::Aes256Gcm], &envelope).is_ok());
    let fields = [&file[..], &[CARD], &1_u32.to_be_bytes()].concat();
    let derived = expand(&UNIT_KEY, "jiandang/file-key/v1", &fields);
    let (content, commitment) = by_hand::content(&derived, 1);
    let number = 1_u32.to_be_bytes();
    let aad: [(&[u8], &str); 10] = [
        (b"jiandang/envelope/v1", "domain"),
        (&ORG, "organisation"),
        (&[1], "kind: section"),
        (&file, "file"),
        (&[CARD], "section"),
        (&number, "revision"),
        (&context.key_id, "key id"),
        (&number, "epoch"),
        (&number, "generation"),
        (&[1], "suite"),
    ];
    let envelope_parts = [
        (1, "version"),
        (1, "suite"),
        (16, "key id"),
        (4, "epoch"),
        (4, "generation"),
        (12, "nonce"),
        (32, "commitment"),
        (128, "padded payload, sealed"),
        (16, "tag"),
    ];
    vec![
        hex("file.random", RANDOM),
        hex("file", file),
        hex("file.key", derived),
        hex("content.key", content),
        hex("content.commitment", commitment),
        parts("payload", payload, &payload_parts),
        parts(
            "envelope.aad",
            aad.map(|(part, _)| part).concat(),
            &aad.map(|(part, remark)| (part.len(), remark)),
        ),
        parts("envelope", &envelope, &envelope_parts),
        hex("envelope.sha256", by_hand::sha256(&[&envelope])),
    ]
}

pub(super) fn tag() -> Vec<Value> {
    let (field, phone) = PHONE;
    let tag = IndexKey::from_bytes(INDEX_KEY).tag(1, field, phone);
    let number = 1_u32.to_be_bytes();
    let hash = by_hand::sha256(&[
        b"jiandang/blind-tags/v1",
        &TAGS_SALT,
        &number,
        &[field],
        &tag,
    ]);
    vec![
        text("tag.value", phone),
        hex("tag", tag),
        hex("tags.salt", TAGS_SALT),
        hex("tags.hash", hash),
    ]
}

/// The unit key, sealed to the post by the founder.
pub(super) fn sealed_box(head_hash: [u8; 32]) -> Vec<Value> {
    let header = Header {
        org: ORG,
        kind: BoxKind::ToPost,
        key_id: by_hand::key_id(2, &[&UNIT, &[CARD]]),
        epoch: 1,
        recipient: PostPair::from_private(POST).public(),
        grant: None,
        head_seq: 2,
        head_hash,
        maker: PERSON,
    };
    let maker = SigningKey::from_seed(SIGNING);
    let sealed = seal_to_post(
        &header,
        &header.recipient,
        &UNIT_KEY,
        &maker,
        &mut rng("example box"),
    )
    .unwrap();
    let number = 1_u32.to_be_bytes();
    let binding: [(&[u8], &str); 6] = [
        (b"jiandang/box/v1", "domain"),
        (&[2], "kind: to a post"),
        (&ORG, "organisation"),
        (&header.recipient, "recipient"),
        (&header.key_id, "key id"),
        (&number, "epoch"),
    ];
    let box_parts = [
        (1, "version"),
        (1, "kind"),
        (16, "organisation"),
        (16, "key id"),
        (4, "epoch"),
        (32, "recipient: post.public"),
        (1, "no grant"),
        (16, "grant"),
        (8, "number of the roster's head"),
        (32, "its hash: roster.2.hash"),
        (16, "maker"),
        (64, "signature"),
        (32, "encapsulated key"),
        (32, "unit.key, sealed"),
        (16, "tag"),
    ];
    vec![
        parts(
            "box.binding",
            binding.map(|(part, _)| part).concat(),
            &binding.map(|(part, remark)| (part.len(), remark)),
        ),
        parts("box", sealed, &box_parts),
    ]
}
