//! Whether what is stated fits what stands on the roster.

use super::{
    facts::Facts,
    shape::{self, ensure},
    view::View,
};
use crate::{
    entry::Entry,
    hash::Hash,
    id::{InvitationId, PersonId},
    refusal::{Refusal, Subject},
    statement::{
        Cover, Genesis, KeyName, Opening, Person, Post, PublicKeys, Role, RosterStatement, Unit,
        UnitKind,
    },
    text::{self, folded},
};

/// Units from the root to the deepest, both counted.
const MAX_DEPTH: usize = 8;
const MAX_UNITS: usize = 2000;
const MAX_ROLES: usize = 1000;
const FIRST_EPOCH: u32 = 1;

/// Whether the statement fits; that its author may state it is judged elsewhere.
pub(super) fn fits(
    facts: &Facts,
    view: View<'_>,
    entry: &Entry<RosterStatement>,
) -> Result<(), Refusal> {
    match &entry.statement {
        RosterStatement::Genesis(genesis) => self::genesis(genesis),
        RosterStatement::Enrol(person, invitation) => enrol(facts, view, person, *invitation),
        RosterStatement::DefineUnit(unit) => define_unit(facts, view, unit),
        RosterStatement::DefineRole(role) => define_role(view, role),
        RosterStatement::Appoint(person, post) => appoint(view, *person, *post),
        RosterStatement::Admit {
            person,
            fingerprint,
            post,
            covers,
        } => admit(view, *person, *fingerprint, *post, covers),
        RosterStatement::OpenEpochs(openings) => open_epochs(view, openings),
        RosterStatement::SetPolicy(policy) => shape::policy(policy),
        RosterStatement::Rekey(person, keys) => rekey(facts, view, *person, keys),
    }
}

fn genesis(genesis: &Genesis) -> Result<(), Refusal> {
    let Genesis {
        root,
        founder,
        recovery,
        roles,
        founder_roles,
        policy,
    } = genesis;
    ensure(
        root.parent.is_none() && root.kind == UnitKind::Company,
        Refusal::Tree,
    )?;
    ensure(
        text::is_fit(&root.name, text::NAME),
        Refusal::Unfit(Subject::Unit),
    )?;
    shape::person(founder)?;
    shape::recovery(recovery)?;
    ensure(
        recovery.verifying != founder.keys.verifying,
        Refusal::Duplicate(Subject::PublicKeys),
    )?;
    ensure(roles.len() <= MAX_ROLES, Refusal::TooMany(Subject::Role))?;
    roles.iter().try_for_each(shape::role)?;
    let ids: Vec<_> = roles.iter().map(|role| role.id).collect();
    let names: Vec<_> = roles.iter().map(|role| folded(&role.name)).collect();
    ensure(
        shape::distinct(&ids) && shape::distinct(&names),
        Refusal::Duplicate(Subject::Role),
    )?;
    ensure(
        founder_roles.iter().all(|role| ids.contains(role)),
        Refusal::Unknown(Subject::Role),
    )?;
    ensure(
        shape::distinct(founder_roles),
        Refusal::Duplicate(Subject::Post),
    )?;
    shape::policy(policy)
}

