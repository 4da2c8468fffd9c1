//! Random histories: what is allowed is taken and nothing else; what was taken can't be rearranged or altered.

use ledger::{
    Journal, Roster,
    entry::{Author, SignedEntry},
    hash::Hash,
    id::{InvitationId, PersonId, RoleId, UnitId},
    rights::{Duty, Operation, Reach, Right, Section, Sections},
    roster::Recipients,
    statement::{Cover, KeyName, Opening, Policy, Post, Role, RosterStatement, UnitKind},
    templates::ShippedRole,
};
use proptest::{prelude::*, sample::select};

use crate::{
    company::{
        Company, FOUNDER, SECOND, bytes, change, define, genesis, new_file, newcomer, person, post,
        public_keys, shipped, unit,
    },
    oracle::Oracle,
};

const PEOPLE: u32 = 5;
const UNITS: u32 = 5;

/// A statement before it is filled in from the roster of the moment.
#[derive(Debug, Clone)]
enum Draft {
    Enrol(u32),
    DefineUnit(u32, UnitId, UnitKind),
    DefineRole(u32, Operation, Sections, Reach, Duty),
    Appoint(PersonId, Post),
    AdmitForAll(PersonId, Post),
    Admit(PersonId, Post, Vec<Cover>, u8),
    Open(KeyName, u32),
    OpenUnit(UnitId),
    SetPolicy(u16, bool),
    Rekey(PersonId, u8),
    Suspend(PersonId),
    Reinstate(PersonId),
    Retire(PersonId),
    Dismiss(PersonId, prop::sample::Index),
    DismissFrom(PersonId, Post),
    RenameUnit(UnitId, u32),
    MoveUnit(UnitId, UnitId),
    CloseUnit(UnitId),
    ChangeRole(RoleId, Operation, Sections, Reach, Duty),
    Deputize(PersonId, PersonId, u64),
    Delegate(UnitId),
    Undelegate(UnitId),
    /// What waits for a second signature, or the last entry where nothing does.
    Countersign,
    Rotate,
}

#[derive(Debug, Clone)]
pub(crate) struct Step {
    author: Author,
    signer: Author,
    draft: Draft,
}

fn a_person() -> impl Strategy<Value = PersonId> {
    (0..PEOPLE).prop_map(person)
}

fn a_unit() -> impl Strategy<Value = UnitId> {
    (0..UNITS).prop_map(unit)
}

fn sections() -> impl Strategy<Value = Sections> {
    prop_oneof![4 => (1..64u8).prop_map(Sections), 1 => Just(Sections::NONE)]
}

fn a_role() -> impl Strategy<Value = RoleId> {
    prop_oneof![3 => select(&ShippedRole::ALL[..]).prop_map(shipped), 1 => (20..23u32).prop_map(|n| RoleId(bytes(3, n)))]
}

fn a_post() -> impl Strategy<Value = Post> {
    (a_unit(), a_role()).prop_map(|(unit, role)| Post { unit, role })
}

fn a_key() -> impl Strategy<Value = KeyName> {
    prop_oneof![
        3 => (a_unit(), select(&Section::ALL[..])).prop_map(|(unit, section)| KeyName::Unit(unit, section)),
        1 => a_post().prop_map(KeyName::Post),
        1 => Just(KeyName::Index),
    ]
}

