use std::sync::OnceLock;

use proptest::prelude::*;
use seal::blob::{Blob, BlobKey, MAX_BYTES, Owner, make};
use seal::password::UnlockKey;
use seal::recovery::PersonalCode;
use seal::{Malformed, OpenError, SealError};

use crate::support::{damaged, rng, unlock_key};

const OWNER: Owner = Owner {
    org: [1; 16],
    person: [2; 16],
    fingerprint: [3; 32],
};

fn unlock() -> &'static UnlockKey {
    static KEY: OnceLock<UnlockKey> = OnceLock::new();
    KEY.get_or_init(|| unlock_key("correct"))
}

fn other_unlock() -> &'static UnlockKey {
    static KEY: OnceLock<UnlockKey> = OnceLock::new();
    KEY.get_or_init(|| unlock_key("wrong"))
}

fn blob(contents: &[u8]) -> (Blob, BlobKey) {
    make(&OWNER, unlock(), contents, &mut rng("blob")).unwrap()
}

#[test]
fn a_blob_opens_for_its_owner_with_the_password() {
    let (made, key) = blob(b"keys");
    assert_eq!(made.counter(), 1);
    let read = Blob::from_bytes(&made.to_bytes()).unwrap();
    assert_eq!(read, made);
    let (_, contents) = read.open(&OWNER, unlock()).unwrap();
    assert_eq!(&contents[..], b"keys");
    assert_eq!(&read.open_with(&OWNER, &key).unwrap()[..], b"keys");
    assert!(read.open(&OWNER, other_unlock()).is_err());
    for owner in [
        Owner {
            org: [0; 16],
            ..OWNER
        },
        Owner {
            person: [0; 16],
            ..OWNER
        },
        Owner {
            fingerprint: [0; 32],
            ..OWNER
        },
    ] {
        assert!(read.open(&owner, unlock()).is_err());
        assert_eq!(read.open_with(&owner, &key), Err(OpenError));
    }
}

#[test]
fn damage_of_any_kind_is_noticed() {
    let (blob, _) = blob(b"keys");
    for damaged in damaged(&blob.to_bytes()) {
        let opened =
            Blob::from_bytes(&damaged).is_ok_and(|blob| blob.open(&OWNER, unlock()).is_ok());
        assert!(!opened);
    }
}

#[test]
fn resealing_counts_and_keeps_the_password() {
    let (first, key) = blob(b"one");
    let second = first
        .reseal(&OWNER, &key, b"two", &mut rng("reseal"))
        .unwrap();
    assert_eq!(second.counter(), 2);
    assert_eq!(&second.open(&OWNER, unlock()).unwrap().1[..], b"two");
    // The counter can't be moved from one to the other.
    let mut old = first.to_bytes();
    old[1..9].copy_from_slice(&2u64.to_be_bytes());
    assert!(
        Blob::from_bytes(&old)
            .unwrap()
            .open(&OWNER, unlock())
            .is_err()
    );
}

#[test]
fn a_new_password_leaves_the_old_one_nothing() {
    let (first, key) = blob(b"keys");
    let (second, new_key) = first
        .rekey(
            &OWNER,
            &key,
            (other_unlock(), None),
            b"keys",
            &mut rng("change"),
        )
        .unwrap();
    assert_eq!(second.counter(), 2);
    assert_eq!(&second.open(&OWNER, other_unlock()).unwrap().1[..], b"keys");
    assert!(second.open(&OWNER, unlock()).is_err());
    assert_eq!(second.open_with(&OWNER, &key), Err(OpenError));
    assert!(second.open_with(&OWNER, &new_key).is_ok());
    // The old slot in front of the new body opens nothing either.
    let (front, slot) = (10, 1 + 12 + 32 + 32 + 16);
    let mut mixed = second.to_bytes();
    mixed[front..front + slot].copy_from_slice(&first.to_bytes()[front..front + slot]);
    assert!(
        Blob::from_bytes(&mixed)
            .unwrap()
            .open(&OWNER, unlock())
            .is_err()
    );
}

