use seal::boxes::{BoxKind, Header, SealedBox, seal_to_person, seal_to_post, seal_to_successor};
use seal::identity::SigningKey;
use seal::post::PostPair;
use seal::unit::UnitKey;
use seal::{BadSignature, Malformed, OpenError, SealError};
use sha2::{Digest, Sha256};

use crate::support::{damaged, rng, wrapping_key, wrapping_public};

const KEY: [u8; 32] = [42; 32];

fn header(kind: BoxKind) -> Header {
    Header {
        org: [1; 16],
        kind,
        key_id: [2; 16],
        epoch: 3,
        recipient: [4; 32],
        grant: None,
        head_seq: 5,
        head_hash: [6; 32],
        maker: [7; 16],
    }
}

fn maker() -> SigningKey {
    SigningKey::from_seed([8; 32])
}

fn pair() -> PostPair {
    PostPair::from_private([9; 32])
}

fn to_post(header: &Header) -> Vec<u8> {
    seal_to_post(header, &pair().public(), &KEY, &maker(), &mut rng("box")).unwrap()
}

fn to_person(header: &Header) -> Vec<u8> {
    seal_to_person(header, &wrapping_public(), &KEY, &maker(), &mut rng("box")).unwrap()
}

fn successor() -> UnitKey {
    UnitKey::from_bytes([10; 32])
}

fn to_successor(header: &Header) -> Vec<u8> {
    seal_to_successor(header, &successor(), &KEY, &maker(), &mut rng("box")).unwrap()
}

#[test]
fn the_newer_key_opens_the_older_one() {
    let sealed = SealedBox::parse(&to_successor(&header(BoxKind::ToSuccessor))).unwrap();
    let verified = sealed.verify(&maker().verifying()).unwrap();
    assert_eq!(*verified.open_with_successor(&successor()).unwrap(), KEY);
    let other = UnitKey::from_bytes([11; 32]);
    assert_eq!(verified.open_with_successor(&other), Err(OpenError));
    assert_eq!(verified.open_with_post(&pair()), Err(OpenError));
    assert_eq!(verified.rsa_parts(), Err(OpenError));
    let post = SealedBox::parse(&to_post(&header(BoxKind::ToPost))).unwrap();
    let post = post.verify(&maker().verifying()).unwrap();
    assert_eq!(post.open_with_successor(&successor()), Err(OpenError));
}

#[test]
fn a_box_gives_its_key_to_its_recipient() {
    for kind in [BoxKind::ToPost, BoxKind::ToRecovery] {
        for grant in [None, Some([3; 16])] {
            let header = Header {
                grant,
                ..header(kind)
            };
            let sealed = SealedBox::parse(&to_post(&header)).unwrap();
            assert_eq!(*sealed.header(), header);
            let verified = sealed.verify(&maker().verifying()).unwrap();
            assert_eq!(*verified.header(), header);
            assert_eq!(*verified.open_with_post(&pair()).unwrap(), KEY);
            assert_eq!(verified.open_with_person(wrapping_key()), Err(OpenError));
            assert_eq!(verified.rsa_parts(), Err(OpenError));
        }
    }
    let sealed = SealedBox::parse(&to_person(&header(BoxKind::ToPerson))).unwrap();
    let verified = sealed.verify(&maker().verifying()).unwrap();
    assert_eq!(*verified.open_with_person(wrapping_key()).unwrap(), KEY);
    assert_eq!(verified.open_with_post(&pair()), Err(OpenError));
    let (label, ciphertext) = verified.rsa_parts().unwrap();
    assert_eq!(*wrapping_key().unwrap(&label, ciphertext).unwrap(), KEY);
}

#[test]
fn damage_of_any_kind_is_noticed() {
    for whole in [
        to_post(&header(BoxKind::ToPost)),
        to_person(&header(BoxKind::ToPerson)),
        to_successor(&header(BoxKind::ToSuccessor)),
    ] {
        for damaged in damaged(&whole) {
            let accepted = SealedBox::parse(&damaged)
                .is_ok_and(|sealed| sealed.verify(&maker().verifying()).is_ok());
            assert!(!accepted);
        }
    }
}

#[test]
fn only_the_makers_signature_counts() {
    let other = SigningKey::from_seed([1; 32]);
    let sealed = SealedBox::parse(&to_post(&header(BoxKind::ToPost))).unwrap();
    assert_eq!(sealed.verify(&other.verifying()), Err(BadSignature));
}

#[test]
fn another_pair_opens_nothing() {
    let sealed = SealedBox::parse(&to_post(&header(BoxKind::ToPost))).unwrap();
    let verified = sealed.verify(&maker().verifying()).unwrap();
    let other = PostPair::from_private([1; 32]);
    assert_eq!(verified.open_with_post(&other), Err(OpenError));
}