fn a_draft() -> impl Strategy<Value = Draft> {
    let kind = select(vec![UnitKind::Department, UnitKind::Group]);
    let reach = select(vec![
        Reach::OwnUnit,
        Reach::Below,
        Reach::Department,
        Reach::Everything,
    ]);
    let duty = select(vec![Duty::System, Duty::Archive, Duty::Audit, Duty::Head]);
    let covers = prop::collection::vec(
        (a_unit(), sections()).prop_map(|(unit, sections)| Cover { unit, sections }),
        0..3,
    );
    let taken_away = prop_oneof![
        2 => a_person().prop_map(Draft::Suspend),
        2 => a_person().prop_map(Draft::Reinstate),
        1 => a_person().prop_map(Draft::Retire),
        4 => (a_person(), any::<prop::sample::Index>()).prop_map(|(person, post)| Draft::Dismiss(person, post)),
        1 => (a_unit(), 0..3u32).prop_map(|(unit, name)| Draft::RenameUnit(unit, name)),
        2 => (a_unit(), a_unit()).prop_map(|(unit, parent)| Draft::MoveUnit(unit, parent)),
        1 => a_unit().prop_map(Draft::CloseUnit),
        2 => (a_role(), select(&Operation::ALL[..]), (1..64u8).prop_map(Sections), reach.clone(), duty.clone())
            .prop_map(|(role, operation, sections, reach, duty)| Draft::ChangeRole(role, operation, sections, reach, duty)),
        2 => (a_person(), a_person(), 0..20u64).prop_map(|(absent, deputy, seconds)| Draft::Deputize(absent, deputy, seconds)),
        1 => a_unit().prop_map(Draft::Delegate),
        1 => a_unit().prop_map(Draft::Undelegate),
        3 => Just(Draft::Rotate),
    ];
    prop_oneof![
        8 => taken_away,
        4 => (1..PEOPLE).prop_map(Draft::Enrol),
        4 => (1..UNITS, a_unit(), kind).prop_map(|(number, parent, kind)| Draft::DefineUnit(number, parent, kind)),
        1 => (20..23u32, select(&Operation::ALL[..]), (1..64u8).prop_map(Sections), reach, duty)
            .prop_map(|(number, operation, sections, reach, duty)| Draft::DefineRole(number, operation, sections, reach, duty)),
        6 => (a_person(), a_post()).prop_map(|(person, post)| Draft::Appoint(person, post)),
        5 => (a_person(), a_post()).prop_map(|(person, post)| Draft::AdmitForAll(person, post)),
        4 => (a_person(), a_post(), covers, 0..3u8).prop_map(|(person, post, covers, key)| Draft::Admit(person, post, covers, key)),
        3 => (a_key(), 0..3u32).prop_map(|(key, ahead)| Draft::Open(key, ahead)),
        2 => a_unit().prop_map(Draft::OpenUnit),
        1 => Just(Draft::Countersign),
        1 => (0..300u16, any::<bool>()).prop_map(|(minutes, separate)| Draft::SetPolicy(minutes, separate)),
        1 => (a_person(), 0..3u8).prop_map(|(person, version)| Draft::Rekey(person, version)),
    ]
}

fn a_step() -> impl Strategy<Value = Step> {
    let author = || prop_oneof![5 => Just(Author::Person(FOUNDER)), 3 => a_person().prop_map(Author::Person), 1 => Just(Author::Recovery)];
    (author(), prop::option::weighted(0.05, author()), a_draft()).prop_map(
        |(author, other, draft)| Step {
            author,
            signer: other.unwrap_or(author),
            draft,
        },
    )
}

