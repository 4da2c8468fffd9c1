use proptest::prelude::*;
use seal::envelope::{Context, Header, Kind, MAX_BYTES, open, seal};
use seal::unit::{FileKey, UnitKey};
use seal::{OpenError, SealError, Suite};

use crate::support::{damaged, rng};

const SUITES: [Suite; 3] = [Suite::Aes256Gcm, Suite::ChaCha20Poly1305, Suite::Sm4Gcm];

fn context() -> Context {
    Context {
        org: [1; 16],
        kind: Kind::Section,
        file: [2; 16],
        section: 3,
        revision: 4,
        key_id: [5; 16],
        epoch: 6,
        generation: 7,
    }
}

fn key() -> FileKey {
    UnitKey::from_bytes([9; 32]).file_key(&[2; 16], 3, 7)
}

#[test]
fn damage_of_any_kind_is_noticed() {
    for suite in SUITES {
        let envelope = seal(suite, &key(), &context(), "客户".as_bytes(), &mut rng("a")).unwrap();
        assert_eq!(
            open(&key(), &context(), &SUITES, &envelope)
                .unwrap()
                .as_slice(),
            "客户".as_bytes()
        );
        for damaged in damaged(&envelope) {
            assert_eq!(open(&key(), &context(), &SUITES, &damaged), Err(OpenError));
        }
    }
}

#[test]
fn an_envelope_opens_nowhere_else() {
    let here = context();
    let elsewhere = [
        Context {
            org: [8; 16],
            ..here
        },
        Context {
            file: [8; 16],
            ..here
        },
        Context { section: 8, ..here },
        Context {
            revision: 8,
            ..here
        },
        Context {
            key_id: [8; 16],
            ..here
        },
        Context { epoch: 8, ..here },
        Context {
            generation: 8,
            ..here
        },
    ];
    for suite in SUITES {
        let envelope = seal(suite, &key(), &here, b"text", &mut rng("b")).unwrap();
        for context in elsewhere {
            assert_eq!(open(&key(), &context, &SUITES, &envelope), Err(OpenError));
            // Nor if its header is made to agree with the new place.
            let mut moved = envelope.clone();
            moved[2..18].copy_from_slice(&context.key_id);
            moved[18..22].copy_from_slice(&context.epoch.to_be_bytes());
            moved[22..26].copy_from_slice(&context.generation.to_be_bytes());
            assert_eq!(open(&key(), &context, &SUITES, &moved), Err(OpenError));
        }
    }
}

#[test]
fn a_suite_must_be_accepted_and_cannot_be_renamed() {
    let envelope = seal(
        Suite::ChaCha20Poly1305,
        &key(),
        &context(),
        b"text",
        &mut rng("c"),
    )
    .unwrap();
    assert_eq!(
        open(&key(), &context(), &[Suite::Aes256Gcm], &envelope),
        Err(OpenError)
    );
    assert_eq!(open(&key(), &context(), &[], &envelope), Err(OpenError));
    let mut renamed = envelope;
    renamed[1] = Suite::Aes256Gcm.number();
    assert_eq!(open(&key(), &context(), &SUITES, &renamed), Err(OpenError));
}

#[test]
fn every_input_of_a_file_key_changes_it() {
    let unit = UnitKey::from_bytes([9; 32]);
    let others = [
        UnitKey::from_bytes([8; 32]).file_key(&[2; 16], 3, 7),
        unit.file_key(&[8; 16], 3, 7),
        unit.file_key(&[2; 16], 8, 7),
        unit.file_key(&[2; 16], 3, 8),
    ];
    let envelope = seal(Suite::DEFAULT, &key(), &context(), b"text", &mut rng("d")).unwrap();
    for other in others {
        assert_eq!(open(&other, &context(), &SUITES, &envelope), Err(OpenError));
    }
}

