//! The recovery root's seed, from the kits as somebody typed or pasted them.

use bridge::{Failure, Reason, Secret};
use ledger::statement::RecoveryKeys;
use seal::recovery::{Kit, KitError, Seed};

use super::pasted;
use crate::{Result, platform::Platform, session::Session};

/// The field that names the second of two kits.
const SECOND: &str = "second";

/// The seed: from a whole kit, or from two of three.
pub(super) fn seed(kits: &[Secret]) -> Result<Seed> {
    let [first, more @ ..] = kits else {
        return Err(Reason::BadKit(None).into());
    };
    let first = match pasted::parse(first.expose()).map_err(bad_kit)? {
        Kit::Whole(seed) => return Ok(seed),
        Kit::Share(share) => share,
    };
    let Some(second) = more.first() else {
        return Err(Reason::AnotherKit(first.number()).into());
    };
    let in_second = |failure: Failure| Failure {
        fields: vec![(SECOND.to_owned(), "kit".to_owned())],
        ..failure
    };
    let second = pasted::parse(second.expose()).map_err(|error| in_second(bad_kit(error)))?;
    match second {
        // That is enough by itself, if it is of this organisation.
        Kit::Whole(seed) => Ok(seed),
        Kit::Share(second) => first
            .combine(&second)
            .map_err(|_| in_second(Reason::SameKit.into())),
    }
}

/// Whether the seed is the one that the organisation was founded with: two kits of two organisations give neither.
pub(super) fn is_of(seed: &Seed, named: Option<&RecoveryKeys>) -> bool {
    named.is_some_and(|named| {
        named.wrapping == seed.wrapping().public() && named.verifying == seed.signing().verifying()
    })
}

/// Tries kits without using them: nothing is stated, and nothing leaves this engine.
pub(crate) fn rehearse<P: Platform>(session: &Session<P>, kits: &[Secret]) -> Result<()> {
    match is_of(&seed(kits)?, session.view().recovery()) {
        true => Ok(()),
        false => Err(Reason::WrongKit.into()),
    }
}

fn bad_kit(error: KitError) -> Failure {
    let group = match error {
        KitError::Groups(groups) => groups.first().copied(),
        _ => None,
    };
    Reason::BadKit(group).into()
}