/// What a person and a post drawn by chance have in common is too rare: most admissions go to who waits.
fn fill(company: &Company, draft: &Draft) -> RosterStatement {
    match draft.clone() {
        Draft::Enrol(number) => {
            RosterStatement::Enrol(newcomer(number), InvitationId(bytes(7, number)))
        }
        Draft::DefineUnit(number, parent, kind) => define(number, parent, kind),
        Draft::DefineRole(number, operation, sections, reach, duty) => {
            RosterStatement::DefineRole(Role {
                id: RoleId(bytes(3, number)),
                name: format!("岗位{number}"),
                rights: vec![Right {
                    operation,
                    sections,
                    reach,
                }],
                duties: vec![duty],
            })
        }
        Draft::Appoint(person, post) => RosterStatement::Appoint(person, post),
        Draft::AdmitForAll(person, post) => match company.view().waiting().first() {
            Some(waiting) => {
                company.admission(waiting.person, waiting.post, waiting.missing.clone())
            }
            None => company.admission(person, post, company.view().entitlements(post)),
        },
        Draft::Admit(person, post, covers, version) => {
            let post = company.view().posts_of(person).next().unwrap_or(post);
            let fingerprint = public_keys(person, version).fingerprint();
            RosterStatement::Admit {
                person,
                fingerprint,
                post,
                covers,
            }
        }
        Draft::Open(key, ahead) => {
            let next = company.opening(key);
            RosterStatement::OpenEpochs(vec![Opening {
                epoch: (next.epoch + ahead).saturating_sub(1),
                ..next
            }])
        }
        Draft::OpenUnit(unit) => RosterStatement::OpenEpochs(
            Section::ALL
                .map(|s| company.opening(KeyName::Unit(unit, s)))
                .to_vec(),
        ),
        Draft::SetPolicy(idle_minutes, separate_duties) => RosterStatement::SetPolicy(Policy {
            idle_minutes,
            separate_duties,
            ..Policy::default()
        }),
        Draft::Rekey(person, version) => company.rekeying(person, version),
        Draft::Suspend(person) => company.suspending(person),
        Draft::Reinstate(person) => RosterStatement::Reinstate(person),
        Draft::Retire(person) => company.retiring(person),
        Draft::Dismiss(person, which) => {
            let held: Vec<Post> = company.view().posts_of(person).collect();
            let at = match held.len() {
                0 => post(unit(0), ShippedRole::SalesManager),
                many => held[which.index(many)],
            };
            company.dismissing(person, at)
        }
        Draft::DismissFrom(person, post) => company.dismissing(person, post),
        Draft::RenameUnit(unit, name) => RosterStatement::RenameUnit(unit, format!("部门{name}")),
        Draft::MoveUnit(unit, parent) => {
            company.fixing(RosterStatement::MoveUnit(unit, parent, vec![]))
        }
        Draft::CloseUnit(unit) => company.fixing(RosterStatement::CloseUnit(unit, vec![])),
        Draft::ChangeRole(id, operation, sections, reach, duty) => {
            let name = match company.view().role(id) {
                Some(role) => role.name.clone(),
                None => "无此岗位".to_owned(),
            };
            let rights = vec![Right {
                operation,
                sections,
                reach,
            }];
            let duties = vec![duty];
            let role = Role {
                id,
                name,
                rights,
                duties,
            };
            company.fixing(RosterStatement::ChangeRole(role, vec![]))
        }
        Draft::Deputize(absent, deputy, seconds) => {
            let at = company.view().posts_of(absent).next();
            RosterStatement::Deputize {
                absent,
                deputy,
                post: at.unwrap_or(post(unit(0), ShippedRole::UnitHead)),
                // The entry is dated a second later.
                until: company.now + seconds * SECOND,
            }
        }
        Draft::Delegate(unit) => RosterStatement::Delegate(post(unit, ShippedRole::UnitHead)),
        Draft::Undelegate(unit) => RosterStatement::Undelegate(post(unit, ShippedRole::UnitHead)),
        Draft::Countersign => {
            let waits = company.view().release().map(|release| release.at);
            let last = company.roster.head().unwrap();
            RosterStatement::Countersign(waits.unwrap_or(last))
        }
        Draft::Rotate => company.rotating(),
    }
}

/// Plays the steps; the roster and the oracle have to agree at every one.
pub(crate) fn play(steps: &[Step]) -> Result<(Company, Oracle), TestCaseError> {
    let mut company = Company::founded();
    let mut oracle = Oracle::default();
    oracle.say(Author::Person(FOUNDER), RosterStatement::Genesis(genesis()));
    for step in steps {
        let statement = fill(&company, &step.draft);
        let at = company.now + SECOND;
        let expected = oracle.allows(step.author, &statement, at) && step.signer == step.author;
        let answer = company.state_signed_by(step.signer, step.author, statement.clone());
        prop_assert_eq!(
            answer.is_ok(),
            expected,
            "{:?} by {:?}: {:?}",
            statement,
            step.author,
            answer
        );
        if answer.is_ok() {
            oracle.say(step.author, statement);
        }
    }
    Ok((company, oracle))
}

/// Some begin with duties apart and an end of that which waits: chance alone hardly gets there.
pub(crate) fn history() -> impl Strategy<Value = Vec<Step>> {
    let steps = prop::collection::vec(a_step(), 20..70);
    let begins = prop_oneof![2 => Just(Vec::new()), 1 => Just(apart())];
    (begins, steps).prop_map(|(begin, steps)| [begin, steps].concat())
}

