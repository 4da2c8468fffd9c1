//! What fits the roster and what does not, whoever states it.

use ledger::{
    Refusal,
    entry::Author,
    hash::Hash,
    id::{InvitationId, PersonId, RoleId, UnitId},
    refusal::Subject,
    rights::{Duty, Operation, Reach, Right, Section, Sections},
    rules::Rules,
    statement::{
        Cover, Genesis, KeyName, Opening, Person, Policy, Post, PublicKeys, Role, RosterStatement,
        Unit, UnitKind,
    },
    templates::ShippedRole,
};

use crate::company::{
    Company, FOUNDER, ROOT, bytes, cover, define, genesis, newcomer, person, post, public_keys,
    recovery_key, unit,
};

const BY_FOUNDER: Author = Author::Person(FOUNDER);

fn refused(statement: RosterStatement) -> Refusal {
    Company::staffed().no(BY_FOUNDER, statement)
}

fn enrol(alter: impl FnOnce(&mut Person)) -> RosterStatement {
    let mut person = newcomer(40);
    alter(&mut person);
    RosterStatement::Enrol(person, InvitationId(bytes(7, 40)))
}

#[test]
fn people_are_new_in_every_respect() {
    Company::staffed().ok(FOUNDER, enrol(|_| {}));
    let taken = |subject| Refusal::Duplicate(subject);
    assert_eq!(refused(enrol(|p| p.id = person(1))), taken(Subject::Person));
    assert_eq!(
        refused(enrol(|p| p.sign_in_name = "USER1".to_owned())),
        taken(Subject::SignInName)
    );
    assert_eq!(
        refused(enrol(|p| p.keys = public_keys(person(1), 0))),
        taken(Subject::PublicKeys)
    );
    assert_eq!(
        refused(enrol(
            |p| p.keys.verifying = public_keys(person(1), 0).verifying
        )),
        taken(Subject::PublicKeys)
    );
    assert_eq!(
        refused(enrol(
            |p| p.keys.wrapping = public_keys(person(1), 0).wrapping
        )),
        taken(Subject::PublicKeys)
    );
    let recovery = recovery_key().verifying_key().to_bytes();
    assert_eq!(
        refused(enrol(|p| p.keys.verifying = recovery)),
        taken(Subject::PublicKeys)
    );
    let twice = RosterStatement::Enrol(newcomer(40), InvitationId(bytes(7, 1)));
    assert_eq!(refused(twice), taken(Subject::Invitation));
}

#[test]
fn people_have_fit_names_and_usable_keys() {
    for name in ["", " 张三", "张\u{0}三", &"张".repeat(65)] {
        assert_eq!(
            refused(enrol(|p| p.name = name.to_owned())),
            Refusal::Unfit(Subject::Person)
        );
    }
    for name in ["a", "user 40 ", &"a".repeat(65)] {
        assert_eq!(
            refused(enrol(|p| p.sign_in_name = name.to_owned())),
            Refusal::Unfit(Subject::SignInName)
        );
    }
    // Boxes name the recovery root so.
    let nobody = enrol(|p| p.id = ledger::id::PersonId([0; 16]));
    assert_eq!(refused(nobody), Refusal::Unfit(Subject::Person));
    let mut identity = [0; 32];
    identity[0] = 1;
    for verifying in [[0; 32], identity, [2; 32]] {
        assert_eq!(
            refused(enrol(|p| p.keys.verifying = verifying)),
            Refusal::Unfit(Subject::PublicKeys)
        );
    }
    let key = public_keys(person(1), 0).wrapping;
    let altered = |at: usize, byte: u8| {
        let mut key = key.clone();
        key[at] = byte;
        key
    };
    // Nothing, something else, one byte more, a modulus too short or even, another exponent.
    let longer = [&key[..], &[1]].concat();
    let bad = [
        vec![],
        vec![1; 422],
        longer,
        altered(33, 0x7f),
        altered(33 + 383, 2),
        altered(421, 3),
    ];
    for wrapping in bad {
        assert_eq!(
            refused(enrol(|p| p.keys.wrapping = wrapping)),
            Refusal::Unfit(Subject::PublicKeys)
        );
    }
}

