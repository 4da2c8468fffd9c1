use proptest::prelude::*;
use seal::identity::{SigningKey, WrappingKey, WrappingKeyError, WrappingPublic, verify};
use seal::{BadSignature, OpenError, SealError};

use crate::support::{base64, rng, vector, wrapping_key, wrapping_public};

#[test]
fn a_signature_holds_for_one_key_and_one_message() {
    let key = SigningKey::generate(&mut rng("sign"));
    let signature = key.sign(b"message");
    assert_eq!(verify(&key.verifying(), b"message", &signature), Ok(()));
    assert_eq!(
        verify(&key.verifying(), b"massage", &signature),
        Err(BadSignature)
    );
    let other = SigningKey::generate(&mut rng("other"));
    assert_eq!(
        verify(&other.verifying(), b"message", &signature),
        Err(BadSignature)
    );
    for at in 0..64 {
        let mut flipped = signature;
        flipped[at] ^= 1 << (at % 8);
        assert_eq!(
            verify(&key.verifying(), b"message", &flipped),
            Err(BadSignature)
        );
    }
    let again = SigningKey::from_seed(*key.seed());
    assert_eq!(again.sign(b"message"), signature);
}

/// The identity point as key, with R the identity and S zero, satisfies the plain equation for every message.
#[test]
fn keys_of_low_order_verify_nothing() {
    let mut identity = [0; 32];
    identity[0] = 1;
    let mut signature = [0; 64];
    signature[0] = 1;
    assert_eq!(
        verify(&identity, b"anything", &signature),
        Err(BadSignature)
    );
}

#[test]
fn a_wrapped_value_opens_under_its_label_only() {
    let wrapped = wrapping_public()
        .wrap(b"label \xff", b"key", &mut rng("wrap"))
        .unwrap();
    assert_eq!(wrapped.len(), 384);
    assert_eq!(
        &wrapping_key().unwrap(b"label \xff", &wrapped).unwrap()[..],
        b"key"
    );
    for label in [&b""[..], b"label", b"label \xfe", b"label \xff\x00"] {
        assert_eq!(wrapping_key().unwrap(label, &wrapped), Err(OpenError));
    }
    for at in (0..wrapped.len()).step_by(37) {
        let mut flipped = wrapped.clone();
        flipped[at] ^= 1;
        assert_eq!(
            wrapping_key().unwrap(b"label \xff", &flipped),
            Err(OpenError)
        );
    }
    for cut in [0, 1, 383] {
        assert_eq!(
            wrapping_key().unwrap(b"label \xff", &wrapped[..cut]),
            Err(OpenError)
        );
    }
}

#[test]
fn wrapping_has_a_limit() {
    let public = wrapping_public();
    let most = [1; WrappingPublic::MAX_PLAINTEXT];
    let wrapped = public.wrap(b"", &most, &mut rng("most")).unwrap();
    assert_eq!(&wrapping_key().unwrap(b"", &wrapped).unwrap()[..], most);
    let more = [1; WrappingPublic::MAX_PLAINTEXT + 1];
    assert_eq!(
        public.wrap(b"", &more, &mut rng("more")),
        Err(SealError::TooLong)
    );
}

#[test]
fn documents_of_keys_come_back_and_damaged_ones_are_refused() {
    let document = wrapping_key().to_pkcs8().unwrap();
    let again = WrappingKey::from_pkcs8(&document).unwrap();
    assert_eq!(again.public_spki(), wrapping_key().public_spki());
    for cut in [0, 1, document.len() / 2, document.len() - 1] {
        assert!(WrappingKey::from_pkcs8(&document[..cut]).is_err());
    }
    // Modulus, exponent and primes in turn; what is derived from them is not read but computed.
    for at in [400, 700, 1000, 1100] {
        let mut flipped = document.to_vec();
        flipped[at] ^= 1;
        assert!(WrappingKey::from_pkcs8(&flipped).is_err(), "byte {at}");
    }
}

#[test]
fn only_rsa_3072_with_the_usual_exponent_is_a_public_key() {
    let spki = wrapping_key().public_spki();
    assert!(WrappingPublic::from_spki(&spki).is_ok());
    let refused = |document: &[u8]| {
        matches!(
            WrappingPublic::from_spki(document),
            Err(WrappingKeyError::Refused)
        )
    };
    assert!(refused(&[&spki[..], &[0]].concat()));
    assert!(refused(&spki[..spki.len() - 1]));
    assert!(refused(&vec![0x30; 5000]));
    // The document ends with the exponent 01 00 01.
    let mut exponent = spki.clone();
    *exponent.last_mut().unwrap() = 3;
    assert!(refused(&exponent));
    for name in ["rsa2048", "rsa4096", "ed25519"] {
        assert!(
            refused(&base64(&vector("foreign-spki.json")[name])),
            "{name}"
        );
    }
}

#[test]
fn a_generated_key_works() {
    let key = WrappingKey::generate(&mut rng("generate")).unwrap();
    let public = WrappingPublic::from_spki(&key.public_spki()).unwrap();
    let wrapped = public.wrap(b"label", b"key", &mut rng("wrap")).unwrap();
    assert_eq!(&key.unwrap(b"label", &wrapped).unwrap()[..], b"key");
    assert!(WrappingKey::from_pkcs8(&key.to_pkcs8().unwrap()).is_ok());
}

proptest! {
    #[test]
    fn arbitrary_bytes_are_no_key(bytes: Vec<u8>) {
        prop_assert!(WrappingPublic::from_spki(&bytes).is_err());
        prop_assert!(WrappingKey::from_pkcs8(&bytes).is_err());
    }
}
