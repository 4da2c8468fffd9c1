//! Boxes: any colleague makes them, the server keeps them. What is outside is read by `wire` for the server and by `seal` for the engine.

use std::sync::LazyLock;

use arbitrary::{Result, Unstructured};
use seal::{
    boxes::{BoxKind, Header, MAX_BYTES, SealedBox, seal_to_post, seal_to_successor},
    identity::SigningKey,
    post::PostPair,
    unit::UnitKey,
};
use sha2::{Digest, Sha256};
use wire::boxes::{Addressee, Label};

use crate::{made::altered, numbers::Numbers, vectors};

const SIGNATURE: usize = 64;

/// The seed of the maker of the vectors, and the private half or key that opens them (those to a person, RSA opens: left out here).
static MAKER: LazyLock<SigningKey> = LazyLock::new(|| SigningKey::from_seed([9; 32]));
const PRIVATE: [u8; 32] = [10; 32];
const INSIDE: [u8; 32] = [11; 32];

static SEALED: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let (first, second) = (
        include_str!("../../seal/vectors/box.json"),
        include_str!("../../seal/vectors/successor.json"),
    );
    [first, second]
        .into_iter()
        .flat_map(vectors::list)
        .map(|of| vectors::bytes(&of["box"]))
        .collect()
});

/// Both readers read the same; what is read is written so; no signature holds but the maker's; whatever a maker signs, opening it
/// ends well.
pub fn boxes(data: &[u8]) {
    if !as_sent(data) {
        let _ = as_made(&mut Unstructured::new(data));
        let _ = as_spoiled(&mut Unstructured::new(data));
    }
}

/// Whether it was a box.
fn as_sent(bytes: &[u8]) -> bool {
    let label = Label::read(bytes);
    let Ok(sealed) = SealedBox::parse(bytes) else {
        assert!(label.is_none() || bytes.len() > MAX_BYTES);
        return false;
    };
    let header = sealed.header();
    assert_eq!(label, Some(told(header, bytes)));
    assert_eq!(written(header)[..], bytes[..Header::LENGTH]);
    if let Ok(verified) = sealed.verify(&MAKER.verifying()) {
        assert!(
            SEALED.iter().any(|known| known == bytes),
            "a box that its maker has not signed"
        );
        let opened = match header.kind {
            BoxKind::ToSuccessor => verified.open_with_successor(&UnitKey::from_bytes(PRIVATE)),
            BoxKind::ToPost | BoxKind::ToRecovery => {
                verified.open_with_post(&PostPair::from_private(PRIVATE))
            }
            _ => return true,
        };
        assert_eq!(*opened.unwrap(), INSIDE);
    }
    true
}

fn header(u: &mut Unstructured<'_>) -> Result<Header> {
    Ok(Header {
        kind: *u.choose(&[BoxKind::ToPost, BoxKind::ToRecovery, BoxKind::ToSuccessor])?,
        org: u.arbitrary()?,
        key_id: u.arbitrary()?,
        epoch: u.arbitrary()?,
        recipient: u.arbitrary()?,
        grant: u.arbitrary()?,
        head_seq: u.arbitrary()?,
        head_hash: u.arbitrary()?,
        maker: u.arbitrary()?,
    })
}

fn as_made(u: &mut Unstructured<'_>) -> Result<()> {
    let header = header(u)?;
    let mut numbers = Numbers::from(u.arbitrary()?);
    let (pair, successor) = (
        PostPair::from_private(PRIVATE),
        UnitKey::from_bytes(PRIVATE),
    );
    let bytes = match header.kind {
        BoxKind::ToSuccessor => {
            seal_to_successor(&header, &successor, &INSIDE, &MAKER, &mut numbers)
        }
        _ => seal_to_post(&header, &pair.public(), &INSIDE, &MAKER, &mut numbers),
    }
    .unwrap();
    let length = Header::LENGTH + SIGNATURE;
    let expected = match header.kind {
        BoxKind::ToSuccessor => length + Label::TO_SUCCESSOR,
        _ => length + Label::TO_PAIR,
    };
    assert_eq!(bytes.len(), expected);
    assert!(!as_sent_by_another(&bytes));

    let verified = SealedBox::parse(&bytes)
        .unwrap()
        .verify(&MAKER.verifying())
        .unwrap();
    assert_eq!(verified.header(), &header);
    let by_post = verified.open_with_post(&pair);
    let by_successor = verified.open_with_successor(&successor);
    let is_to_post = header.kind != BoxKind::ToSuccessor;
    assert_eq!(
        (by_post.is_ok(), by_successor.is_ok()),
        (is_to_post, !is_to_post)
    );
    assert_eq!(*by_post.or(by_successor).unwrap(), INSIDE);

    let altered = altered(u, &bytes)?;
    let holds =
        SealedBox::parse(&altered).is_ok_and(|sealed| sealed.verify(&MAKER.verifying()).is_ok());
    assert!(!holds, "altered");
    Ok(())
}

/// Whether a box's signature holds under a key that did not make it.
fn as_sent_by_another(bytes: &[u8]) -> bool {
    let another = SigningKey::from_seed([8; 32]).verifying();
    SealedBox::parse(bytes).is_ok_and(|sealed| sealed.verify(&another).is_ok())
}

/// A colleague may sign whatever they like.
fn as_spoiled(u: &mut Unstructured<'_>) -> Result<()> {
    let header = written(&header(u)?);
    let ciphertext = u.bytes(u.len())?;
    let message = [
        &b"jiandang/box-signature/v1"[..],
        &header,
        &Sha256::digest(ciphertext),
    ]
    .concat();
    let bytes = [&header[..], &MAKER.sign(&message), ciphertext].concat();
    let Ok(sealed) = SealedBox::parse(&bytes) else {
        assert!(bytes.len() > MAX_BYTES);
        return Ok(());
    };
    let verified = sealed.verify(&MAKER.verifying()).unwrap();
    assert!(
        verified
            .open_with_post(&PostPair::from_private(PRIVATE))
            .is_err()
    );
    assert!(
        verified
            .open_with_successor(&UnitKey::from_bytes(PRIVATE))
            .is_err()
    );
    Ok(())
}

/// What the server should read of this header.
fn told(header: &Header, bytes: &[u8]) -> Label {
    Label {
        addressee: match header.kind {
            BoxKind::ToPerson => Addressee::Person,
            BoxKind::ToPost => Addressee::Post,
            BoxKind::ToRecovery => Addressee::Recovery,
            _ => Addressee::Successor,
        },
        org: header.org,
        key: header.key_id,
        epoch: header.epoch,
        recipient: header.recipient,
        head_seq: header.head_seq,
        head_hash: header.head_hash,
        maker: header.maker,
        ciphertext: bytes.len() - Header::LENGTH - SIGNATURE,
    }
}

fn written(header: &Header) -> Vec<u8> {
    [
        &[1, header.kind as u8][..],
        &header.org,
        &header.key_id,
        &header.epoch.to_be_bytes(),
        &header.recipient,
        &[u8::from(header.grant.is_some())],
        &header.grant.unwrap_or_default(),
        &header.head_seq.to_be_bytes(),
        &header.head_hash,
        &header.maker,
    ]
    .concat()
}