fn define_unit(alter: impl FnOnce(&mut Unit)) -> RosterStatement {
    let mut new = Unit {
        id: unit(40),
        parent: Some(unit(1)),
        name: "销售三组".to_owned(),
        kind: UnitKind::Group,
    };
    alter(&mut new);
    RosterStatement::DefineUnit(new)
}

#[test]
fn units_stand_in_one_tree() {
    Company::staffed().ok(FOUNDER, define_unit(|_| {}));
    assert_eq!(
        refused(define_unit(|u| u.id = unit(2))),
        Refusal::Duplicate(Subject::Unit)
    );
    assert_eq!(
        refused(define_unit(|u| u.parent = Some(unit(99)))),
        Refusal::Unknown(Subject::Unit)
    );
    assert_eq!(
        refused(define_unit(|u| u.parent = Some(unit(40)))),
        Refusal::Unknown(Subject::Unit)
    );
    assert_eq!(refused(define_unit(|u| u.parent = None)), Refusal::Tree);
    assert_eq!(
        refused(define_unit(|u| u.kind = UnitKind::Company)),
        Refusal::Tree
    );
    assert_eq!(
        refused(define_unit(|u| u.name = "部门2".to_owned())),
        Refusal::Duplicate(Subject::Unit)
    );
    assert_eq!(
        refused(define_unit(|u| u.name = "组\n".to_owned())),
        Refusal::Unfit(Subject::Unit)
    );
    let cousin = define_unit(|u| (u.parent, u.name) = (Some(unit(4)), "部门2".to_owned()));
    Company::staffed().ok(FOUNDER, cousin);
}

#[test]
fn the_tree_has_eight_levels_and_two_thousand_units() {
    let mut company = Company::founded();
    for number in 1..8 {
        company.ok(FOUNDER, define(number, unit(number - 1), UnitKind::Group));
    }
    assert_eq!(company.view().path(unit(7)).len(), 8);
    assert_eq!(
        company.no(BY_FOUNDER, define(8, unit(7), UnitKind::Group)),
        Refusal::Tree
    );
    for number in 8..2000 {
        company.ok(FOUNDER, define(number, unit(number % 7), UnitKind::Group));
    }
    let over = company.state(BY_FOUNDER, define(2000, ROOT, UnitKind::Group));
    assert_eq!(over, Err(Refusal::TooMany(Subject::Unit)));
}

fn role(alter: impl FnOnce(&mut Role)) -> RosterStatement {
    let rights = vec![Right {
        operation: Operation::View,
        sections: Sections::ALL,
        reach: Reach::OwnUnit,
    }];
    let mut role = Role {
        id: RoleId(bytes(3, 40)),
        name: "实习生".to_owned(),
        rights,
        duties: vec![],
    };
    alter(&mut role);
    RosterStatement::DefineRole(role)
}

#[test]
fn roles_are_new_and_name_known_sections() {
    Company::staffed().ok(FOUNDER, role(|_| {}));
    assert_eq!(
        refused(role(|r| r.id = RoleId(bytes(3, 0)))),
        Refusal::Duplicate(Subject::Role)
    );
    assert_eq!(
        refused(role(|r| r.name = "销售代表".to_owned())),
        Refusal::Duplicate(Subject::Role)
    );
    assert_eq!(
        refused(role(|r| r.name = String::new())),
        Refusal::Unfit(Subject::Role)
    );
    for sections in [Sections::NONE, Sections(0b100_0000), Sections(0xff)] {
        assert_eq!(
            refused(role(|r| r.rights[0].sections = sections)),
            Refusal::Rights
        );
    }
    Company::staffed().ok(FOUNDER, role(|r| r.rights = vec![r.rights[0]; 64]));
    assert_eq!(
        refused(role(|r| r.rights = vec![r.rights[0]; 65])),
        Refusal::TooMany(Subject::Role)
    );
    assert_eq!(
        refused(role(|r| r.duties = vec![Duty::Head; 2])),
        Refusal::Duplicate(Subject::Duty)
    );
}