/// One administers, another audits, the founder keeps the archive; then the end of the separation is asked for.
fn apart() -> Vec<Step> {
    let at = |role| post(unit(0), role);
    let step = |by: PersonId, draft| Step {
        author: Author::Person(by),
        signer: Author::Person(by),
        draft,
    };
    let mut steps = Vec::new();
    for (who, role) in [
        (1, ShippedRole::SystemAdministrator),
        (2, ShippedRole::AuditAdministrator),
    ] {
        steps.push(step(FOUNDER, Draft::Enrol(who)));
        steps.push(step(FOUNDER, Draft::Appoint(person(who), at(role))));
        steps.push(step(FOUNDER, Draft::AdmitForAll(person(who), at(role))));
    }
    let administers = at(ShippedRole::SystemAdministrator);
    steps.push(step(FOUNDER, Draft::DismissFrom(FOUNDER, administers)));
    steps.push(step(person(1), Draft::SetPolicy(5, true)));
    steps.push(step(person(1), Draft::SetPolicy(6, false)));
    steps
}

/// The histories reach what they are meant to reach, and the oracle agrees on the way.
#[test]
fn an_end_of_the_separation_is_reached_and_countersigned() {
    let (company, _) = play(&apart()).unwrap();
    assert!(company.view().release().is_some());
    let by = |author| Step {
        author: Author::Person(author),
        signer: Author::Person(author),
        draft: Draft::Countersign,
    };
    for (author, ends) in [(person(1), false), (person(2), true), (FOUNDER, true)] {
        let steps = [apart(), vec![by(author)]].concat();
        let (company, _) = play(&steps).unwrap();
        assert_eq!(company.view().policy().separate_duties, !ends);
    }
}