fn enrol(
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

fn define_unit(facts: &Facts, view: View<'_>, unit: &Unit) -> Result<(), Refusal> {
    ensure(
        text::is_fit(&unit.name, text::NAME),
        Refusal::Unfit(Subject::Unit),
    )?;
    ensure(
        view.unit(unit.id).is_none(),
        Refusal::Duplicate(Subject::Unit),
    )?;
    ensure(unit.kind != UnitKind::Company, Refusal::Tree)?;
    let parent = unit.parent.ok_or(Refusal::Tree)?;
    ensure(view.unit(parent).is_some(), Refusal::Unknown(Subject::Unit))?;
    ensure(view.path_ids(parent).len() < MAX_DEPTH, Refusal::Tree)?;
    ensure(
        facts.units.len() < MAX_UNITS,
        Refusal::TooMany(Subject::Unit),
    )?;
    let name = folded(&unit.name);
    ensure(
        !view
            .children(parent)
            .any(|sibling| folded(&sibling.name) == name),
        Refusal::Duplicate(Subject::Unit),
    )
}

fn define_role(view: View<'_>, role: &Role) -> Result<(), Refusal> {
    shape::role(role)?;
    let name = folded(&role.name);
    let stands = |other: &Role| other.id == role.id || folded(&other.name) == name;
    ensure(!view.roles().any(stands), Refusal::Duplicate(Subject::Role))?;
    ensure(
        view.roles().count() < MAX_ROLES,
        Refusal::TooMany(Subject::Role),
    )
}

fn appoint(view: View<'_>, person: PersonId, post: Post) -> Result<(), Refusal> {
    ensure(
        view.person(person).is_some(),
        Refusal::Unknown(Subject::Person),
    )?;
    stands(view, post)?;
    ensure(
        !view.posts_of(person).any(|held| held == post),
        Refusal::Duplicate(Subject::Post),
    )
}

fn admit(
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
    ensure(
        view.posts_of(person).any(|held| held == post),
        Refusal::NotAppointed,
    )?;
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

fn open_epochs(view: View<'_>, openings: &[Opening]) -> Result<(), Refusal> {
    ensure(!openings.is_empty(), Refusal::Unfit(Subject::List))?;
    let keys: Vec<_> = openings.iter().map(|opening| opening.key).collect();
    ensure(shape::distinct(&keys), Refusal::Duplicate(Subject::Key))?;
    openings
        .iter()
        .try_for_each(|opening| open_epoch(view, opening))
}

fn open_epoch(view: View<'_>, opening: &Opening) -> Result<(), Refusal> {
    match opening.key {
        KeyName::Post(post) => stands(view, post)?,
        KeyName::Unit(unit, _) => {
            ensure(view.unit(unit).is_some(), Refusal::Unknown(Subject::Unit))?
        }
        KeyName::Index => {}
    }
    let is_post = matches!(opening.key, KeyName::Post(_));
    let has_half = opening.public.is_some_and(|half| half != Hash::ZERO);
    ensure(
        if is_post {
            has_half
        } else {
            opening.public.is_none()
        },
        Refusal::PublicHalf,
    )?;
    let present = view.epoch(&opening.key).map(|present| present.epoch);
    let expected = present.unwrap_or(0).saturating_add(1);
    ensure(
        opening.epoch == expected,
        Refusal::Epoch {
            expected,
            found: opening.epoch,
        },
    )?;
    ensure(opening.replaces == present, Refusal::Replaces)?;
    first_epoch_only(opening)
}

/// Nothing in the client makes or opens a later epoch yet, and no statement takes one back: an archivist who opened one
/// would end all writing under that key for good. Lifted, together with its refusal, by what builds rotation; all else
/// that judges epochs is written for later ones as well.
fn first_epoch_only(opening: &Opening) -> Result<(), Refusal> {
    ensure(opening.epoch == FIRST_EPOCH, Refusal::Rotation)
}

fn rekey(
    facts: &Facts,
    view: View<'_>,
    person: PersonId,
    keys: &PublicKeys,
) -> Result<(), Refusal> {
    ensure(
        view.person(person).is_some(),
        Refusal::Unknown(Subject::Person),
    )?;
    shape::keys(keys)?;
    ensure(
        !facts.knows_keys(keys),
        Refusal::Duplicate(Subject::PublicKeys),
    )
}

fn stands(view: View<'_>, post: Post) -> Result<(), Refusal> {
    ensure(
        view.unit(post.unit).is_some(),
        Refusal::Unknown(Subject::Unit),
    )?;
    ensure(
        view.role(post.role).is_some(),
        Refusal::Unknown(Subject::Role),
    )
}
