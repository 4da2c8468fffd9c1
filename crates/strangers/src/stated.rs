//! Histories that a company's people sign: statements of all kinds, most of them wrong.

use arbitrary::{Result, Unstructured};
use ledger::{
    Journal, Refusal, Roster, View,
    entry::{Author, Chain, Entry, Position, SignedEntry, VERSION},
    hash::Hash,
    id::{Intent, InvitationId, OrgId, PersonId, UnitId},
    rights::{Duty, Operation, Reach, Right, Section, Sections},
    statement::{
        Cover, Genesis, JournalHead, KeyName, Opening, Person, Policy, Post, RecoveryKeys, Role,
        RosterStatement, Snapshot, Unit, UnitKind,
    },
};

use crate::{
    asked::{everything_is_answered, summary},
    company::{
        MOMENTS, Moment, PEOPLE, ROLES, START, UNITS, WRITTEN, bytes, person, public_keys, role,
        sign_as, unit,
    },
    entry::reads_the_same,
    put::put,
};

/// The most that is stated in one history: enough for an appointment, an admission, a loss and what follows.
const MOST: u8 = 12;
/// What the verifier's clock says: a month after the company began.
const NOW: u64 = START + 30 * 24 * 60 * 60 * 1000;

/// Goes on from some moment of the company.
pub(crate) fn history(u: &mut Unstructured<'_>) -> Result<()> {
    let mut company = u.choose(&MOMENTS)?.clone();
    for _ in 0..u.int_in_range(1..=MOST)? {
        if u.ratio(1, 4)? {
            write(u, &mut company)?;
        } else {
            state(u, &mut company.roster, &company.journal)?;
        }
        if u.is_empty() {
            break;
        }
    }
    Ok(())
}

fn state(u: &mut Unstructured<'_>, roster: &mut Roster, journal: &Journal) -> Result<()> {
    let statement = statement(u, roster, journal)?;
    let entry = place(u, Chain::Roster, roster.head(), roster.last_at(), statement)?;
    reads_the_same(&entry);
    let signed = SignedEntry::sign(&entry, |message| sign_as(roster, entry.author, message));
    let before = roster.head();
    let seen = summary(roster.view());
    match roster.apply(&signed, NOW) {
        Ok(position) => {
            assert_eq!((position.seq, roster.len()), (entry.seq, entry.seq + 1));
            assert_eq!(roster.head(), Some(position));
            assert_eq!(roster.find_intent(&entry.intent), Some(position));
            assert_eq!(roster.apply(&signed, NOW).unwrap_err().code(), "order");
            if let Some(before) = before {
                let then = roster.at(before.seq).unwrap();
                assert_eq!(summary(then), seen, "the past has changed");
            }
            everything_is_answered(roster.view().when(entry.at));
        }
        Err(refusal) => {
            assert_eq!(roster.head(), before);
            let _ = (refusal.code(), refusal.is_conflict(), refusal.subject());
        }
    }
    Ok(())
}

fn write(u: &mut Unstructured<'_>, company: &mut Moment) -> Result<()> {
    let Moment {
        roster, journal, ..
    } = company;
    let statement = put(u, roster, journal)?;
    let entry = place(
        u,
        Chain::Journal(WRITTEN),
        journal.head(),
        journal.last_at(),
        statement,
    )?;
    reads_the_same(&entry);
    let signed = SignedEntry::sign(&entry, |message| sign_as(roster, entry.author, message));
    let (before, digest) = (journal.head(), journal.digest());
    match journal.apply(&signed, roster, NOW) {
        Ok(position) => {
            assert_eq!((position.seq, journal.len()), (entry.seq, entry.seq + 1));
            assert_eq!(journal.find_intent(&entry.intent), Some(position));
            assert!(matches!(
                journal.apply(&signed, roster, NOW),
                Err(Refusal::Order { .. })
            ));
        }
        Err(_) => assert_eq!((journal.head(), journal.digest()), (before, digest)),
    }
    Ok(())
}

/// The next entry of a chain, but for a slip now and then.
fn place<S>(
    u: &mut Unstructured<'_>,
    chain: Chain,
    head: Option<Position>,
    last_at: u64,
    statement: S,
) -> Result<Entry<S>> {
    let slip = u.ratio(1, 32)?;
    Ok(Entry {
        version: VERSION,
        org: OrgId(bytes(9, 1)),
        chain,
        seq: match slip {
            true => u.arbitrary()?,
            false => head.map_or(0, |head| head.seq + 1),
        },
        prev: head.map_or(Hash::ZERO, |head| head.hash),
        author: author(u)?,
        at: match slip {
            true => u.arbitrary()?,
            false => last_at.max(START) + u64::from(u.arbitrary::<u16>()?),
        },
        intent: Intent(bytes(u.arbitrary()?, u.arbitrary()?)),
        statement,
    })
}

