//! What a statement's parts may look like, whatever the roster says.

mod rsa;

use std::collections::BTreeSet;

use ed25519_dalek::VerifyingKey;

use crate::{
    refusal::{Refusal, Subject},
    rights::{Duty, Sections},
    rules::Rules,
    statement::{Person, Policy, PublicKeys, RecoveryKeys, Role},
    text,
};

const MAX_RIGHTS: usize = 64;
/// AES-256-GCM, ChaCha20-Poly1305, SM4-GCM.
const KNOWN_SUITES: [u8; 3] = [1, 2, 3];
const MAX_IDLE_MINUTES: u16 = 240;

/// `Ok` where the condition holds.
pub(super) fn ensure(holds: bool, refusal: Refusal) -> Result<(), Refusal> {
    if holds { Ok(()) } else { Err(refusal) }
}

pub(super) fn person(person: &Person) -> Result<(), Refusal> {
    // Where a maker of boxes is named, it is the recovery root.
    ensure(person.id.0 != [0; 16], Refusal::Unfit(Subject::Person))?;
    ensure(
        text::is_fit(&person.name, text::NAME),
        Refusal::Unfit(Subject::Person),
    )?;
    ensure(
        text::is_fit(&person.sign_in_name, text::SIGN_IN_NAME),
        Refusal::Unfit(Subject::SignInName),
    )?;
    keys(&person.keys)
}

pub(super) fn keys(keys: &PublicKeys) -> Result<(), Refusal> {
    ensure(
        rsa::is_rsa_3072(&keys.wrapping) && can_verify(&keys.verifying),
        Refusal::Unfit(Subject::PublicKeys),
    )
}

pub(super) fn recovery(keys: &RecoveryKeys) -> Result<(), Refusal> {
    ensure(
        can_verify(&keys.verifying) && keys.wrapping != [0; 32],
        Refusal::Unfit(Subject::PublicKeys),
    )
}

pub(super) fn role(role: &Role) -> Result<(), Refusal> {
    ensure(
        text::is_fit(&role.name, text::NAME),
        Refusal::Unfit(Subject::Role),
    )?;
    ensure(
        role.rights.len() <= MAX_RIGHTS,
        Refusal::TooMany(Subject::Role),
    )?;
    ensure(
        role.rights.iter().all(|right| some_known(right.sections)),
        Refusal::Rights,
    )?;
    ensure(distinct(&role.duties), Refusal::Duplicate(Subject::Duty))
}

pub(super) fn policy(policy: &Policy) -> Result<(), Refusal> {
    let suites = policy.opens.contains(&policy.suite)
        && policy
            .opens
            .iter()
            .all(|suite| KNOWN_SUITES.contains(suite))
        && distinct(&policy.opens);
    ensure(
        suites
            && (1..=MAX_IDLE_MINUTES).contains(&policy.idle_minutes)
            && policy.rules.as_ref().is_none_or(Rules::are_sound),
        Refusal::Policy,
    )
}

/// Whether one person may bear these duties where a policy keeps them apart.
pub(super) fn are_apart<'d>(duties: impl IntoIterator<Item = &'d Duty>) -> bool {
    let mut separate = duties
        .into_iter()
        .filter(|duty| Duty::SEPARATE.contains(duty));
    let first = separate.next();
    separate.all(|duty| Some(duty) == first)
}

/// At least one section, and none that this program does not know.
pub(super) fn some_known(sections: Sections) -> bool {
    !sections.is_empty() && Sections::ALL.covers(sections)
}

pub(super) fn distinct<T: Ord>(items: &[T]) -> bool {
    let mut seen = BTreeSet::new();
    items.iter().all(|item| seen.insert(item))
}

/// A point on the curve, and not one of the few that signatures of anybody hold under.
fn can_verify(key: &[u8; 32]) -> bool {
    VerifyingKey::from_bytes(key).is_ok_and(|key| !key.is_weak())
}