#[test]
fn a_recovery_code_opens_in_the_passwords_place_until_another_takes_its_own() {
    let (first, key) = blob(b"keys");
    let code = PersonalCode::generate(&mut rng("code"));
    let (_, by_code) = code.secrets();
    assert!(first.open_with_code(&OWNER, &by_code).is_err());
    let both = (unlock(), Some(&by_code));
    let (second, key) = first
        .rekey(&OWNER, &key, both, b"keys", &mut rng("second"))
        .unwrap();
    let read = Blob::from_bytes(&second.to_bytes()).unwrap();
    assert_eq!(read, second);
    assert_eq!(&read.open(&OWNER, unlock()).unwrap().1[..], b"keys");
    let (opened, contents) = read.open_with_code(&OWNER, &by_code).unwrap();
    assert_eq!(&contents[..], b"keys");
    // Neither does the other's work, and a reseal keeps both.
    assert!(read.open(&OWNER, &by_code).is_err());
    assert!(read.open_with_code(&OWNER, unlock()).is_err());
    let third = read
        .reseal(&OWNER, &opened, b"later", &mut rng("third"))
        .unwrap();
    assert_eq!(
        &third.open_with_code(&OWNER, &by_code).unwrap().1[..],
        b"later"
    );
    for damaged in damaged(&third.to_bytes()) {
        let opened = Blob::from_bytes(&damaged)
            .is_ok_and(|blob| blob.open_with_code(&OWNER, &by_code).is_ok());
        assert!(!opened);
    }

    let other = PersonalCode::generate(&mut rng("other code")).secrets().1;
    for code in [None, Some(&other)] {
        let (fourth, _) = third
            .rekey(&OWNER, &key, (unlock(), code), b"keys", &mut rng("fourth"))
            .unwrap();
        assert!(fourth.open_with_code(&OWNER, &by_code).is_err());
        // Nor does the code's slot in front of the new body.
        let (front, slot) = (10, 1 + 12 + 32 + 32 + 16);
        let (old, new) = (third.to_bytes(), fourth.to_bytes());
        let body = front + slot * usize::from(new[9]);
        let mixed = [&old[..9], &[2], &old[front..front + 2 * slot], &new[body..]].concat();
        let mixed = Blob::from_bytes(&mixed).unwrap();
        assert!(mixed.open_with_code(&OWNER, &by_code).is_err());
    }
}

/// Also with one and the same blob key: slots of another time don't fit.
#[test]
fn slots_and_body_belong_together() {
    let one = make(&OWNER, unlock(), b"one", &mut rng("same"))
        .unwrap()
        .0
        .to_bytes();
    let other = make(&OWNER, other_unlock(), b"one", &mut rng("same"))
        .unwrap()
        .0
        .to_bytes();
    let body = 10 + 1 + 12 + 32 + 32 + 16;
    let mixed = [&one[..body], &other[body..]].concat();
    assert!(
        Blob::from_bytes(&mixed)
            .unwrap()
            .open(&OWNER, unlock())
            .is_err()
    );
}

#[test]
fn a_foreign_key_does_not_reseal() {
    let (blob, _) = blob(b"keys");
    let (_, foreign) = make(&OWNER, unlock(), b"", &mut rng("foreign")).unwrap();
    assert_eq!(
        blob.reseal(&OWNER, &foreign, b"two", &mut rng("x")),
        Err(SealError::WrongKey)
    );
    assert!(matches!(
        blob.rekey(
            &OWNER,
            &foreign,
            (other_unlock(), None),
            b"two",
            &mut rng("x")
        ),
        Err(SealError::WrongKey)
    ));
}

#[test]
fn limits_hold() {
    let longest = vec![1; 191 * 1024 - 1];
    assert!(blob(&longest).0.to_bytes().len() <= MAX_BYTES);
    assert!(matches!(
        make(
            &OWNER,
            unlock(),
            &[&longest[..], &[1]].concat(),
            &mut rng("long")
        ),
        Err(SealError::TooLong)
    ));
    let whole = blob(b"keys").0.to_bytes();
    assert_eq!(Blob::from_bytes(&vec![1; MAX_BYTES + 1]), Err(Malformed));
    // Version, number of slots, kind of slot.
    for (at, value) in [(0, 2), (9, 0), (9, 2), (9, 255), (10, 3)] {
        let mut other = whole.clone();
        other[at] = value;
        assert_eq!(Blob::from_bytes(&other), Err(Malformed), "byte {at}");
    }
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_open(bytes: Vec<u8>) {
        prop_assert!(!Blob::from_bytes(&bytes).is_ok_and(|blob| blob.open(&OWNER, unlock()).is_ok()));
    }

    #[test]
    fn any_contents_come_back(contents: Vec<u8>) {
        let (blob, key) = blob(&contents);
        prop_assert_eq!(&*blob.open_with(&OWNER, &key).unwrap(), &contents);
    }
}
