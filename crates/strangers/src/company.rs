//! The company of the ledger's vectors, at each of its moments, and the keys of everybody who could be in it.

use std::{collections::BTreeMap, sync::LazyLock};

use ed25519_dalek::{Signer, SigningKey};
use ledger::{
    Journal, Roster,
    entry::SignedEntry,
    id::{PersonId, RoleId, UnitId},
    statement::PublicKeys,
};

/// 2026-01-01 in milliseconds since 1970: when the company begins.
pub(crate) const START: u64 = 1_767_225_600_000;

/// How many there may be of each: few, so that a fuzzer names the same one twice.
pub(crate) const PEOPLE: u8 = 6;
pub(crate) const UNITS: u8 = 6;
/// The shipped eight, and the vectors' own is number 20.
pub(crate) const ROLES: u8 = 22;
/// How often somebody may get other keys.
const VERSIONS: u8 = 4;

/// The unit whose journal the vectors are of.
pub(crate) const WRITTEN: UnitId = unit(1);

/// A company at one moment.
#[derive(Clone)]
pub(crate) struct Moment {
    pub(crate) roster: Roster,
    pub(crate) journal: Journal,
    /// What comes next, by the vectors.
    pub(crate) next: Option<SignedEntry>,
}

/// Before each statement of the roster, then before each of the journal, and at the end.
pub(crate) static MOMENTS: LazyLock<Vec<Moment>> = LazyLock::new(|| {
    let mut now = Moment {
        roster: Roster::new(),
        journal: Journal::new(WRITTEN),
        next: None,
    };
    let mut moments = Vec::new();
    let mut pass = |now: &Moment, next| {
        moments.push(Moment {
            next,
            ..now.clone()
        });
    };
    for signed in stored(include_str!("../../ledger/vectors/roster.txt")) {
        pass(&now, Some(signed.clone()));
        now.roster.apply(&signed, u64::MAX).unwrap();
    }
    for signed in stored(include_str!("../../ledger/vectors/journal.txt")) {
        pass(&now, Some(signed.clone()));
        now.journal.apply(&signed, &now.roster, u64::MAX).unwrap();
    }
    pass(&now, None);
    moments
});

/// A line is the kind, the hash, the entry.
fn stored(text: &str) -> Vec<SignedEntry> {
    let entry = |line: &str| {
        let bytes = hex::decode(line.split(' ').nth(2).unwrap()).unwrap();
        SignedEntry::from_bytes(bytes).unwrap()
    };
    text.lines().map(entry).collect()
}

/// Sixteen bytes that name a kind of thing and its number, as the ledger's tests have them.
pub(crate) const fn bytes(kind: u8, number: u8) -> [u8; 16] {
    [kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, number]
}

pub(crate) const fn person(number: u8) -> PersonId {
    PersonId(bytes(1, number))
}

pub(crate) const fn unit(number: u8) -> UnitId {
    UnitId(bytes(2, number))
}

pub(crate) const fn role(number: u8) -> RoleId {
    RoleId(bytes(3, number))
}

/// Everybody's keys, by their public half.
static KEYS: LazyLock<BTreeMap<[u8; 32], SigningKey>> = LazyLock::new(|| {
    let people = (0..PEOPLE).flat_map(|number| (0..VERSIONS).map(move |version| (number, version)));
    people
        .map(|(number, version)| seeded(person(number), version))
        .chain([recovery()])
        .map(|key| (key.verifying_key().to_bytes(), key))
        .collect()
});

fn recovery() -> SigningKey {
    SigningKey::from_bytes(&[0xee; 32])
}

/// What the recovery root's statements are checked with.
pub(crate) fn recovery_key() -> [u8; 32] {
    recovery().verifying_key().to_bytes()
}

fn seeded(person: PersonId, version: u8) -> SigningKey {
    let mut seed = [version; 32];
    seed[..16].copy_from_slice(&person.0);
    SigningKey::from_bytes(&seed)
}

/// The public halves that somebody has at first or, later, gets.
pub(crate) fn public_keys(person: PersonId, version: u8) -> PublicKeys {
    let version = version % VERSIONS;
    PublicKeys {
        wrapping: rsa_key(&[&[version][..], &person.0].concat()),
        verifying: seeded(person, version).verifying_key().to_bytes(),
    }
}

/// Signs as the holder of a key would; as nobody, where there is none.
pub(crate) fn sign_as(key: Option<[u8; 32]>, message: &[u8]) -> [u8; 64] {
    key.and_then(|key| KEYS.get(&key))
        .map_or([0; 64], |key| key.sign(message).to_bytes())
}

/// An RSA key as it looks, with these bytes in its modulus.
fn rsa_key(modulus: &[u8]) -> Vec<u8> {
    let mut document = include_bytes!("../../ledger/tests/rsa-3072.der").to_vec();
    let from = 34;
    let to = from + modulus.len().min(380);
    document[from..to].copy_from_slice(&modulus[..to - from]);
    document
}
