//! MACs and notes.

use seal::identity::SigningKey;
use seal::mac::{mac, verify};
use seal::note::{MAX_PLAINTEXT, open_from_self, seal_to_self};
use seal::{OpenError, SealError};

use crate::support::{damaged, rng};

#[test]
fn a_mac_is_of_one_key_domain_and_message() {
    let tag = mac(&[1; 32], "domain", b"message");
    assert_eq!(verify(&[1; 32], "domain", b"message", &tag), Ok(()));
    assert_eq!(verify(&[2; 32], "domain", b"message", &tag), Err(OpenError));
    assert_eq!(verify(&[1; 32], "demain", b"message", &tag), Err(OpenError));
    assert_eq!(verify(&[1; 32], "domain", b"massage", &tag), Err(OpenError));
    // The border between domain and message counts.
    assert_eq!(verify(&[1; 32], "domainm", b"essage", &tag), Err(OpenError));
    for at in 0..32 {
        let mut flipped = tag;
        flipped[at] ^= 1;
        assert_eq!(
            verify(&[1; 32], "domain", b"message", &flipped),
            Err(OpenError)
        );
    }
}

#[test]
fn a_note_opens_for_its_writer_in_its_context() {
    let writer = SigningKey::from_seed([1; 32]);
    let note = seal_to_self(&writer, b"context", b"secret", &mut rng("note")).unwrap();
    assert_eq!(
        &open_from_self(&writer, b"context", &note).unwrap()[..],
        b"secret"
    );
    assert_eq!(open_from_self(&writer, b"other", &note), Err(OpenError));
    let other = SigningKey::from_seed([2; 32]);
    assert_eq!(open_from_self(&other, b"context", &note), Err(OpenError));
    for damaged in damaged(&note) {
        assert_eq!(
            open_from_self(&writer, b"context", &damaged),
            Err(OpenError)
        );
    }
    let long = [0; MAX_PLAINTEXT + 1];
    assert_eq!(
        seal_to_self(&writer, b"", &long, &mut rng("long")),
        Err(SealError::TooLong)
    );
}
