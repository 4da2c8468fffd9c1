//! What is in the blob.

use bridge::Reason;
use ledger::{entry::Position, hash::Hash, id::UnitId};
use seal::password::ServerSalt;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;
use wire::body::from_cbor;
use zeroize::{Zeroize, Zeroizing};

use crate::{
    Result,
    pins::{Mark, Passwords, Pins},
};

/// The private keys of a person.
pub(super) struct Keys<'a> {
    pub(super) seed: &'a [u8; 32],
    pub(super) pkcs8: &'a [u8],
    pub(super) spki: &'a [u8],
}

/// What comes out of an opened blob.
pub(super) struct Decoded {
    pub(super) seed: Zeroizing<[u8; 32]>,
    pub(super) pkcs8: Zeroizing<Vec<u8>>,
    pub(super) spki: Vec<u8>,
    pub(super) pins: Pins,
}

/// The blob's contents, version 1.
#[derive(Serialize, Deserialize)]
struct Contents {
    version: u8,
    seed: ByteBuf,
    pkcs8: ByteBuf,
    spki: ByteBuf,
    genesis: ByteBuf,
    roster: Pin,
    journals: Vec<(ByteBuf, Pin)>,
    /// Since when the password is the present one; none in blobs from before that was noted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    since: Option<u64>,
    /// Of each password, the present one last: its server salt and its mark.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    marks: Vec<(ByteBuf, ByteBuf)>,
}

#[derive(Serialize, Deserialize)]
struct Pin(u64, ByteBuf);

impl Pin {
    fn of(position: Position) -> Self {
        Self(position.seq, ByteBuf::from(position.hash.0))
    }

    fn position(&self) -> Option<Position> {
        Some(Position {
            seq: self.0,
            hash: Hash(self.1.as_slice().try_into().ok()?),
        })
    }
}

/// Encodes into memory that is wiped.
pub(super) fn encode(keys: &Keys<'_>, pins: &Pins) -> Result<Zeroizing<Vec<u8>>> {
    let mut contents = Contents {
        version: 1,
        seed: ByteBuf::from(keys.seed.to_vec()),
        pkcs8: ByteBuf::from(keys.pkcs8.to_vec()),
        spki: ByteBuf::from(keys.spki.to_vec()),
        genesis: ByteBuf::from(pins.genesis.0),
        roster: Pin::of(pins.roster),
        journals: pins
            .journals
            .iter()
            .map(|(unit, pin)| (ByteBuf::from(unit.0), Pin::of(*pin)))
            .collect(),
        since: Some(pins.passwords.since).filter(|since| *since > 0),
        marks: pins
            .passwords
            .marks
            .iter()
            .map(|mark| (ByteBuf::from(mark.salt.0), ByteBuf::from(mark.mark)))
            .collect(),
    };
    // Room for all of it at once: memory that grows leaves copies behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(8192 + 64 * pins.journals.len()));
    let written = ciborium::into_writer(&contents, &mut *bytes);
    Zeroize::zeroize(&mut *contents.seed);
    Zeroize::zeroize(&mut *contents.pkcs8);
    written.map_err(|_| Reason::Fault)?;
    Ok(bytes)
}

/// Decodes version 1; none for any other, and for what does not fit it.
pub(super) fn decode(bytes: &[u8]) -> Option<Decoded> {
    let contents: Contents = from_cbor(bytes).ok()?;
    if contents.version != 1 {
        return None;
    }
    let journals = contents
        .journals
        .iter()
        .map(|(unit, pin)| Some((UnitId(unit.as_slice().try_into().ok()?), pin.position()?)));
    let marks = contents.marks.iter().map(|(salt, mark)| {
        Some(Mark {
            salt: ServerSalt(salt.as_slice().try_into().ok()?),
            mark: mark.as_slice().try_into().ok()?,
        })
    });
    let pins = Pins {
        passwords: Passwords {
            since: contents.since.unwrap_or_default(),
            marks: marks.collect::<Option<_>>()?,
        },
        genesis: Hash(contents.genesis.as_slice().try_into().ok()?),
        roster: contents.roster.position()?,
        journals: sorted::map(journals.collect::<Option<Vec<_>>>()?),
    };
    Some(Decoded {
        seed: Zeroizing::new(contents.seed.as_slice().try_into().ok()?),
        pkcs8: Zeroizing::new(contents.pkcs8.into_vec()),
        spki: contents.spki.into_vec(),
        pins,
    })
}
