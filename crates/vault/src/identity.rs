//! Who I am: my private keys, and what I remember of the chains. Both live in the blob that my password opens.

use std::collections::BTreeMap;

use bridge::{Failure, Reason, failure::Alarm};
use ledger::{
    entry::Position,
    hash::Hash,
    id::{OrgId, PersonId, UnitId},
    roster::Roster,
    statement::PublicKeys,
};
use seal::{
    blob::{Blob, BlobKey, Owner},
    identity::SigningKey,
    password::{Salt, SignInSecret, Stretch, UnlockKey},
};
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;
use wire::account::{NewAccount, StretchParameters};
use zeroize::Zeroizing;

use crate::{
    Result,
    platform::{Platform, random},
};

/// What I remember of the chains: a server that shows less, or something else, lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pins {
    /// The organisation's fingerprint.
    pub(crate) genesis: Hash,
    /// The last roster entry that I have seen.
    pub(crate) roster: Position,
    /// The last entry of each journal that I have seen.
    pub(crate) journals: BTreeMap<UnitId, Position>,
}

impl Pins {
    /// A roster that I made or verified myself, and no journal yet.
    pub(crate) fn of(roster: &Roster) -> Result<Self> {
        Ok(Self {
            genesis: roster.fingerprint().ok_or(Reason::Fault)?,
            roster: roster.head().ok_or(Reason::Fault)?,
            journals: BTreeMap::new(),
        })
    }
}

/// A person, with keys ready for use.
pub(crate) struct Me<K> {
    pub(crate) org: OrgId,
    pub(crate) person: PersonId,
    pub(crate) keys: PublicKeys,
    pub(crate) signing: SigningKey,
    pub(crate) wrapping: K,
}

/// My blob as the server holds it, and the key of its contents.
pub(crate) struct Locker {
    pub(crate) blob: Blob,
    key: BlobKey,
    pkcs8: Zeroizing<Vec<u8>>,
    spki: Vec<u8>,
    seed: Zeroizing<[u8; 32]>,
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
}

#[derive(Serialize, Deserialize)]
struct Pin(u64, ByteBuf);

impl Contents {
    /// Encoded into memory that is wiped.
    fn encode(locker: &LockerParts<'_>, pins: &Pins) -> Result<Zeroizing<Vec<u8>>> {
        let mut contents = Self {
            version: 1,
            seed: ByteBuf::from(locker.seed.to_vec()),
            pkcs8: ByteBuf::from(locker.pkcs8.to_vec()),
            spki: ByteBuf::from(locker.spki.to_vec()),
            genesis: ByteBuf::from(pins.genesis.0),
            roster: Pin::of(pins.roster),
            journals: pins
                .journals
                .iter()
                .map(|(unit, pin)| (ByteBuf::from(unit.0), Pin::of(*pin)))
                .collect(),
        };
        let mut bytes = Zeroizing::new(Vec::with_capacity(8192));
        let written = ciborium::into_writer(&contents, &mut *bytes);
        zeroize::Zeroize::zeroize(&mut *contents.seed);
        zeroize::Zeroize::zeroize(&mut *contents.pkcs8);
        written.map_err(|_| Reason::Fault)?;
        Ok(bytes)
    }
}

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

struct LockerParts<'a> {
    seed: &'a [u8; 32],
    pkcs8: &'a [u8],
    spki: &'a [u8],
}

/// Keys of somebody new, not yet bound to an organisation's blob.
pub(crate) struct NewKeys {
    pub(crate) signing: SigningKey,
    pub(crate) public: PublicKeys,
    pkcs8: Zeroizing<Vec<u8>>,
}

impl NewKeys {
    /// Makes both pairs.
    pub(crate) async fn make<P: Platform>(platform: &P) -> Result<Self> {
        let signing = SigningKey::generate(&mut platform.rng());
        let wrapping = platform
            .make_wrapping_key()
            .await
            .map_err(|_| Reason::Fault)?;
        let public = PublicKeys {
            wrapping: wrapping.spki,
            verifying: signing.verifying(),
        };
        Ok(Self {
            signing,
            public,
            pkcs8: wrapping.pkcs8,
        })
    }

