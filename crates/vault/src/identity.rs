//! Who I am: my private keys, and what I remember of the chains. Both live in the blob that my password opens.

mod contents;
mod new;

pub(crate) use new::{NewKeys, ReadyKeys, Stretched};

use bridge::{Failure, Reason, failure::Alarm};
use ledger::{
    hash::Hash,
    id::{OrgId, PersonId},
    statement::PublicKeys,
};
use seal::{
    blob::{Blob, BlobKey, Owner},
    identity::SigningKey,
    password::UnlockKey,
};
use zeroize::Zeroizing;

use crate::{Result, pins::Pins, platform::Platform};
use contents::Keys;

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

/// What a blob is opened with.
pub(crate) enum Opens<'a> {
    Password(&'a UnlockKey),
    Code(&'a UnlockKey),
}

/// My blob sealed under a key of its own: it counts once the server has taken it.
pub(crate) struct Rekeyed {
    pub(crate) blob: Blob,
    key: BlobKey,
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
        unlock: &Opens<'_>,
    ) -> Result<(Self, Pins)> {
        let alarm = || Failure::from(Reason::Integrity(Alarm::Blob));
        let blob = Blob::from_bytes(bytes).map_err(|_| alarm())?;
        let owner = Owner {
            org: org.0,
            person: person.0,
            fingerprint: fingerprint.0,
        };
        let opened = match unlock {
            Opens::Password(key) => blob.open(&owner, key),
            Opens::Code(key) => blob.open_with_code(&owner, key),
        };
        let (key, opened) = opened.map_err(|_| alarm())?;
        let decoded = contents::decode(&opened).ok_or_else(alarm)?;
        let locker = Self {
            blob,
            key,
            pkcs8: decoded.pkcs8,
            spki: decoded.spki,
            seed: decoded.seed,
        };
        if locker.public().fingerprint() != fingerprint {
            return Err(alarm());
        }
        Ok((locker, decoded.pins))
    }

    /// My blob as another device of mine has sealed it since, and what that one remembers. None if the blob does not open with the key of
    /// this session: then its password is another one by now, or a newer version wrote it.
    pub(crate) fn sealed_elsewhere(
        &self,
        org: OrgId,
        person: PersonId,
        bytes: &[u8],
    ) -> Option<(Blob, Pins)> {
        let blob = Blob::from_bytes(bytes).ok()?;
        let owner = owner(org, person, &self.public());
        let opened = blob.open_with(&owner, &self.key).ok()?;
        let pins = contents::decode(&opened)?.pins;
        Some((blob, pins))
    }

    /// Whether this password's key opens it.
    pub(crate) fn opens_with(&self, org: OrgId, person: PersonId, unlock: &UnlockKey) -> bool {
        let owner = owner(org, person, &self.public());
        self.blob.open(&owner, unlock).is_ok()
    }

    /// Whether a recovery code opens it.
    pub(crate) fn has_code(&self) -> bool {
        self.blob.has_code()
    }

    /// The same keys sealed for a password and a code, under a key of their own, with what is to be remembered.
    pub(crate) fn under<P: Platform>(
        &self,
        platform: &P,
        org: OrgId,
        person: PersonId,
        unlocks: (&UnlockKey, Option<&UnlockKey>),
        pins: &Pins,
    ) -> Result<Rekeyed> {
        let owner = owner(org, person, &self.public());
        let contents = contents::encode(&self.keys(), pins)?;
        let rekeyed = self
            .blob
            .rekey(&owner, &self.key, unlocks, &contents, &mut platform.rng());
        let (blob, key) = rekeyed.map_err(|_| Reason::Fault)?;
        Ok(Rekeyed { blob, key })
    }

    /// From now on it is this blob.
    pub(crate) fn is_now(&mut self, rekeyed: Rekeyed) {
        self.blob = rekeyed.blob;
        self.key = rekeyed.key;
    }

    /// Itself, without the keys that I have anyway.
    pub(crate) fn into_rekeyed(self) -> Rekeyed {
        Rekeyed {
            blob: self.blob,
            key: self.key,
        }
    }

    fn keys(&self) -> Keys<'_> {
        Keys {
            seed: &self.seed,
            pkcs8: &self.pkcs8,
            spki: &self.spki,
        }
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
        let contents = contents::encode(&self.keys(), pins)?;
        let owner = owner(org, person, &self.public());
        self.blob
            .reseal(&owner, &self.key, &contents, &mut platform.rng())
            .map_err(|_| Reason::Fault.into())
    }
}

#[cfg(test)]
mod tests;
