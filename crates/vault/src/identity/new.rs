//! Keys and accounts of somebody new.

use bridge::Reason;
use ledger::{
    id::{OrgId, PersonId},
    statement::PublicKeys,
    text::folded,
};
use seal::{
    blob::Blob,
    identity::SigningKey,
    password::{ServerSalt, SignInSecret, Stretch, UnlockKey},
};
use wire::account::{NewAccount, StretchParameters};
use zeroize::Zeroizing;

use super::{
    Locker,
    contents::{self, Keys},
    owner,
};
use crate::{
    Result,
    pins::{Mark, Pins},
    platform::Platform,
};

/// Keys of somebody new, not yet bound to an organisation's blob.
pub(crate) struct NewKeys {
    pub(crate) signing: SigningKey,
    pub(crate) public: PublicKeys,
    pkcs8: Zeroizing<Vec<u8>>,
}

impl NewKeys {
    /// Makes both pairs. Takes long.
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

    /// Stretches the password that is to open them. Takes long.
    pub(crate) fn under<P: Platform>(
        self,
        platform: &P,
        sign_in_name: &str,
        password: &str,
    ) -> Result<ReadyKeys> {
        let password = Stretched::new(platform, sign_in_name, password)?;
        Ok(ReadyKeys {
            keys: self,
            password,
        })
    }
}

/// A new password's secrets.
pub(crate) struct Stretched {
    salt: ServerSalt,
    stretch: Stretch,
    secret: SignInSecret,
    pub(crate) unlock: UnlockKey,
}

impl Stretched {
    /// Stretches it with a new salt. Takes long.
    pub(crate) fn new<P: Platform>(
        platform: &P,
        sign_in_name: &str,
        password: &str,
    ) -> Result<Self> {
        let salt = platform.salt();
        let stretch = Stretch::DEFAULT;
        let (secret, unlock) = platform
            .stretch(password, &salt.of_person(&folded(sign_in_name)), &stretch)
            .map_err(|_| Reason::Fault)?;
        Ok(Self {
            salt,
            stretch,
            secret,
            unlock,
        })
    }

    /// What tells it later.
    pub(crate) fn mark(&self) -> Mark {
        Mark {
            salt: self.salt,
            mark: self.unlock.mark(),
        }
    }

    /// The account that it opens, and that a recovery code opens in its place.
    pub(crate) fn account(&self, blob: &Blob, code: Option<&SignInSecret>) -> NewAccount {
        NewAccount {
            salt: self.salt.0.to_vec().into(),
            stretch: StretchParameters {
                memory_kib: self.stretch.memory_kib,
                passes: self.stretch.passes,
                lanes: self.stretch.lanes,
            },
            secret: self.secret.expose().to_vec().into(),
            blob: blob.to_bytes().into(),
            code: code.map(|code| code.expose().to_vec().into()),
        }
    }
}

/// Keys and the password's secrets: what is left to do for an account is done at once, as often as it takes.
pub(crate) struct ReadyKeys {
    pub(crate) keys: NewKeys,
    password: Stretched,
}

impl ReadyKeys {
    /// What the password signs in with.
    pub(crate) fn secret(&self) -> &SignInSecret {
        &self.password.secret
    }

    /// These pins, and that the password is a new one.
    pub(crate) fn noted<P: Platform>(&self, platform: &P, mut pins: Pins) -> Pins {
        pins.passwords = pins.passwords.and(self.password.mark(), platform.now());
        pins
    }

    /// Makes the account that holds the keys, with what is pinned from the start.
    pub(crate) fn account<P: Platform>(
        &self,
        platform: &P,
        org: OrgId,
        person: PersonId,
        pins: &Pins,
    ) -> Result<(NewAccount, Locker)> {
        let seed = self.keys.signing.seed();
        let parts = Keys {
            seed: &seed,
            pkcs8: &self.keys.pkcs8,
            spki: &self.keys.public.wrapping,
        };
        let contents = contents::encode(&parts, pins)?;
        let owner = owner(org, person, &self.keys.public);
        let (blob, key) = seal::blob::make(
            &owner,
            &self.password.unlock,
            &contents,
            &mut platform.rng(),
        )
        .map_err(|_| Reason::Fault)?;
        let account = self.password.account(&blob, None);
        let locker = Locker {
            blob,
            key,
            pkcs8: self.keys.pkcs8.clone(),
            spki: self.keys.public.wrapping.clone(),
            seed,
        };
        Ok((account, locker))
    }
}
