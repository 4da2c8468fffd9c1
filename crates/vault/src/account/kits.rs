//! What stands on paper: as it is printed, and as somebody typed or pasted it.

use bridge::{Failure, Reason, Secret, account};
use ledger::statement::RecoveryKeys;
use seal::recovery::{Kit, KitError, PersonalCode, Seed};
use zeroize::Zeroizing;

use super::pasted;
use crate::{Result, platform::Platform, session::Session};

/// The field that names the second of two kits.
const SECOND: &str = "second";

/// A kit as it is printed.
pub(crate) fn printed(kit: &Kit) -> account::Kit {
    let text = Zeroizing::new(kit.format());
    let groups = text.split('-').map(|group| Secret::new(group.to_owned()));
    account::Kit {
        groups: groups.collect(),
    }
}

/// What access is restored with.
pub(super) enum Given {
    /// The recovery root's seed.
    Root(Seed),
    /// A person's own code.
    Personal(PersonalCode),
}

/// The seed: from a whole kit, or from two of three; or a personal code.
pub(super) fn given(kits: &[Secret]) -> Result<Given> {
    let [first, more @ ..] = kits else {
        return Err(Reason::BadKit(None).into());
    };
    let first = match pasted::parse(first.expose()).map_err(bad_kit)? {
        Kit::Whole(seed) => return Ok(Given::Root(seed)),
        Kit::Personal(code) => return Ok(Given::Personal(code)),
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
        Kit::Whole(seed) => Ok(Given::Root(seed)),
        Kit::Personal(_) => Err(in_second(Reason::PersonalCode.into())),
        Kit::Share(second) => first
            .combine(&second)
            .map(Given::Root)
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
    match given(kits)? {
        Given::Root(seed) if is_of(&seed, session.view().recovery()) => Ok(()),
        Given::Root(_) => Err(Reason::WrongKit.into()),
        Given::Personal(_) => Err(Reason::PersonalCode.into()),
    }
}

fn bad_kit(error: KitError) -> Failure {
    let group = match error {
        KitError::Groups(groups) => groups.first().copied(),
        _ => None,
    };
    Reason::BadKit(group).into()
}