#[test]
fn posts_join_known_people_units_and_roles_once() {
    let appoint = |who: PersonId, unit: UnitId, role: RoleId| {
        RosterStatement::Appoint(who, Post { unit, role })
    };
    let representative = post(unit(2), ShippedRole::SalesRepresentative);
    let role = representative.role;
    Company::staffed().ok(FOUNDER, appoint(person(1), unit(3), role));
    assert_eq!(
        refused(appoint(person(99), unit(2), role)),
        Refusal::Unknown(Subject::Person)
    );
    assert_eq!(
        refused(appoint(person(1), unit(99), role)),
        Refusal::Unknown(Subject::Unit)
    );
    assert_eq!(
        refused(appoint(person(1), unit(2), RoleId(bytes(3, 99)))),
        Refusal::Unknown(Subject::Role)
    );
    assert_eq!(
        refused(appoint(person(1), unit(2), role)),
        Refusal::Duplicate(Subject::Post)
    );
}

#[test]
fn admissions_stay_within_what_the_role_reaches() {
    let company = Company::staffed();
    let admit = |who: u32, unit: UnitId, covers: Vec<Cover>| {
        company.admission(
            person(who),
            post(unit, ShippedRole::SalesRepresentative),
            covers,
        )
    };
    Company::staffed().ok(FOUNDER, admit(1, unit(2), vec![]));
    Company::staffed().ok(
        FOUNDER,
        admit(1, unit(2), vec![cover(unit(2), &[Section::Card])]),
    );
    assert_eq!(refused(admit(1, unit(3), vec![])), Refusal::NotAppointed);
    assert_eq!(
        refused(admit(99, unit(2), vec![])),
        Refusal::Unknown(Subject::Person)
    );
    for beyond in [
        cover(unit(3), &[Section::Card]),
        cover(ROOT, &[Section::Card]),
        cover(unit(2), &[]),
    ] {
        assert_eq!(refused(admit(1, unit(2), vec![beyond])), Refusal::Cover);
    }
    let unknown_section = Cover {
        unit: unit(2),
        sections: Sections(0x80),
    };
    assert_eq!(
        refused(admit(1, unit(2), vec![unknown_section])),
        Refusal::Cover
    );
    assert_eq!(
        refused(admit(1, unit(2), vec![cover(unit(99), &[Section::Card])])),
        Refusal::Unknown(Subject::Unit)
    );
    let mut other = company.admission(
        person(1),
        post(unit(2), ShippedRole::SalesRepresentative),
        vec![],
    );
    if let RosterStatement::Admit { fingerprint, .. } = &mut other {
        *fingerprint = company.view().fingerprint_of(person(2)).unwrap();
    }
    assert_eq!(refused(other), Refusal::Fingerprint);
}

#[test]
fn epochs_follow_one_another() {
    let company = Company::staffed();
    let open = |openings: &[Opening]| RosterStatement::OpenEpochs(openings.to_vec());
    let next = company.opening(KeyName::Unit(unit(2), Section::Card));
    assert_eq!((next.epoch, next.replaces), (2, Some(1)));
    let first = company.opening(KeyName::Index);
    Company::staffed().ok(FOUNDER, open(&[first]));
    assert_eq!(
        refused(open(&[Opening { epoch: 1, ..next }])),
        Refusal::Epoch {
            expected: 2,
            found: 1
        }
    );
    assert_eq!(
        refused(open(&[Opening { epoch: 3, ..next }])),
        Refusal::Epoch {
            expected: 2,
            found: 3
        }
    );
    for replaces in [None, Some(0), Some(2)] {
        assert_eq!(
            refused(open(&[Opening { replaces, ..next }])),
            Refusal::Replaces
        );
    }
    assert_eq!(refused(open(&[])), Refusal::Unfit(Subject::List));
    assert_eq!(
        refused(open(&[next, next])),
        Refusal::Duplicate(Subject::Key)
    );
    assert_eq!(
        refused(open(&[Opening {
            replaces: Some(1),
            ..first
        }])),
        Refusal::Replaces
    );
    assert_eq!(
        refused(open(&[Opening { epoch: 2, ..first }])),
        Refusal::Epoch {
            expected: 1,
            found: 2
        }
    );
}