/// The commitment is neither ornament nor enough: with another key's commitment in it, an envelope opens under neither.
#[test]
fn commitment_and_body_must_be_of_one_key() {
    let other = UnitKey::from_bytes([8; 32]).file_key(&[2; 16], 3, 7);
    for suite in SUITES {
        let ours = seal(suite, &key(), &context(), b"text", &mut rng("e")).unwrap();
        let theirs = seal(suite, &other, &context(), b"text", &mut rng("e")).unwrap();
        let (our_header, their_header) = (
            Header::parse(&ours).unwrap(),
            Header::parse(&theirs).unwrap(),
        );
        assert_eq!(our_header.nonce, their_header.nonce);
        assert_ne!(our_header.commitment, their_header.commitment);
        let mut mixed = ours.clone();
        mixed[38..70].copy_from_slice(&their_header.commitment);
        assert_eq!(open(&key(), &context(), &SUITES, &mixed), Err(OpenError));
        assert_eq!(open(&other, &context(), &SUITES, &mixed), Err(OpenError));
    }
}

#[test]
fn the_header_is_readable_without_a_key() {
    let envelope = seal(Suite::DEFAULT, &key(), &context(), b"text", &mut rng("f")).unwrap();
    let header = Header::parse(&envelope).unwrap();
    assert_eq!(
        (header.suite, header.key_id, header.epoch, header.generation),
        (Suite::DEFAULT, [5; 16], 6, 7)
    );
}

#[test]
fn a_layout_or_a_cipher_of_later_is_told_from_damage() {
    let envelope = seal(Suite::DEFAULT, &key(), &context(), b"text", &mut rng("h")).unwrap();
    let named = |version, suite| {
        let mut named = envelope.clone();
        named[..2].copy_from_slice(&[version, suite]);
        named
    };
    for (version, suite) in [(1, 4), (1, 255), (2, 1), (255, 0)] {
        let newer = named(version, suite);
        assert!(Header::is_newer(&newer), "{version} {suite}");
        assert!(Header::parse(&newer).is_err(), "{version} {suite}");
    }
    for (version, suite) in [(1, 1), (1, 2), (1, 3), (0, 1), (0, 4)] {
        assert!(
            !Header::is_newer(&named(version, suite)),
            "{version} {suite}"
        );
    }
    assert!(!Header::is_newer(&[]));
    assert!(!Header::is_newer(&[1]));
}

#[test]
fn the_limit_is_one_mebibyte() {
    // 70 bytes of header and 16 of tag leave 1023 KiB of padded text, whose marker takes one byte.
    let longest = vec![b'x'; 1023 * 1024 - 1];
    let envelope = seal(Suite::DEFAULT, &key(), &context(), &longest, &mut rng("g")).unwrap();
    assert!(envelope.len() <= MAX_BYTES);
    assert_eq!(
        open(&key(), &context(), &SUITES, &envelope).unwrap().len(),
        longest.len()
    );
    let longer = [&longest[..], b"x"].concat();
    assert_eq!(
        seal(Suite::DEFAULT, &key(), &context(), &longer, &mut rng("g")),
        Err(SealError::TooLong)
    );
    assert!(Header::parse(&vec![1; MAX_BYTES + 1]).is_err());
}

proptest! {
    #[test]
    fn what_was_sealed_opens(plaintext: Vec<u8>, seed: String, second: bool) {
        let suite = SUITES[usize::from(second)];
        let envelope = seal(suite, &key(), &context(), &plaintext, &mut rng(&seed)).unwrap();
        let opened = open(&key(), &context(), &SUITES, &envelope).unwrap();
        prop_assert_eq!(&*opened, &plaintext);
    }

    #[test]
    fn arbitrary_bytes_are_refused_quietly(bytes: Vec<u8>) {
        prop_assert_eq!(open(&key(), &context(), &SUITES, &bytes), Err(OpenError));
    }

    #[test]
    fn lengths_within_a_step_look_alike(one in 0usize..127, other in 0usize..127) {
        let seal = |length| {
            seal(Suite::DEFAULT, &key(), &context(), &vec![b'x'; length], &mut rng("h")).unwrap().len()
        };
        prop_assert_eq!(seal(one), seal(other));
    }
}
