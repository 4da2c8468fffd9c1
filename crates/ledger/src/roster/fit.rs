//! Whether what is stated fits what stands on the roster.

mod checkpoints;
mod keys;
mod people;
mod roles;
mod units;

use super::{
    facts::{Facts, Standing},
    shape::{self, ensure},
    view::View,
};
use crate::{
    entry::{Author, Entry},
    id::{PersonId, RoleId},
    refusal::{Refusal, Subject},
    rights::Duty,
    statement::{Genesis, Person, Policy, Post, RosterStatement, UnitKind},
    text::{self, folded},
};

/// Whether the statement fits; that its author may state it is judged elsewhere.
pub(super) fn fits(
    facts: &Facts,
    view: View<'_>,
    entry: &Entry<RosterStatement>,
) -> Result<(), Refusal> {
    use RosterStatement as S;
    let statement = &entry.statement;
    match statement {
        S::Genesis(genesis) => self::genesis(genesis),
        S::Enrol(person, invitation) => people::enrol(facts, view, person, *invitation),
        S::Rekey(person, keys, _) => people::rekey(facts, view, *person, keys),
        S::Suspend(person, _) => people::stands_as(view, *person, &[Standing::Active]),
        S::Reinstate(person) => people::stands_as(view, *person, &[Standing::Suspended]),
        S::Retire(person, _) => {
            people::stands_as(view, *person, &[Standing::Active, Standing::Suspended])
        }
        S::DefineUnit(unit) => units::define_unit(facts, view, unit),
        S::RenameUnit(unit, name) => units::rename_unit(view, *unit, name),
        S::MoveUnit(unit, parent, _) => units::move_unit(view, *unit, *parent),
        S::CloseUnit(unit, _) => units::close_unit(view, *unit),
        S::DefineRole(role) => roles::define_role(view, role),
        S::ChangeRole(role, _) => roles::change_role(view, role),
        S::Appoint(person, post) => people::appoint(view, *person, *post),
        S::Dismiss(person, post, _) => ensure(view.holds(*person, *post), Refusal::NotAppointed),
        S::Deputize {
            absent,
            deputy,
            post,
            until,
        } => people::deputize(view, *absent, *deputy, *post, (entry.at, *until)),
        S::Admit {
            person,
            fingerprint,
            post,
            covers,
        } => people::admit(view, *person, *fingerprint, *post, covers),
        S::Delegate(post) => people::delegate(view, *post),
        S::Undelegate(post) => ensure(view.is_delegated(*post), Refusal::Nothing),
        S::OpenEpochs(openings) => keys::open_epochs(facts, view, openings),
        S::SetPolicy(policy) => set_policy(view, policy),
        S::Checkpoint(snapshots) => checkpoints::checkpoint(view, snapshots),
        S::Countersign(position) => checkpoints::countersign(facts, view, entry.author, *position),
    }?;
    keeps_bearers(view, entry.author, statement)?;
    view.fixes_rightly(statement)
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
    ensure(
        roles.len() <= roles::MAX_ROLES,
        Refusal::TooMany(Subject::Role),
    )?;
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
    shape::policy(policy)?;
    let rules = policy.rules.as_ref();
    ensure(
        rules.is_none_or(|rules| rules.second_factor.iter().all(|role| ids.contains(role))),
        Refusal::Unknown(Subject::Role),
    )?;
    let founded = roles.iter().filter(|role| founder_roles.contains(&role.id));
    let apart = shape::are_apart(founded.flat_map(|role| &role.duties));
    ensure(apart || !policy.separate_duties, Refusal::Separation)
}

fn set_policy(view: View<'_>, policy: &Policy) -> Result<(), Refusal> {
    shape::policy(policy)?;
    let known = |role: &RoleId| view.role(*role).is_some();
    let rules = policy.rules.as_ref();
    ensure(
        rules.is_none_or(|rules| rules.second_factor.iter().all(known)),
        Refusal::Unknown(Subject::Role),
    )?;
    let begins = policy.separate_duties && !view.policy().separate_duties;
    let apart = |person: &Person| roles::are_apart(view, view.posts_of(person.id), &[]);
    ensure(!begins || view.people().all(apart), Refusal::Separation)
}

/// Whether somebody is left who bears System and Archive for good: without the one nobody could appoint, without the
/// other nobody could admit, save with the recovery kits. An archivist may be suspended all the same, for a thief has to
/// be stopped; and who gets new keys bears nothing until an archivist admits them, so that one has to be left.
fn keeps_bearers(
    view: View<'_>,
    author: Author,
    statement: &RosterStatement,
) -> Result<(), Refusal> {
    use RosterStatement as S;
    let ends: Box<dyn Fn(PersonId, Post) -> bool> = match statement {
        S::Suspend(person, _) | S::Retire(person, _) | S::Rekey(person, ..) => {
            Box::new(|other, _| other == *person)
        }
        S::Dismiss(person, post, _) => Box::new(|other, at| (other, at) == (*person, *post)),
        S::ChangeRole(..) => Box::new(|_, _| false),
        _ => return Ok(()),
    };
    if author == Author::Recovery {
        return Ok(());
    }
    [Duty::System, Duty::Archive]
        .into_iter()
        .try_for_each(|duty| {
            let may_go = match duty {
                Duty::Archive => matches!(statement, S::Suspend(..)),
                _ => matches!(statement, S::Rekey(..)),
            };
            let left = view.is_borne(duty, |person, post| {
                let dropped = match statement {
                    S::ChangeRole(role, _) => post.role == role.id && !role.duties.contains(&duty),
                    _ => false,
                };
                dropped || ends(person, post)
            });
            let had = || view.is_borne(duty, |_, _| false);
            ensure(may_go || left || !had(), Refusal::LastOne(duty))
        })
}