/// A maker who puts an honest ciphertext under a header of their own, properly signed, gains nothing. The test signs by
/// itself, which also pins what is signed.
#[test]
fn the_ciphertext_is_bound_to_its_header() {
    let resigned = |header: &Header, header_source: &[u8], ciphertext_source: &[u8]| {
        let (head, ciphertext) = (&header_source[..143], &ciphertext_source[143 + 64..]);
        let message = [
            &b"jiandang/box-signature/v1"[..],
            head,
            &Sha256::digest(ciphertext),
        ]
        .concat();
        let whole = [head, &maker().sign(&message), ciphertext].concat();
        let verified = SealedBox::parse(&whole)
            .unwrap()
            .verify(&maker().verifying())
            .unwrap();
        assert_eq!(verified.header(), header);
        verified
    };
    for kind in [BoxKind::ToPost, BoxKind::ToPerson, BoxKind::ToSuccessor] {
        let honest = header(kind);
        let seal = |header: &Header| match kind {
            BoxKind::ToPerson => to_person(header),
            BoxKind::ToSuccessor => to_successor(header),
            _ => to_post(header),
        };
        let ciphertext = seal(&honest);
        let open = |header: &Header| {
            let verified = resigned(header, &seal(header), &ciphertext);
            match kind {
                BoxKind::ToPerson => verified.open_with_person(wrapping_key()),
                BoxKind::ToSuccessor => verified.open_with_successor(&successor()),
                _ => verified.open_with_post(&pair()),
            }
        };
        assert_eq!(*open(&honest).unwrap(), KEY);
        let others = [
            Header {
                org: [0; 16],
                ..honest
            },
            Header {
                key_id: [0; 16],
                ..honest
            },
            Header { epoch: 0, ..honest },
            Header {
                recipient: [0; 32],
                ..honest
            },
        ];
        for other in others {
            assert_eq!(open(&other), Err(OpenError));
        }
    }
    let unit = to_post(&header(BoxKind::ToPost));
    let recovery = header(BoxKind::ToRecovery);
    let verified = resigned(&recovery, &to_post(&recovery), &unit);
    assert_eq!(verified.open_with_post(&pair()), Err(OpenError));
}

#[test]
fn kinds_are_not_confused_when_sealing() {
    assert_eq!(
        seal_to_post(
            &header(BoxKind::ToPerson),
            &pair().public(),
            &KEY,
            &maker(),
            &mut rng("kind"),
        ),
        Err(SealError::WrongKind)
    );
    for kind in [BoxKind::ToPerson, BoxKind::ToPost, BoxKind::ToRecovery] {
        assert_eq!(
            seal_to_successor(
                &header(kind),
                &successor(),
                &KEY,
                &maker(),
                &mut rng("kind")
            ),
            Err(SealError::WrongKind)
        );
    }
    for kind in [BoxKind::ToPost, BoxKind::ToRecovery, BoxKind::ToSuccessor] {
        assert_eq!(
            seal_to_person(
                &header(kind),
                &wrapping_public(),
                &KEY,
                &maker(),
                &mut rng("kind")
            ),
            Err(SealError::WrongKind)
        );
    }
}

#[test]
fn a_content_of_another_length_is_no_key() {
    let header = header(BoxKind::ToPost);
    let honest = to_post(&header);
    let info = [
        &b"jiandang/box/v1\x02"[..],
        &header.org,
        &header.recipient,
        &header.key_id,
        &header.epoch.to_be_bytes(),
    ]
    .concat();
    let ciphertext =
        seal::post::seal_to(&pair().public(), &info, &[1; 31], &mut rng("short")).unwrap();
    let message = [
        &b"jiandang/box-signature/v1"[..],
        &honest[..143],
        &Sha256::digest(&ciphertext),
    ]
    .concat();
    let whole = [&honest[..143], &maker().sign(&message), &ciphertext].concat();
    let verified = SealedBox::parse(&whole)
        .unwrap()
        .verify(&maker().verifying())
        .unwrap();
    assert!(pair().open(&info, &ciphertext).is_ok());
    assert_eq!(verified.open_with_post(&pair()), Err(OpenError));
}

#[test]
fn parsing_has_limits() {
    let whole = to_post(&header(BoxKind::ToPost));
    let long = [&whole[..], &[0; 4096]].concat();
    assert_eq!(SealedBox::parse(&long), Err(Malformed));
    // Byte 70 says whether there is a grant; without one its field is zero.
    for (at, value) in [(0, 2), (1, 0), (1, 5), (70, 2), (71, 1)] {
        let mut other = whole.clone();
        other[at] = value;
        assert_eq!(SealedBox::parse(&other), Err(Malformed), "byte {at}");
    }
}