fn author(u: &mut Unstructured<'_>) -> Result<Author> {
    Ok(match u.int_in_range(0..=7)? {
        0 => Author::Recovery,
        1 | 2 => Author::Person(somebody(u)?),
        _ => Author::Person(person(0)),
    })
}

/// A statement of any kind; of the ends of journals, most often the right ones.
fn statement(
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
            parent: u.ratio(15, 16)?.then_some(some_unit(u)?),
            name: name(u)?,
            kind: *u.choose(&[UnitKind::Department, UnitKind::Group, UnitKind::Company])?,
        }),
        3 => S::DefineRole(some_role(u)?),
        4 => S::Appoint(somebody(u)?, post(u)?),
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
        12 => S::Dismiss(somebody(u)?, post(u)?, ends(u)?),
        13 => S::RenameUnit(some_unit(u)?, name(u)?),
        14 => S::MoveUnit(some_unit(u)?, some_unit(u)?, ends(u)?),
        15 => S::CloseUnit(some_unit(u)?, ends(u)?),
        16 => S::ChangeRole(some_role(u)?, ends(u)?),
        17 => S::Deputize {
            absent: somebody(u)?,
            deputy: somebody(u)?,
            post: post(u)?,
            until: START + u64::from(u.arbitrary::<u32>()?) * 8,
        },
        18 => S::Delegate(post(u)?),
        19 => S::Undelegate(post(u)?),
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
    if u.ratio(1, 16)? {
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
    Ok(Genesis {
        root: Unit {
            id: some_unit(u)?,
            parent: u.ratio(1, 16)?.then_some(some_unit(u)?),
            name: name(u)?,
            kind: UnitKind::Company,
        },
        founder: newcomer(u)?,
        recovery: RecoveryKeys {
            verifying: u.arbitrary()?,
            wrapping: u.arbitrary()?,
        },
        roles: list(u, some_role)?,
        founder_roles: list(u, |u| Ok(role(u.int_in_range(0..=ROLES)?)))?,
        policy: policy(u)?,
    })
}

/// Most often for all that the post may view.
fn admission(u: &mut Unstructured<'_>, view: View<'_>) -> Result<RosterStatement> {
    let (person, post) = (somebody(u)?, post(u)?);
    let covers = match u.ratio(3, 4)? {
        true => view.entitlements(post),
        false => list(u, |u| {
            Ok(Cover {
                unit: some_unit(u)?,
                sections: Sections(u.arbitrary()?),
            })
        })?,
    };
    let fingerprint = match view.fingerprint_of(person) {
        Some(fingerprint) if u.ratio(15, 16)? => fingerprint,
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
        0 => KeyName::Post(post(u)?),
        1 => KeyName::Index,
        _ => KeyName::Unit(some_unit(u)?, *u.choose(&Section::ALL)?),
    };
    let present = view.epoch(&key).map(|opening| opening.epoch);
    let slip = u.ratio(1, 16)?;
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
    Ok(Policy {
        suite: u.int_in_range(0..=3)?,
        opens: list(u, |u| u.int_in_range(0..=3))?,
        idle_minutes: u.arbitrary()?,
        separate_duties: u.arbitrary()?,
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
                sections: Sections(u.arbitrary()?),
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

fn post(u: &mut Unstructured<'_>) -> Result<Post> {
    Ok(Post {
        unit: some_unit(u)?,
        role: role(u.int_in_range(0..=ROLES)?),
    })
}

fn ends(u: &mut Unstructured<'_>) -> Result<Vec<JournalHead>> {
    list(u, |u| {
        Ok(JournalHead {
            unit: some_unit(u)?,
            head: u.ratio(1, 2)?.then_some(position(u)?),
        })
    })
}

pub(crate) fn position(u: &mut Unstructured<'_>) -> Result<Position> {
    Ok(Position {
        seq: u.arbitrary()?,
        hash: Hash(u.arbitrary()?),
    })
}

pub(crate) fn somebody(u: &mut Unstructured<'_>) -> Result<PersonId> {
    Ok(person(u.int_in_range(0..=PEOPLE - 1)?))
}

fn some_unit(u: &mut Unstructured<'_>) -> Result<UnitId> {
    Ok(unit(u.int_in_range(0..=UNITS - 1)?))
}

pub(crate) fn list<T>(
    u: &mut Unstructured<'_>,
    mut item: impl FnMut(&mut Unstructured<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let length = u.int_in_range(0..=3)?;
    (0..length).map(|_| item(u)).collect()
}