    /// Makes the account that holds them, with what is pinned from the start.
    pub(crate) fn into_account<P: Platform>(
        self,
        platform: &P,
        org: OrgId,
        person: PersonId,
        password: &str,
        pins: &Pins,
    ) -> Result<(NewAccount, Locker)> {
        let salt = Salt(random(platform));
        let stretch = Stretch::DEFAULT;
        let (secret, unlock) =
            seal::password::stretch(password, &salt, &stretch).map_err(|_| Reason::Fault)?;
        let seed = self.signing.seed();
        let contents = Contents::encode(
            &LockerParts {
                seed: &seed,
                pkcs8: &self.pkcs8,
                spki: &self.public.wrapping,
            },
            pins,
        )?;
        let owner = owner(org, person, &self.public);
        let (blob, key) = seal::blob::make(&owner, &unlock, &contents, &mut platform.rng())
            .map_err(|_| Reason::Fault)?;
        let account = account(&salt, stretch, &secret, &blob);
        Ok((
            account,
            Locker {
                blob,
                key,
                pkcs8: self.pkcs8,
                spki: self.public.wrapping,
                seed,
            },
        ))
    }
}

fn account(salt: &Salt, stretch: Stretch, secret: &SignInSecret, blob: &Blob) -> NewAccount {
    NewAccount {
        salt: salt.0.to_vec().into(),
        stretch: StretchParameters {
            memory_kib: stretch.memory_kib,
            passes: stretch.passes,
            lanes: stretch.lanes,
        },
        secret: secret.expose().to_vec().into(),
        blob: blob.to_bytes().into(),
    }
}

fn owner(org: OrgId, person: PersonId, keys: &PublicKeys) -> Owner {
    Owner {
        org: org.0,
        person: person.0,
        fingerprint: keys.fingerprint().0,
    }
}

impl Locker {
    /// Opens the blob that the server served for `person`.
    ///
    /// The owner's fingerprint is what the roster will be compared with; before that, the blob itself vouches for it: its body is bound to the
    /// public halves that it holds.
    pub(crate) fn open(
        org: OrgId,
        person: PersonId,
        fingerprint: Hash,
        bytes: &[u8],
        unlock: &UnlockKey,
    ) -> Result<(Self, Pins)> {
        let alarm = Failure::from(Reason::Integrity(Alarm::Blob));
        let blob = Blob::from_bytes(bytes).map_err(|_| alarm.clone())?;
        let owner = Owner {
            org: org.0,
            person: person.0,
            fingerprint: fingerprint.0,
        };
        let (key, opened) = blob.open(&owner, unlock).map_err(|_| alarm.clone())?;
        let contents: Contents =
            ciborium::from_reader(opened.as_slice()).map_err(|_| alarm.clone())?;
        if contents.version != 1 {
            return Err(alarm);
        }
        let parts = (|| {
            let pins = Pins {
                genesis: Hash(contents.genesis.as_slice().try_into().ok()?),
                roster: contents.roster.position()?,
                journals: contents
                    .journals
                    .iter()
                    .map(|(unit, pin)| {
                        Some((UnitId(unit.as_slice().try_into().ok()?), pin.position()?))
                    })
                    .collect::<Option<_>>()?,
            };
            let seed = Zeroizing::new(<[u8; 32]>::try_from(contents.seed.as_slice()).ok()?);
            Some((pins, seed))
        })();
        let (pins, seed) = parts.ok_or_else(|| alarm.clone())?;
        let locker = Self {
            blob,
            key,
            pkcs8: Zeroizing::new(contents.pkcs8.into_vec()),
            spki: contents.spki.into_vec(),
            seed,
        };
        if locker.public().fingerprint() != fingerprint {
            return Err(alarm);
        }
        Ok((locker, pins))
    }

    /// The public halves of the keys inside.
    pub(crate) fn public(&self) -> PublicKeys {
        PublicKeys {
            wrapping: self.spki.clone(),
            verifying: SigningKey::from_seed(*self.seed).verifying(),
        }
    }

    /// The keys inside, ready for use.
    pub(crate) async fn me<P: Platform>(
        &self,
        platform: &P,
        org: OrgId,
        person: PersonId,
    ) -> Result<Me<P::WrappingKey>> {
        let wrapping = platform
            .load_wrapping_key(&self.pkcs8)
            .await
            .map_err(|_| Reason::Fault)?;
        Ok(Me {
            org,
            person,
            keys: self.public(),
            signing: SigningKey::from_seed(*self.seed),
            wrapping,
        })
    }

    /// The same keys sealed with newer pins; the counter goes up by one. It counts once the server has taken it.
    pub(crate) fn repinned<P: Platform>(
        &self,
        platform: &P,
        org: OrgId,
        person: PersonId,
        pins: &Pins,
    ) -> Result<Blob> {
        let contents = Contents::encode(
            &LockerParts {
                seed: &self.seed,
                pkcs8: &self.pkcs8,
                spki: &self.spki,
            },
            pins,
        )?;
        let owner = owner(org, person, &self.public());
        self.blob
            .reseal(&owner, &self.key, &contents, &mut platform.rng())
            .map_err(|_| Reason::Fault.into())
    }
}
