//! Second factors: what is kept of one, which codes are good for it, and who has to have one.

use ledger::{View, id::PersonId};
use subtle::ConstantTimeEq;
use wire::{
    Code,
    second_factor::{ALPHABET, Given, Method, ONE_TIME_CODES, ONE_TIME_LENGTH, Source},
};
use zeroize::Zeroizing;

use crate::{
    error::Failure,
    secret::{ServerSecret, Unopened},
    totp::{self, Key},
};

/// What the key of an authenticator is sealed for.
const PURPOSE: &[u8] = b"second-factor";

/// A second factor as it is stored.
#[derive(Debug, Clone)]
pub(crate) struct SecondFactor {
    pub(crate) person: PersonId,
    pub(crate) method: Method,
    /// What the authenticator keeps, sealed under the server secret.
    pub(crate) sealed: Vec<u8>,
    /// The last step of which a code was used.
    pub(crate) last_step: u64,
    /// Since when, milliseconds since 1970.
    pub(crate) since: u64,
    /// Hashes of the one-time codes that are left.
    pub(crate) codes: Vec<[u8; 32]>,
}

/// What a code that was good uses up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spent {
    /// A step, and all before it.
    Step(u64),
    /// A one-time code, by its hash.
    Code([u8; 32]),
}

/// Seals what an authenticator keeps.
pub(crate) fn seal(secret: &ServerSecret, person: PersonId, key: &Key) -> Result<Vec<u8>, Failure> {
    Ok(secret.seal(PURPOSE, &person.0, key)?)
}

/// The hashes of ten new codes.
///
/// # Errors
/// 400 where they are not ten, not of the described form, or one of them is there twice.
pub(crate) fn hashes(
    secret: &ServerSecret,
    person: PersonId,
    codes: &[String],
) -> Result<Vec<[u8; 32]>, Failure> {
    let well_formed = |code: &String| {
        code.len() == ONE_TIME_LENGTH && code.chars().all(|symbol| ALPHABET.contains(symbol))
    };
    if codes.len() != ONE_TIME_CODES || !codes.iter().all(well_formed) {
        return Err(Failure::field("codes", "malformed"));
    }
    let mut hashes: Vec<_> = codes
        .iter()
        .map(|code| secret.one_time_code(person, code))
        .collect();
    hashes.sort_unstable();
    hashes.dedup();
    match hashes.len() {
        ONE_TIME_CODES => Ok(hashes),
        _ => Err(Failure::field("codes", "duplicate")),
    }
}

impl SecondFactor {
    /// What the authenticator keeps.
    pub(crate) fn key(&self, secret: &ServerSecret) -> Result<Zeroizing<Key>, Failure> {
        let opened = secret.open(PURPOSE, &self.person.0, &self.sealed);
        let opened = Zeroizing::new(opened.map_err(|error| Failure::internal(&error))?);
        let key = Key::try_from(opened.as_slice());
        key.map(Zeroizing::new)
            .map_err(|_| Failure::internal(&Unopened))
    }

    /// What a code uses up, if it is good now.
    pub(crate) fn judge(
        &self,
        secret: &ServerSecret,
        given: &Given,
        now: u64,
    ) -> Result<Option<Spent>, Failure> {
        Ok(match given.source {
            Source::Totp => {
                let key = self.key(secret)?;
                let step = totp::matching(&key, &given.code, Some(self.last_step), now);
                step.map(Spent::Step)
            }
            Source::OneTime => {
                let hash = secret.one_time_code(self.person, &given.code);
                let mut there = false;
                for code in &self.codes {
                    there |= bool::from(code.ct_eq(&hash));
                }
                there.then_some(Spent::Code(hash))
            }
        })
    }
}

/// Whether the policy asks this person for a second factor: they hold, admitted, a post of a role that it names.
pub(crate) fn is_required(view: View<'_>, person: PersonId) -> bool {
    let roles = view.policy().rules().second_factor;
    !roles.is_empty()
        && view
            .posts_of(person)
            .any(|post| roles.contains(&post.role) && view.is_admitted(person, post))
}

/// 401, for a code that is wrong as well as for one that was used.
pub(crate) fn wrong() -> Failure {
    Failure::new(Code::WrongCode, "not a code that is good now")
}