#[test]
fn post_keys_and_only_they_have_a_public_half() {
    let company = Company::staffed();
    let open = |opening: Opening| RosterStatement::OpenEpochs(vec![opening]);
    let of_post = company.opening(KeyName::Post(post(
        unit(2),
        ShippedRole::SalesRepresentative,
    )));
    Company::staffed().ok(FOUNDER, open(of_post));
    for public in [None, Some(Hash::ZERO)] {
        assert_eq!(
            refused(open(Opening { public, ..of_post })),
            Refusal::PublicHalf
        );
    }
    for key in [KeyName::Index, KeyName::Unit(unit(2), Section::Card)] {
        let opening = Opening {
            public: Some(Hash::of(b"half")),
            ..company.opening(key)
        };
        assert_eq!(refused(open(opening)), Refusal::PublicHalf);
    }
    let nowhere = KeyName::Post(post(unit(99), ShippedRole::SalesManager));
    let by_recovery = |statement| Company::staffed().no(Author::Recovery, statement);
    assert_eq!(
        by_recovery(open(company.opening(nowhere))),
        Refusal::Unknown(Subject::Unit)
    );
    let nobody = KeyName::Post(Post {
        unit: unit(2),
        role: RoleId(bytes(3, 99)),
    });
    assert_eq!(
        by_recovery(open(company.opening(nobody))),
        Refusal::Unknown(Subject::Role)
    );
    let unknown = open(company.opening(KeyName::Unit(unit(99), Section::Card)));
    assert_eq!(by_recovery(unknown), Refusal::Unknown(Subject::Unit));
}

#[test]
fn policy_has_limits() {
    let set = |suite, opens: &[u8], idle_minutes| {
        RosterStatement::SetPolicy(Policy {
            suite,
            opens: opens.to_vec(),
            idle_minutes,
            separate_duties: false,
            rules: None,
        })
    };
    for good in [set(2, &[2], 1), set(3, &[2, 1, 3], 240)] {
        Company::staffed().ok(FOUNDER, good);
    }
    for bad in [
        set(1, &[2], 15),
        set(4, &[4], 15),
        set(1, &[1, 4], 15),
        set(1, &[1, 1], 15),
        set(1, &[], 15),
        set(1, &[1], 0),
        set(1, &[1], 241),
    ] {
        assert_eq!(refused(bad), Refusal::Policy);
    }
}

/// Each number of the rules within its limits and not beyond: nobody signs rules that lock everybody out, or that say nothing.
#[test]
fn rules_have_limits() {
    type Change = fn(&mut Rules, u16);
    let numbers: [(Change, &[u16], &[u16]); 9] = [
        (
            |rules, n| rules.passwords.length = n as u8,
            &[8, 64],
            &[7, 65],
        ),
        (|rules, n| rules.passwords.kinds = n as u8, &[1, 4], &[0, 5]),
        (
            |rules, n| rules.passwords.days = n,
            &[0, 30, 730],
            &[1, 29, 731],
        ),
        (
            |rules, n| rules.passwords.history = n as u8,
            &[0, 10],
            &[11],
        ),
        (
            |rules, n| rules.lock_out.failures = n as u8,
            &[3, 20],
            &[2, 21],
        ),
        (
            |rules, n| rules.lock_out.minutes = n,
            &[1, 1440],
            &[0, 1441],
        ),
        (
            |rules, n| rules.sessions.hours = n as u8,
            &[1, 72],
            &[0, 73],
        ),
        (
            |rules, n| rules.sessions.idle_minutes = n,
            &[5, 1440],
            &[4, 1441],
        ),
        (
            |rules, n| rules.views_a_day = n,
            &[0, 10, 10_000],
            &[9, 10_001],
        ),
    ];
    let set = |change: &dyn Fn(&mut Rules)| {
        let mut rules = Rules::default();
        change(&mut rules);
        RosterStatement::SetPolicy(Policy {
            rules: Some(rules),
            ..Policy::default()
        })
    };
    for (change, good, bad) in numbers {
        for good in good {
            Company::staffed().ok(FOUNDER, set(&|rules| change(rules, *good)));
        }
        for bad in bad {
            assert_eq!(refused(set(&|rules| change(rules, *bad))), Refusal::Policy);
        }
    }
    for (days, fits) in [(183, false), (184, true), (3650, true), (3651, false)] {
        let stated = set(&|rules| rules.log_days = days);
        match fits {
            true => Company::staffed().ok(FOUNDER, stated),
            false => assert_eq!(refused(stated), Refusal::Policy),
        }
    }
    let known = post(ROOT, ShippedRole::Archivist).role;
    Company::staffed().ok(FOUNDER, set(&|rules| rules.second_factor = vec![known]));
    let twice = set(&|rules| rules.second_factor = vec![known, known]);
    assert_eq!(refused(twice), Refusal::Policy);
    let unknown = set(&|rules| rules.second_factor = vec![RoleId(bytes(3, 99))]);
    assert_eq!(refused(unknown), Refusal::Unknown(Subject::Role));
}

