use proptest::prelude::*;
use seal::post::{PostPair, seal_to};
use seal::unit::UnitKey;
use seal::{OpenError, SealError};

use crate::support::{damaged, rng};

#[test]
fn what_is_sealed_to_a_post_opens_there_only() {
    let pair = PostPair::generate(&mut rng("pair"));
    let sealed = seal_to(&pair.public(), b"info", b"key", &mut rng("seal")).unwrap();
    assert_eq!(&pair.open(b"info", &sealed).unwrap()[..], b"key");
    assert_eq!(pair.open(b"other", &sealed), Err(OpenError));
    let other = PostPair::generate(&mut rng("other"));
    assert_eq!(other.open(b"info", &sealed), Err(OpenError));
    for (number, damaged) in damaged(&sealed).enumerate() {
        assert_eq!(
            pair.open(b"info", &damaged),
            Err(OpenError),
            "damage {number}"
        );
    }
    let again = PostPair::from_private(*pair.private());
    assert_eq!(again.public(), pair.public());
    assert_eq!(again.commitment(), pair.commitment());
}

#[test]
fn nothing_is_sealed_to_a_point_of_low_order() {
    assert_eq!(
        seal_to(&[0; 32], b"", b"key", &mut rng("low")),
        Err(SealError::BadRecipient)
    );
}

#[test]
fn commitments_are_of_one_key_and_one_use() {
    let bytes = [1; 32];
    let (pair, unit) = (PostPair::from_private(bytes), UnitKey::from_bytes(bytes));
    assert_ne!(pair.commitment(), unit.commitment());
    assert_ne!(unit.commitment(), UnitKey::from_bytes([2; 32]).commitment());
    assert_ne!(
        pair.commitment(),
        PostPair::from_private([2; 32]).commitment()
    );
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_open(bytes: Vec<u8>) {
        prop_assert_eq!(PostPair::from_private([1; 32]).open(b"", &bytes), Err(OpenError));
    }
}
