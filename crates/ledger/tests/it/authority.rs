//! Who may state what on the roster.

use ledger::{
    Refusal,
    entry::Author,
    hash::Hash,
    id::{InvitationId, RoleId},
    refusal::Need,
    rights::{Duty, Operation, Reach, Right, Section, Sections},
    statement::{KeyName, Policy, Role, RosterStatement, UnitKind},
    templates::ShippedRole,
};

use crate::company::{Company, FOUNDER, ROOT, bytes, define, newcomer, person, post, unit};

/// The founder as system administrator and archivist; a system administrator (5), an archivist (6), somebody appointed
/// as both but admitted to neither (7), a representative (1), and a person without a post (8). A unit without keys (9).
fn separated() -> Company {
    let mut company = Company::staffed();
    company.hire(5, post(ROOT, ShippedRole::SystemAdministrator));
    company.hire(6, post(ROOT, ShippedRole::Archivist));
    company.enrol(7);
    for role in ShippedRole::FOUNDER {
        company.ok(
            FOUNDER,
            RosterStatement::Appoint(person(7), post(ROOT, role)),
        );
    }
    company.enrol(8);
    company.ok(FOUNDER, define(9, ROOT, UnitKind::Group));
    company
}

const SYSTEM: Refusal = Refusal::NotAllowed(Need::Duty(Duty::System));
const ARCHIVE: Refusal = Refusal::NotAllowed(Need::Duty(Duty::Archive));

fn by(number: u32) -> Author {
    Author::Person(person(number))
}

/// The founder bears both duties; every statement is tried on a company of its own.
fn table(company: &Company) -> Vec<(&'static str, RosterStatement, Refusal)> {
    let at = post(unit(2), ShippedRole::SalesRepresentative);
    let role = Role {
        id: RoleId(bytes(3, 50)),
        name: "实习".to_owned(),
        rights: vec![],
        duties: vec![],
    };
    let person2 = company.view().fingerprint_of(person(2)).unwrap();
    let again = RosterStatement::Admit {
        person: person(2),
        fingerprint: person2,
        post: post(unit(3), ShippedRole::SalesRepresentative),
        covers: vec![],
    };
    vec![
        (
            "enrol",
            RosterStatement::Enrol(newcomer(20), InvitationId(bytes(7, 20))),
            SYSTEM,
        ),
        (
            "define unit",
            define(20, ROOT, UnitKind::Department),
            SYSTEM,
        ),
        ("define role", RosterStatement::DefineRole(role), SYSTEM),
        (
            "set policy",
            RosterStatement::SetPolicy(Policy {
                idle_minutes: 5,
                ..Policy::default()
            }),
            SYSTEM,
        ),
        ("appoint", RosterStatement::Appoint(person(8), at), SYSTEM),
        ("admit", again, ARCHIVE),
        (
            "open unit",
            RosterStatement::OpenEpochs(vec![
                company.opening(KeyName::Unit(unit(9), Section::Card)),
            ]),
            ARCHIVE,
        ),
        (
            "open post",
            RosterStatement::OpenEpochs(vec![company.opening(KeyName::Post(at))]),
            ARCHIVE,
        ),
        (
            "open index",
            RosterStatement::OpenEpochs(vec![company.opening(KeyName::Index)]),
            ARCHIVE,
        ),
    ]
}

#[test]
fn duties_are_separate_and_count_only_when_admitted() {
    let company = separated();
    for (what, statement, refusal) in table(&company) {
        let allowed = |number: u32| {
            if refusal == SYSTEM {
                number == 5
            } else {
                number == 6
            }
        };
        for number in [1, 2, 5, 6, 7, 8] {
            let mut company = company.clone();
            if allowed(number) {
                assert!(
                    company.state(by(number), statement.clone()).is_ok(),
                    "{what} by {number}"
                );
            } else {
                assert_eq!(
                    company.no(by(number), statement.clone()),
                    refusal,
                    "{what} by {number}"
                );
            }
        }
        assert!(
            company
                .clone()
                .state(Author::Person(FOUNDER), statement.clone())
                .is_ok(),
            "{what}"
        );
        let recovery = company.clone().state(Author::Recovery, statement);
        let may = ["appoint", "admit", "open unit", "open post", "open index"].contains(&what);
        assert_eq!(recovery.is_ok(), may, "{what} by recovery: {recovery:?}");
        assert!(may || recovery == Err(Refusal::NotAllowed(Need::Person)));
    }
}

/// An administrator, oneself, the recovery root: whoever it is, new keys read nothing before an archivist has agreed.
#[test]
fn new_keys_are_stated_by_oneself_an_administrator_or_the_recovery_root() {
    let company = separated();
    let rekey = company.rekeying(person(1), 1);
    for (author, may) in [
        (Author::Person(FOUNDER), true),
        (by(1), true),
        (by(5), true),
        (Author::Recovery, true),
        (by(2), false),
        (by(6), false),
        (by(7), false),
    ] {
        let mut company = company.clone();
        if may {
            company.state(author, rekey.clone()).unwrap();
            let at = post(unit(2), ShippedRole::SalesRepresentative);
            assert!(company.view().holds(person(1), at));
            assert!(!company.view().is_admitted(person(1), at));
        } else {
            assert_eq!(company.no(author, rekey.clone()), SYSTEM);
        }
    }
}

