//! Statements of the roster: of all kinds, about few things, and more often right than chance would have them.

use arbitrary::{Result, Unstructured};
use ledger::{
    Journal, Roster, View,
    entry::Position,
    hash::Hash,
    id::{InvitationId, UnitId},
    rights::{Duty, Operation, Reach, Right, Section, Sections},
    rules::{LockOut, PasswordRules, Rules, SessionRules},
    statement::{
        Cover, Genesis, JournalHead, KeyName, Opening, Person, Policy, Post, RecoveryKeys, Role,
        RosterStatement, Snapshot, Unit, UnitKind,
    },
};

use crate::{
    company::{ROLES, START, UNITS, bytes, public_keys, recovery_key, role, unit},
    made::{list, rarely},
    stated::{position, somebody},
};

/// A statement of any kind; of the ends of journals, most often the right ones.
pub(crate) fn statement(
    u: &mut Unstructured<'_>,
    roster: &Roster,
    journal: &Journal,
) -> Result<RosterStatement> {
    use RosterStatement as S;
    let view = roster.view();
    let statement = match u.int_in_range(0..=21)? {
        0 => S::Genesis(genesis(u)?),
        1 => S::Enrol(newcomer(u)?, InvitationId(bytes(7, u.arbitrary()?))),
        2 => S::DefineUnit(Unit {
            id: some_unit(u)?,
            parent: (!rarely(u, 16)?).then_some(some_unit(u)?),
            name: name(u)?,
            kind: *u.choose(&[UnitKind::Department, UnitKind::Group, UnitKind::Company])?,
        }),
        3 => S::DefineRole(some_role(u)?),
        4 => S::Appoint(somebody(u)?, post(u, view)?),
        5 => admission(u, view)?,
        6 => S::OpenEpochs(list(u, |u| opening(u, view))?),
        7 => S::SetPolicy(policy(u)?),
        8 => {
            let person = somebody(u)?;
            S::Rekey(person, public_keys(person, u.arbitrary()?), ends(u)?)
        }
        9 => S::Suspend(somebody(u)?, ends(u)?),
        10 => S::Reinstate(somebody(u)?),
        11 => S::Retire(somebody(u)?, ends(u)?),
        12 => S::Dismiss(somebody(u)?, post(u, view)?, ends(u)?),
        13 => S::RenameUnit(some_unit(u)?, name(u)?),
        14 => S::MoveUnit(some_unit(u)?, some_unit(u)?, ends(u)?),
        15 => S::CloseUnit(some_unit(u)?, ends(u)?),
        16 => S::ChangeRole(some_role(u)?, ends(u)?),
        17 => deputy(u, view)?,
        18 => S::Delegate(post(u, view)?),
        19 => S::Undelegate(post(u, view)?),
        20 => S::Checkpoint(list(u, |u| {
            Ok(Snapshot {
                unit: some_unit(u)?,
                head: position(u)?,
                digest: Hash(u.arbitrary()?),
            })
        })?),
        _ => {
            let seq = u.int_in_range(0..=roster.len())?;
            let hash = roster.hash_at(seq).unwrap_or(Hash::ZERO);
            S::Countersign(Position { seq, hash })
        }
    };
    if rarely(u, 16)? {
        return Ok(statement);
    }
    let end = |unit: UnitId| JournalHead {
        unit,
        head: journal.head().filter(|_| unit == journal.unit()),
    };
    let fixed = view.journals_fixed_by(&statement);
    Ok(statement.with_journals(fixed.into_iter().map(end).collect()))
}

fn genesis(u: &mut Unstructured<'_>) -> Result<Genesis> {
    let roles = list(u, some_role)?;
    let mut founder_roles = Vec::new();
    for role in &roles {
        if !rarely(u, 4)? {
            founder_roles.push(role.id);
        }
    }
    Ok(Genesis {
        root: Unit {
            id: some_unit(u)?,
            parent: rarely(u, 16)?.then_some(some_unit(u)?),
            name: name(u)?,
            kind: UnitKind::Company,
        },
        founder: newcomer(u)?,
        recovery: RecoveryKeys {
            verifying: match rarely(u, 16)? {
                true => u.arbitrary()?,
                false => recovery_key(),
            },
            wrapping: u.arbitrary()?,
        },
        roles,
        founder_roles,
        policy: policy(u)?,
    })
}

/// Most often for all that the post may view.
fn admission(u: &mut Unstructured<'_>, view: View<'_>) -> Result<RosterStatement> {
    let (person, post) = (somebody(u)?, post(u, view)?);
    let covers = match rarely(u, 4)? {
        false => view.entitlements(post),
        true => list(u, |u| {
            Ok(Cover {
                unit: some_unit(u)?,
                sections: Sections(u.arbitrary()?),
            })
        })?,
    };
    let fingerprint = match view.fingerprint_of(person) {
        Some(fingerprint) if !rarely(u, 16)? => fingerprint,
        _ => Hash(u.arbitrary()?),
    };
    Ok(RosterStatement::Admit {
        person,
        fingerprint,
        post,
        covers,
    })
}

