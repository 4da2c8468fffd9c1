use proptest::prelude::*;
use seal::OpenError;
use seal::padding::{pad, padded_length, unpad};

#[test]
fn the_steps_are_fixed() {
    let steps = [
        (0, 128),
        (127, 128),
        (128, 256),
        (300, 384),
        (1023, 1024),
        (1024, 2048),
        (2047, 2048),
        (2048, 3072),
        (100_000, 100_352),
    ];
    for (length, padded) in steps {
        assert_eq!(padded_length(length), padded);
        assert_eq!(pad(&vec![0; length]).len(), padded);
    }
    assert_eq!(padded_length(usize::MAX), usize::MAX);
}

#[test]
fn only_the_exact_padding_is_accepted() {
    let padded = pad(b"text");
    assert_eq!(unpad(&padded), Ok(&b"text"[..]));
    // A step too many, a step too few, no marker, another marker.
    assert_eq!(unpad(&[&padded[..], &[0; 128]].concat()), Err(OpenError));
    assert_eq!(unpad(b"text\x80"), Err(OpenError));
    assert_eq!(unpad(&[0; 128]), Err(OpenError));
    assert_eq!(unpad(&[0x81; 128]), Err(OpenError));
    assert_eq!(unpad(b""), Err(OpenError));
    let mut late = padded.to_vec();
    late[127] = 1;
    assert_eq!(unpad(&late), Err(OpenError));
}

proptest! {
    #[test]
    fn what_was_padded_comes_back(bytes: Vec<u8>, zeros in 0usize..300) {
        // Trailing markers and zeros of the text itself are no trouble.
        let text = [&bytes[..], &[0x80], &vec![0; zeros]].concat();
        let padded = pad(&text);
        prop_assert_eq!(unpad(&padded), Ok(&text[..]));
    }

    #[test]
    fn an_accepted_padding_is_the_one_that_pad_makes(bytes in proptest::collection::vec(0u8..2, 0..400), tail in 0usize..300) {
        let padded = [&bytes[..], &[0x80], &vec![0; tail]].concat();
        if let Ok(text) = unpad(&padded) {
            let again = pad(text);
            prop_assert_eq!(&again[..], &padded[..]);
        }
    }
}