#[test]
fn new_keys_end_admissions_until_somebody_else_admits() {
    let mut company = separated();
    let archive = post(ROOT, ShippedRole::Archivist);
    let old = company.view().fingerprint_of(person(6)).unwrap();
    company
        .state(Author::Recovery, company.rekeying(person(6), 1))
        .unwrap();
    assert!(!company.view().is_admitted(person(6), archive));
    assert!(!company.view().has_duty(person(6), Duty::Archive));
    let own = company.admission(person(6), archive, vec![]);
    assert_eq!(company.no(by(6), own), ARCHIVE);
    let stale = RosterStatement::Admit {
        person: person(6),
        fingerprint: old,
        post: archive,
        covers: vec![],
    };
    assert_eq!(
        company.no(Author::Person(FOUNDER), stale),
        Refusal::Fingerprint
    );

    company.admit_for_all(person(6), archive);
    assert!(company.view().has_duty(person(6), Duty::Archive));
    let manager = post(unit(1), ShippedRole::SalesManager);
    company.ok(FOUNDER, RosterStatement::Appoint(person(6), manager));
    let second = company.admission(person(6), manager, vec![]);
    assert_eq!(company.no(by(6), second), Refusal::SelfAdmission);
    company.ok(FOUNDER, define(30, ROOT, UnitKind::Department));
    let more = company.admission(person(6), archive, company.view().entitlements(archive));
    company.state(by(6), more).unwrap();
}

#[test]
fn the_recovery_root_restores_the_only_archivist() {
    let mut company = Company::staffed();
    company
        .state(Author::Recovery, company.rekeying(FOUNDER, 1))
        .unwrap();
    assert_eq!(
        company.no(Author::Person(FOUNDER), define(30, ROOT, UnitKind::Group)),
        SYSTEM
    );
    for role in ShippedRole::FOUNDER {
        let at = post(ROOT, role);
        let admission = company.admission(FOUNDER, at, company.view().entitlements(at));
        company.state(Author::Recovery, admission).unwrap();
    }
    company.ok(FOUNDER, define(30, ROOT, UnitKind::Group));
    company.open(unit(30));
    company.admit_for_all(FOUNDER, post(ROOT, ShippedRole::Archivist));
    assert!(
        company
            .view()
            .may(FOUNDER, Operation::View, Section::Notes, unit(30))
    );
}

#[test]
fn keys_are_opened_only_within_the_own_reach() {
    let mut company = Company::staffed();
    let role = Role {
        id: RoleId(bytes(3, 60)),
        name: "销售档案员".to_owned(),
        rights: vec![Right {
            operation: Operation::View,
            sections: Sections::of(&[Section::Card]),
            reach: Reach::Below,
        }],
        duties: vec![Duty::Archive],
    };
    let at = ledger::statement::Post {
        unit: unit(1),
        role: role.id,
    };
    company.ok(FOUNDER, RosterStatement::DefineRole(role));
    company.hire(9, at);
    company.ok(FOUNDER, define(5, unit(1), UnitKind::Group));
    company.ok(FOUNDER, define(6, ROOT, UnitKind::Group));
    let next = |company: &Company, key| RosterStatement::OpenEpochs(vec![company.opening(key)]);
    let beyond = Refusal::NotAllowed(Need::KeyWithinReach);
    for (key, may) in [
        (KeyName::Unit(unit(5), Section::Card), true),
        (KeyName::Unit(unit(5), Section::Notes), false),
        (KeyName::Unit(unit(6), Section::Card), false),
        (KeyName::Unit(ROOT, Section::Card), false),
        // Its holder would read whatever is sealed to the post from then on.
        (KeyName::Post(post(ROOT, ShippedRole::Archivist)), false),
        (KeyName::Post(at), true),
        (KeyName::Index, true),
    ] {
        let statement = next(&company, key);
        match company.state(by(9), statement) {
            Ok(_) => assert!(may, "{key:?}"),
            Err(refusal) => assert!(!may && refusal == beyond, "{key:?}: {refusal}"),
        }
    }
    company.ok(FOUNDER, define(7, unit(1), UnitKind::Group));
    let mixed = [
        KeyName::Unit(unit(7), Section::Card),
        KeyName::Unit(unit(7), Section::Labels),
    ];
    let mixed = RosterStatement::OpenEpochs(mixed.map(|key| company.opening(key)).to_vec());
    assert_eq!(company.no(by(9), mixed), beyond);
    assert_ne!(
        company.view().epoch(&KeyName::Index).unwrap().commitment,
        Hash::ZERO
    );
}
