//! Who joins, takes a post and gets keys.

use super::{roles::are_apart, units::is_open};
use crate::{
    hash::Hash,
    id::{InvitationId, PersonId},
    refusal::{Refusal, Subject},
    rights::Duty,
    roster::{
        facts::{Facts, Standing},
        shape::{self, ensure},
        view::View,
    },
    statement::{Cover, KeyName, Person, Post, PublicKeys, Role},
};

/// The longest that somebody may stand in for another one, in milliseconds: a year and a day.
const LONGEST_DEPUTY: u64 = 366 * 24 * 60 * 60 * 1000;

pub(super) fn enrol(
    facts: &Facts,
    view: View<'_>,
    person: &Person,
    invitation: InvitationId,
) -> Result<(), Refusal> {
    shape::person(person)?;
    ensure(
        view.person(person.id).is_none(),
        Refusal::Duplicate(Subject::Person),
    )?;
    ensure(
        view.by_sign_in_name(&person.sign_in_name).is_none(),
        Refusal::Duplicate(Subject::SignInName),
    )?;
    ensure(
        !facts.knows_keys(&person.keys),
        Refusal::Duplicate(Subject::PublicKeys),
    )?;
    ensure(
        !facts.knows_invitation(invitation),
        Refusal::Duplicate(Subject::Invitation),
    )
}

pub(super) fn rekey(
    facts: &Facts,
    view: View<'_>,
    person: PersonId,
    keys: &PublicKeys,
) -> Result<(), Refusal> {
    stands_as(view, person, &[Standing::Active, Standing::Suspended])?;
    shape::keys(keys)?;
    ensure(
        !facts.knows_keys(keys),
        Refusal::Duplicate(Subject::PublicKeys),
    )
}

pub(super) fn appoint(view: View<'_>, person: PersonId, post: Post) -> Result<(), Refusal> {
    stands_as(view, person, &[Standing::Active])?;
    stands(view, post)?;
    ensure(!view.holds(person, post), Refusal::Duplicate(Subject::Post))?;
    let role = view
        .role(post.role)
        .ok_or(Refusal::Unknown(Subject::Role))?;
    let apart =
        !view.policy().separate_duties || are_apart(view, view.posts_of(person), &role.duties);
    ensure(apart, Refusal::Separation)
}

/// A deputy is appointed until a date, at a post that somebody holds for good.
pub(super) fn deputize(
    view: View<'_>,
    absent: PersonId,
    deputy: PersonId,
    post: Post,
    (at, until): (u64, u64),
) -> Result<(), Refusal> {
    appoint(view, deputy, post)?;
    let held = view.holds(absent, post) && view.deputy(absent, post).is_none();
    ensure(held, Refusal::NotAppointed)?;
    let lasts = until > at && until <= at.saturating_add(LONGEST_DEPUTY);
    ensure(lasts, Refusal::Until)?;
    let may =
        |role: &Role| role.duties.contains(&Duty::Head) || role.duties.contains(&Duty::Archive);
    ensure(
        view.role(post.role).is_some_and(may),
        Refusal::Unfit(Subject::Post),
    )
}

pub(super) fn delegate(view: View<'_>, post: Post) -> Result<(), Refusal> {
    stands(view, post)?;
    let head = |role: &Role| role.duties.contains(&Duty::Head);
    ensure(
        view.role(post.role).is_some_and(head),
        Refusal::Unfit(Subject::Post),
    )?;
    ensure(!view.is_delegated(post), Refusal::Nothing)
}

pub(super) fn admit(
    view: View<'_>,
    person: PersonId,
    seen: Hash,
    post: Post,
    covers: &[Cover],
) -> Result<(), Refusal> {
    let present = view
        .fingerprint_of(person)
        .ok_or(Refusal::Unknown(Subject::Person))?;
    ensure(present == seen, Refusal::Fingerprint)?;
    stands_as(view, person, &[Standing::Active])?;
    ensure(view.holds(person, post), Refusal::NotAppointed)?;
    // Whoever lost the pair would have all that is boxed to it from now on.
    ensure(!view.is_stale(&KeyName::Post(post)), Refusal::Stale)?;
    covers.iter().try_for_each(|cover| {
        ensure(
            view.unit(cover.unit).is_some(),
            Refusal::Unknown(Subject::Unit),
        )?;
        let entitled = view.entitled(post, cover.unit).covers(cover.sections);
        ensure(
            shape::some_known(cover.sections) && entitled,
            Refusal::Cover,
        )
    })
}

pub(super) fn stands(view: View<'_>, post: Post) -> Result<(), Refusal> {
    is_open(view, post.unit)?;
    ensure(
        view.role(post.role).is_some(),
        Refusal::Unknown(Subject::Role),
    )
}

pub(super) fn stands_as(view: View<'_>, person: PersonId, may: &[Standing]) -> Result<(), Refusal> {
    let standing = view
        .standing(person)
        .ok_or(Refusal::Unknown(Subject::Person))?;
    ensure(may.contains(&standing), Refusal::Standing)
}
