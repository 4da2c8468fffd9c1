use proptest::prelude::*;
use seal::identity::SigningKey;
use seal::post::PostPair;
use seal::word::{Context, MAX_BYTES, MAX_TEXT, open, seal};
use seal::{OpenError, SealError};

use crate::support::{damaged, rng};

fn context() -> Context {
    Context {
        org: [1; 16],
        author: [2; 16],
        at: 3,
        key_id: [4; 16],
        epoch: 5,
    }
}

fn author() -> SigningKey {
    SigningKey::from_seed([6; 32])
}

#[test]
fn a_word_opens_for_its_post_in_its_context_from_its_author_only() {
    let pair = PostPair::generate(&mut rng("pair"));
    let word = seal(
        &context(),
        &pair.public(),
        &author(),
        "季度核对",
        &mut rng("word"),
    )
    .unwrap();
    let key = author().verifying();
    assert_eq!(&**open(&context(), &pair, &key, &word).unwrap(), "季度核对");
    let others = [
        Context {
            org: [0; 16],
            ..context()
        },
        Context {
            author: [0; 16],
            ..context()
        },
        Context { at: 4, ..context() },
        Context {
            key_id: [0; 16],
            ..context()
        },
        Context {
            epoch: 6,
            ..context()
        },
    ];
    for other in others {
        assert_eq!(open(&other, &pair, &key, &word), Err(OpenError));
    }
    let stranger = SigningKey::from_seed([7; 32]).verifying();
    assert_eq!(open(&context(), &pair, &stranger, &word), Err(OpenError));
    let another = PostPair::generate(&mut rng("another"));
    assert_eq!(open(&context(), &another, &key, &word), Err(OpenError));
    for (number, damaged) in damaged(&word).enumerate() {
        assert_eq!(
            open(&context(), &pair, &key, &damaged),
            Err(OpenError),
            "damage {number}"
        );
    }
}

#[test]
fn a_word_is_short_and_says_little_by_its_length() {
    let pair = PostPair::generate(&mut rng("pair"));
    let sealed = |length: usize| {
        let text = "x".repeat(length);
        seal(
            &context(),
            &pair.public(),
            &author(),
            &text,
            &mut rng("word"),
        )
    };
    assert_eq!(sealed(MAX_TEXT).unwrap().len(), MAX_BYTES);
    assert_eq!(sealed(MAX_TEXT + 1), Err(SealError::TooLong));
    assert_eq!(sealed(1).unwrap().len(), sealed(127).unwrap().len());
}

proptest! {
    #[test]
    fn arbitrary_bytes_are_no_word(bytes: Vec<u8>) {
        let pair = PostPair::from_private([1; 32]);
        prop_assert_eq!(open(&context(), &pair, &author().verifying(), &bytes), Err(OpenError));
    }
}