/// Most often the one that comes next for its key.
fn opening(u: &mut Unstructured<'_>, view: View<'_>) -> Result<Opening> {
    let key = match u.int_in_range(0..=3)? {
        0 => KeyName::Post(post(u, view)?),
        1 => KeyName::Index,
        _ => KeyName::Unit(some_unit(u)?, *u.choose(&Section::ALL)?),
    };
    let present = view.epoch(&key).map(|opening| opening.epoch);
    let slip = rarely(u, 16)?;
    let next = present.unwrap_or(0).saturating_add(1);
    Ok(Opening {
        key,
        epoch: if slip { u.arbitrary()? } else { next },
        commitment: Hash(u.arbitrary()?),
        public: matches!(key, KeyName::Post(_)).then(|| Hash::of(&key.id())),
        replaces: if slip { u.arbitrary()? } else { present },
    })
}

fn policy(u: &mut Unstructured<'_>) -> Result<Policy> {
    let opens = match rarely(u, 4)? {
        true => list(u, |u| u.int_in_range(0..=3))?,
        false => vec![1, 2],
    };
    Ok(Policy {
        suite: u.int_in_range(1..=3)?,
        opens,
        idle_minutes: u.int_in_range(1..=300)?,
        separate_duties: u.arbitrary()?,
        rules: match rarely(u, 2)? {
            true => Some(rules(u)?),
            false => None,
        },
    })
}

fn rules(u: &mut Unstructured<'_>) -> Result<Rules> {
    Ok(Rules {
        passwords: PasswordRules {
            length: u.int_in_range(7..=65)?,
            kinds: u.int_in_range(0..=5)?,
            days: *u.choose(&[0, 29, 30, 90, 730, 731])?,
            history: u.int_in_range(0..=11)?,
        },
        lock_out: LockOut {
            failures: u.int_in_range(2..=21)?,
            minutes: *u.choose(&[0, 1, 30, 1440, 1441])?,
        },
        sessions: SessionRules {
            hours: u.int_in_range(0..=73)?,
            idle_minutes: *u.choose(&[4, 5, 60, 1440, 1441])?,
        },
        second_factor: list(u, |u| Ok(role(u.int_in_range(0..=ROLES)?)))?,
        views_a_day: *u.choose(&[0, 9, 10, 200, 10_000, 10_001])?,
        log_days: *u.choose(&[183, 184, 365, 3650, 3651])?,
    })
}

fn some_role(u: &mut Unstructured<'_>) -> Result<Role> {
    let duties = [Duty::System, Duty::Archive, Duty::Audit, Duty::Head];
    let reaches = [
        Reach::OwnUnit,
        Reach::Below,
        Reach::Department,
        Reach::Everything,
    ];
    Ok(Role {
        id: role(u.int_in_range(0..=ROLES)?),
        name: name(u)?,
        rights: list(u, |u| {
            Ok(Right {
                operation: *u.choose(&Operation::ALL)?,
                sections: Sections(u.int_in_range(1..=65)?),
                reach: *u.choose(&reaches)?,
            })
        })?,
        duties: list(u, |u| Ok(*u.choose(&duties)?))?,
    })
}

fn newcomer(u: &mut Unstructured<'_>) -> Result<Person> {
    let id = somebody(u)?;
    Ok(Person {
        id,
        name: name(u)?,
        sign_in_name: name(u)?,
        keys: public_keys(id, u.arbitrary()?),
    })
}

fn name(u: &mut Unstructured<'_>) -> Result<String> {
    match u.int_in_range(0..=3)? {
        0 => u.arbitrary(),
        1 => Ok(format!("Name{}", u.int_in_range(0..=9)?)),
        _ => Ok(format!("名字{}", u.arbitrary::<u16>()?)),
    }
}

/// Most often one that somebody holds.
fn post(u: &mut Unstructured<'_>, view: View<'_>) -> Result<Post> {
    let held: Vec<Post> = view.posts().collect();
    if !held.is_empty() && !rarely(u, 4)? {
        return Ok(*u.choose(&held)?);
    }
    Ok(Post {
        unit: some_unit(u)?,
        role: role(u.int_in_range(0..=ROLES)?),
    })
}

/// Most often for somebody who holds the post.
fn deputy(u: &mut Unstructured<'_>, view: View<'_>) -> Result<RosterStatement> {
    let post = post(u, view)?;
    let holder = view.holders(post).next();
    Ok(RosterStatement::Deputize {
        absent: match holder {
            Some(holder) if !rarely(u, 4)? => holder,
            _ => somebody(u)?,
        },
        deputy: somebody(u)?,
        post,
        until: START + u64::from(u.arbitrary::<u32>()?) * 8,
    })
}

fn ends(u: &mut Unstructured<'_>) -> Result<Vec<JournalHead>> {
    list(u, |u| {
        Ok(JournalHead {
            unit: some_unit(u)?,
            head: rarely(u, 2)?.then_some(position(u)?),
        })
    })
}

fn some_unit(u: &mut Unstructured<'_>) -> Result<UnitId> {
    Ok(unit(u.int_in_range(0..=UNITS - 1)?))
}