#[test]
fn new_keys_are_new() {
    let rekey = |who, keys| {
        let mut company = Company::staffed();
        let statement = company.fixing(RosterStatement::Rekey(who, keys, vec![]));
        company.no(Author::Recovery, statement)
    };
    assert_eq!(
        rekey(person(99), public_keys(person(99), 1)),
        Refusal::Unknown(Subject::Person)
    );
    for keys in [public_keys(person(1), 0), public_keys(person(2), 0)] {
        assert_eq!(
            rekey(person(1), keys),
            Refusal::Duplicate(Subject::PublicKeys)
        );
    }
    let weak = PublicKeys {
        verifying: [0; 32],
        ..public_keys(person(1), 1)
    };
    assert_eq!(rekey(person(1), weak), Refusal::Unfit(Subject::PublicKeys));
    let mut company = Company::staffed();
    for version in [1, 2] {
        let statement = company.rekeying(person(1), version);
        company.state(Author::Recovery, statement).unwrap();
    }
    let passed_on = RosterStatement::Rekey(person(2), public_keys(person(1), 1), vec![]);
    let passed_on = company.fixing(passed_on);
    assert_eq!(
        company.no(Author::Recovery, passed_on),
        Refusal::Duplicate(Subject::PublicKeys)
    );
    let back = company.rekeying(person(1), 0);
    assert_eq!(
        company.no(Author::Recovery, back),
        Refusal::Duplicate(Subject::PublicKeys)
    );
}

#[test]
fn genesis_is_whole() {
    let begin = |alter: fn(&mut Genesis)| {
        let mut genesis = genesis();
        alter(&mut genesis);
        Company::empty().no(BY_FOUNDER, RosterStatement::Genesis(genesis))
    };
    assert_eq!(begin(|g| g.root.parent = Some(unit(1))), Refusal::Tree);
    assert_eq!(begin(|g| g.root.kind = UnitKind::Department), Refusal::Tree);
    assert_eq!(
        begin(|g| g.root.name = " ".to_owned()),
        Refusal::Unfit(Subject::Unit)
    );
    assert_eq!(
        begin(|g| g.founder.name = String::new()),
        Refusal::Unfit(Subject::Person)
    );
    assert_eq!(
        begin(|g| g.recovery.wrapping = [0; 32]),
        Refusal::Unfit(Subject::PublicKeys)
    );
    assert_eq!(
        begin(|g| g.recovery.verifying = [0; 32]),
        Refusal::Unfit(Subject::PublicKeys)
    );
    assert_eq!(
        begin(|g| g.recovery.verifying = g.founder.keys.verifying),
        Refusal::Duplicate(Subject::PublicKeys)
    );
    assert_eq!(
        begin(|g| g.roles[1].id = g.roles[0].id),
        Refusal::Duplicate(Subject::Role)
    );
    assert_eq!(
        begin(|g| g.roles[1].name = g.roles[0].name.clone()),
        Refusal::Duplicate(Subject::Role)
    );
    assert_eq!(
        begin(|g| g.roles[0].rights[0].sections = Sections::NONE),
        Refusal::Rights
    );
    assert_eq!(
        begin(|g| g.founder_roles.push(RoleId(bytes(3, 99)))),
        Refusal::Unknown(Subject::Role)
    );
    assert_eq!(
        begin(|g| g.founder_roles.push(g.founder_roles[0])),
        Refusal::Duplicate(Subject::Post)
    );
    assert_eq!(begin(|g| g.policy.suite = 9), Refusal::Policy);
}
