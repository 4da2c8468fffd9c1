//! Blobs: the server keeps them and gives them to whoever signs in.

use std::sync::LazyLock;

use arbitrary::{Result, Unstructured};
use seal::{
    blob::{Blob, MAX_BYTES, Owner, make},
    password::{Salt, Stretch, UnlockKey, stretch},
};

use crate::{
    made::{altered, content},
    numbers::Numbers,
    vectors,
};

type Blobs = [Vec<u8>; 2];

/// The vectors' blobs, without and with a recovery code, their owner, the password's key and what is in them. Stretching takes long: once
/// for all inputs.
static KNOWN: LazyLock<(Blobs, Owner, UnlockKey, Vec<u8>)> = LazyLock::new(|| {
    let of = &vectors::list(include_str!("../../seal/vectors/blob.json"))[0];
    let owner = Owner {
        org: vectors::array(&of["org"]),
        person: vectors::array(&of["person"]),
        fingerprint: vectors::array(&of["fingerprint"]),
    };
    let salt = Salt(vectors::array(&of["salt"]));
    let password = of["password"].as_str().unwrap();
    let (_, unlock) = stretch(password, &salt, &Stretch::DEFAULT).unwrap();
    let contents = vectors::bytes(&of["contents"]);
    let with_code = &vectors::list(include_str!("../../seal/vectors/code.json"))[0];
    let blobs = [of, with_code].map(|of| vectors::bytes(&of["blob"]));
    (blobs, owner, unlock, contents)
});

/// A blob that is read is written so; none opens but the one that its owner sealed.
pub fn blob(data: &[u8]) {
    as_sent(data);
    let _ = as_made(&mut Unstructured::new(data));
}

fn as_sent(bytes: &[u8]) {
    let Ok(blob) = Blob::from_bytes(bytes) else {
        return;
    };
    assert!(bytes.len() <= MAX_BYTES);
    assert_eq!(blob.to_bytes(), bytes);
    let (known, owner, unlock, contents) = &*KNOWN;
    if let Ok((key, opened)) = blob.open(owner, unlock) {
        let sealed = known.iter().any(|known| known == bytes);
        assert!(sealed, "a blob opens that nobody sealed");
        assert_eq!(opened[..], contents[..]);
        assert_eq!(blob.open_with(owner, &key).unwrap(), opened);
    }
}

fn as_made(u: &mut Unstructured<'_>) -> Result<()> {
    let unlock = &KNOWN.2;
    let owner = Owner {
        org: u.arbitrary()?,
        person: u.arbitrary()?,
        fingerprint: u.arbitrary()?,
    };
    let mut other = owner;
    let by = u.int_in_range(1..=255)?;
    match u.int_in_range(0..=2)? {
        0 => other.org[u.choose_index(16)?] ^= by,
        1 => other.person[u.choose_index(16)?] ^= by,
        _ => other.fingerprint[u.choose_index(32)?] ^= by,
    }
    let mut numbers = Numbers::from(u.arbitrary()?);
    let contents = content(u)?;

    let (first, key) = make(&owner, unlock, &contents, &mut numbers).unwrap();
    let second = first.reseal(&owner, &key, &contents, &mut numbers).unwrap();
    assert_eq!((first.counter(), second.counter()), (1, 2));
    for blob in [&first, &second] {
        let read = Blob::from_bytes(&blob.to_bytes()).unwrap();
        assert_eq!(&read, blob);
        assert_eq!(read.open(&owner, unlock).unwrap().1[..], contents[..]);
        assert!(read.open(&other, unlock).is_err(), "another's");
        assert!(read.open_with(&other, &key).is_err(), "another's");
    }
    let altered = altered(u, &second.to_bytes())?;
    if let Ok(altered) = Blob::from_bytes(&altered) {
        assert!(altered.open(&owner, unlock).is_err(), "altered");
    }
    Ok(())
}