fn replay(entries: &[SignedEntry], now: u64) -> bool {
    let mut roster = Roster::new();
    entries.iter().all(|entry| roster.apply(entry, now).is_ok())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_oracle_agrees(steps in history()) {
        let (company, oracle) = play(&steps)?;
        let now = company.now;
        let view = company.view().when(now);
        for (unit, section) in (0..UNITS).map(unit).flat_map(|unit| Section::ALL.map(|section| (unit, section))) {
            let key = KeyName::Unit(unit, section);
            let readers = oracle.readers(unit, section, now).into_iter().collect();
            prop_assert_eq!(view.recipients(&key), Recipients::Posts(readers));
            prop_assert_eq!(view.is_stale(&key), oracle.stale(key), "{:?}", key);
            for operation in Operation::ALL {
                for person in (0..PEOPLE).map(person) {
                    let expected = oracle.may(person, operation, section, unit, now);
                    prop_assert_eq!(view.may(person, operation, section, unit), expected);
                }
            }
        }
    }

    #[test]
    fn files_are_written_by_who_may(steps in history(), author in a_person(), at in a_unit(), bits in 1..64u8) {
        let (mut company, mut oracle) = play(&steps)?;
        if !company.view().stale().is_empty() {
            let statement = company.rotating();
            company.state(Author::Recovery, statement.clone()).unwrap();
            oracle.say(Author::Recovery, statement);
        }
        for number in 0..UNITS {
            let openings: Vec<_> = Section::ALL.iter().filter(|s| company.view().epoch(&KeyName::Unit(unit(number), **s)).is_none()).map(|s| company.opening(KeyName::Unit(unit(number), *s))).collect();
            if company.view().is_open(unit(number)) && !openings.is_empty() {
                company.state(Author::Recovery, RosterStatement::OpenEpochs(openings)).unwrap();
            }
        }
        let sections = Sections(bits);
        let listed: Vec<_> = sections.iter().collect();
        let now = company.now + SECOND;
        let open = company.view().is_open(at) && !sections.iter().any(|s| company.view().is_stale(&KeyName::Unit(at, s)));
        let all = |operation| open && sections.iter().all(|section| oracle.may(author, operation, section, at, now));
        let epoch = |put: &mut ledger::statement::FilePut, company: &Company| for section in &mut put.sections {
            section.epoch = company.view().epoch(&KeyName::Unit(at, section.section)).map_or(1, |opening| opening.epoch);
        };
        let mut journal = Journal::new(at);
        let mut new = new_file(at, 1, &listed);
        epoch(&mut new, &company);
        let answer = company.write(&mut journal, author, vec![new]);
        let expected = all(Operation::Create) && sections.contains(Section::Card);
        prop_assert_eq!(answer.is_ok(), expected, "create: {:?}", answer);
        if expected {
            let mut edit = change(at, 1, &listed.iter().map(|section| (*section, 2)).collect::<Vec<_>>());
            epoch(&mut edit, &company);
            let answer = company.write(&mut journal, author, vec![edit]);
            prop_assert_eq!(answer.is_ok(), all(Operation::Edit), "edit: {:?}", answer);
        }
    }

    #[test]
    fn histories_keep_their_order(steps in history(), a in any::<prop::sample::Index>(), b in any::<prop::sample::Index>()) {
        let (company, _) = play(&steps)?;
        let entries = &company.entries;
        let (a, b) = (a.index(entries.len()), b.index(entries.len()));
        prop_assert!(replay(entries, company.now));
        if a != b {
            let mut swapped = entries.clone();
            swapped.swap(a, b);
            prop_assert!(!replay(&swapped, company.now), "swapped {} and {}", a, b);
            let mut moved = entries.clone();
            let entry = moved.remove(a);
            moved.insert(b, entry);
            prop_assert!(!replay(&moved, company.now), "moved {} to {}", a, b);
        }
        let mut doubled = entries.clone();
        doubled.insert(b, entries[a].clone());
        prop_assert!(!replay(&doubled, company.now), "doubled {} at {}", a, b);
        let mut dropped = entries.clone();
        dropped.remove(a);
        let is_last = a + 1 == entries.len();
        prop_assert_eq!(replay(&dropped, company.now), is_last);
        if is_last && !dropped.is_empty() {
            prop_assert_ne!(dropped.last().map(SignedEntry::hash), company.roster.head().map(|head| head.hash), "a pinned head shows it");
        }
    }

    #[test]
    fn histories_keep_every_bit(steps in history(), at in any::<prop::sample::Index>(), place in any::<prop::sample::Index>(), flip in 1..=255u8) {
        let (company, _) = play(&steps)?;
        let at = at.index(company.entries.len());
        let mut bytes = company.entries[at].as_bytes().to_vec();
        let place = place.index(bytes.len());
        bytes[place] ^= flip;
        let mut altered = company.entries.clone();
        altered[at] = SignedEntry::from_bytes(bytes).unwrap();
        prop_assert!(!replay(&altered[..=at], company.now), "byte {} of entry {}", place, at);
    }
}

#[test]
fn every_byte_of_every_entry_counts() {
    let mut company = Company::staffed();
    let mut roster = Roster::new();
    for entry in &company.entries {
        for place in 0..entry.as_bytes().len() {
            let mut bytes = entry.as_bytes().to_vec();
            bytes[place] ^= 1 << (place % 8);
            let altered = SignedEntry::from_bytes(bytes).unwrap();
            assert!(
                roster.apply(&altered, company.now).is_err(),
                "byte {place} of entry {}",
                roster.len()
            );
        }
        roster.apply(entry, company.now).unwrap();
    }
    let mut journal = Journal::new(unit(2));
    let statement = company.put(vec![new_file(unit(2), 1, &Section::ALL)]);
    let author = Author::Person(FOUNDER);
    let entry = company.draft(
        author,
        ledger::entry::Chain::Journal(unit(2)),
        None,
        statement,
    );
    let good = crate::company::sign(&entry, &company.key(author));
    for place in 0..good.as_bytes().len() {
        let mut bytes = good.as_bytes().to_vec();
        bytes[place] ^= 1 << (place % 8);
        let altered = SignedEntry::from_bytes(bytes).unwrap();
        assert!(
            journal.apply(&altered, &roster, company.now).is_err(),
            "byte {place}"
        );
    }
    assert_ne!(
        journal.apply(&good, &roster, company.now).unwrap().hash,
        Hash::ZERO
    );
}
