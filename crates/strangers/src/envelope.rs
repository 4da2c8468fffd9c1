//! Envelopes: the server, or whoever wrote to its disk, sends them to every reader.

use std::sync::LazyLock;

use arbitrary::{Result, Unstructured};
use seal::{
    Suite,
    envelope::{Context, Header, Kind, MAX_BYTES, open, seal},
    padding,
    unit::{FileKey, UnitKey},
};

use crate::{
    made::{altered, content},
    numbers::Numbers,
    vectors,
};

const SUITES: [Suite; 3] = [Suite::Aes256Gcm, Suite::ChaCha20Poly1305, Suite::Sm4Gcm];
const TAG: usize = 16;

/// Where the vectors belong.
const PLACE: Context = Context {
    org: [2; 16],
    kind: Kind::Section,
    file: [3; 16],
    section: 4,
    revision: 5,
    key_id: [6; 16],
    epoch: 7,
    generation: 8,
};

/// The vectors' envelopes with what is in them.
static SEALED: LazyLock<Vec<(Vec<u8>, Vec<u8>)>> = LazyLock::new(|| {
    let known = include_str!("../../seal/vectors/envelope.json");
    let read = |of: &serde_json::Value| {
        let plaintext = of["plaintext"].as_str().unwrap();
        (vectors::bytes(&of["envelope"]), plaintext.into())
    };
    vectors::list(known).iter().map(read).collect()
});

/// A header that is read is written so; nothing opens but what the key's holder sealed for this very place.
pub fn envelope(data: &[u8]) {
    as_sent(data);
    let _ = as_made(&mut Unstructured::new(data));
}

fn as_sent(bytes: &[u8]) {
    match Header::parse(bytes) {
        Ok(header) => {
            assert!(!Header::is_newer(bytes), "what is read is not newer");
            assert_eq!(written(&header)[..], bytes[..Header::LENGTH]);
        }
        Err(_) => assert!(open(&key(&PLACE, [1; 32]), &PLACE, &SUITES, bytes).is_err()),
    }
    if let Ok(plaintext) = open(&key(&PLACE, [1; 32]), &PLACE, &SUITES, bytes) {
        let known = SEALED.iter().find(|(sealed, _)| sealed == bytes);
        let (_, expected) = known.expect("an envelope opens that nobody sealed");
        assert_eq!(plaintext[..], expected[..]);
    }
    if let Ok(plaintext) = padding::unpad(bytes) {
        assert_eq!(padding::pad(plaintext)[..], *bytes);
    }
}

fn as_made(u: &mut Unstructured<'_>) -> Result<()> {
    let place = Context {
        org: u.arbitrary()?,
        kind: Kind::Section,
        file: u.arbitrary()?,
        section: u.arbitrary()?,
        revision: u.arbitrary()?,
        key_id: u.arbitrary()?,
        epoch: u.arbitrary()?,
        generation: u.arbitrary()?,
    };
    let key = key(&place, u.arbitrary()?);
    let suite = *u.choose(&SUITES)?;
    let mut numbers = Numbers::from(u.arbitrary()?);
    let elsewhere = another(u, place)?;
    let wrong = u.arbitrary()?;
    let plaintext = content(u)?;

    let sealed = seal(suite, &key, &place, &plaintext, &mut numbers).unwrap();
    let padded = padding::padded_length(plaintext.len());
    assert_eq!(sealed.len(), Header::LENGTH + padded + TAG);
    assert!(sealed.len() <= MAX_BYTES);
    assert_eq!(
        open(&key, &place, &SUITES, &sealed).unwrap()[..],
        plaintext[..]
    );
    let header = Header::parse(&sealed).unwrap();
    assert_eq!(
        (header.suite, header.key_id, header.epoch, header.generation),
        (suite, place.key_id, place.epoch, place.generation)
    );

    let others = SUITES.map(|known| [known]);
    for accepted in others.iter().filter(|accepted| !accepted.contains(&suite)) {
        assert!(open(&key, &place, accepted, &sealed).is_err());
    }
    assert!(open(&key, &elsewhere, &SUITES, &sealed).is_err(), "moved");
    let altered = altered(u, &sealed)?;
    assert!(open(&key, &place, &SUITES, &altered).is_err(), "altered");
    let wrong = UnitKey::from_bytes(wrong).file_key(&place.file, place.section, place.generation);
    // The same key by chance: the fuzzer may well write the same 32 bytes twice.
    if let Ok(opened) = open(&wrong, &place, &SUITES, &sealed) {
        assert_eq!(opened[..], plaintext[..]);
    }
    Ok(())
}

/// The place with one field changed.
fn another(u: &mut Unstructured<'_>, mut place: Context) -> Result<Context> {
    let by = u.int_in_range(1..=255)?;
    let at = u.choose_index(16)?;
    match u.int_in_range(0..=6)? {
        0 => place.org[at] ^= by,
        1 => place.file[at] ^= by,
        2 => place.section ^= by,
        3 => place.revision ^= u32::from(by),
        4 => place.key_id[at] ^= by,
        5 => place.epoch ^= u32::from(by) << 24,
        _ => place.generation ^= u32::from(by) << 16,
    }
    Ok(place)
}

fn key(place: &Context, unit: [u8; 32]) -> FileKey {
    UnitKey::from_bytes(unit).file_key(&place.file, place.section, place.generation)
}

fn written(header: &Header) -> Vec<u8> {
    [
        &[Header::VERSION, header.suite.number()][..],
        &header.key_id,
        &header.epoch.to_be_bytes(),
        &header.generation.to_be_bytes(),
        &header.nonce,
        &header.commitment,
    ]
    .concat()
}
