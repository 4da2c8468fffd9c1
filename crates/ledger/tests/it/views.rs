//! What a view answers: reach, rights, recipients, who waits; and the shipped roles.

use ledger::{
    View,
    id::{PersonId, RoleId, UnitId},
    rights::{Duty, Operation, Reach, Right, Section, Sections},
    roster::Recipients,
    statement::{KeyName, Post, Role, RosterStatement, UnitKind},
    templates::ShippedRole,
};

use crate::company::{Company, FOUNDER, ROOT, bytes, cover, define, person, post, unit};

/// The units, of five, at which a person may do something with the notes.
fn where_may(view: View<'_>, who: PersonId, operation: Operation) -> Vec<u32> {
    (0..5)
        .filter(|number| view.may(who, operation, Section::Notes, unit(*number)))
        .collect()
}

#[test]
fn the_shipped_roles_do_what_the_guide_says() {
    let mut company = Company::staffed();
    company.hire(5, post(unit(2), ShippedRole::SalesDirector));
    company.hire(6, post(ROOT, ShippedRole::SystemAdministrator));
    company.hire(7, post(ROOT, ShippedRole::AuditAdministrator));
    company.hire(8, post(unit(1), ShippedRole::UnitHead));
    let view = company.view();
    use Operation::{Approve, Create, Delete, Edit, ExportFull, ExportMasked, View};
    for operation in Operation::ALL {
        assert_eq!(
            where_may(view, FOUNDER, operation),
            [0, 1, 2, 3, 4],
            "档案管理员 {operation:?}"
        );
        assert!(
            where_may(view, person(6), operation).is_empty(),
            "系统管理员 {operation:?}"
        );
        assert!(
            where_may(view, person(7), operation).is_empty(),
            "审计管理员 {operation:?}"
        );
    }
    for operation in [View, Edit] {
        assert_eq!(where_may(view, person(1), operation), [2], "销售代表");
        assert_eq!(where_may(view, person(3), operation), [1, 2, 3], "销售经理");
        assert_eq!(where_may(view, person(5), operation), [1, 2, 3], "销售总监");
    }
    for operation in [Create, Delete, ExportFull, ExportMasked] {
        assert!(
            [1, 3, 5]
                .iter()
                .all(|number| where_may(view, person(*number), operation).is_empty())
        );
    }
    assert_eq!(
        where_may(view, person(4), View),
        [0, 1, 2, 3, 4],
        "客服主管"
    );
    assert_eq!(where_may(view, person(4), Edit), [4]);
    assert_eq!(where_may(view, person(4), ExportMasked), [0, 1, 2, 3, 4]);
    assert!(
        [Create, Delete, ExportFull]
            .iter()
            .all(|operation| where_may(view, person(4), *operation).is_empty())
    );
    assert_eq!(where_may(view, person(8), Approve), [1, 2, 3], "部门负责人");
    assert_eq!(where_may(view, person(8), View), [1, 2, 3]);
    let duties = |who| {
        [Duty::System, Duty::Archive, Duty::Audit, Duty::Head].map(|duty| view.has_duty(who, duty))
    };
    assert_eq!(duties(FOUNDER), [true, true, false, false]);
    assert_eq!(duties(person(6)), [true, false, false, false]);
    assert_eq!(duties(person(7)), [false, false, true, false]);
    assert_eq!(duties(person(8)), [false, false, false, true]);
    assert_eq!(duties(person(1)), [false; 4]);
    for role in ShippedRole::ALL {
        assert_eq!(ShippedRole::from_name_zh(role.name_zh()), Some(role));
    }
}

#[test]
fn reaches_follow_the_tree() {
    let company = Company::staffed();
    let view = company.view();
    let reached = |reach, from: UnitId| -> Vec<u32> {
        (0..5)
            .filter(|number| view.reaches(reach, from, unit(*number)))
            .collect()
    };
    assert_eq!(reached(Reach::OwnUnit, unit(1)), [1]);
    assert_eq!(reached(Reach::Below, unit(1)), [1, 2, 3]);
    assert_eq!(reached(Reach::Below, ROOT), [0, 1, 2, 3, 4]);
    assert_eq!(reached(Reach::Department, unit(2)), [1, 2, 3]);
    assert_eq!(reached(Reach::Department, unit(1)), [1, 2, 3]);
    assert_eq!(
        reached(Reach::Department, ROOT),
        [0, 1, 2, 3, 4],
        "no department: the company"
    );
    assert_eq!(reached(Reach::Everything, unit(2)), [0, 1, 2, 3, 4]);
    for reach in [
        Reach::OwnUnit,
        Reach::Below,
        Reach::Department,
        Reach::Everything,
    ] {
        assert!(reached(reach, unit(99)).is_empty());
        assert!(!view.reaches(reach, unit(2), unit(99)));
    }
    assert!(!view.reaches(Reach::OwnUnit, unit(99), unit(99)));
    let path: Vec<_> = view.path(unit(3)).iter().map(|unit| unit.id).collect();
    assert_eq!(path, [ROOT, unit(1), unit(3)]);
    let children: Vec<_> = view.children(unit(1)).map(|unit| unit.id).collect();
    assert_eq!(children, [unit(2), unit(3)]);
    assert_eq!(view.root().unwrap().id, ROOT);
}

#[test]
fn the_innermost_department_counts() {
    let mut company = Company::staffed();
    company.ok(FOUNDER, define(5, unit(1), UnitKind::Department));
    company.ok(FOUNDER, define(6, unit(5), UnitKind::Group));
    let view = company.view();
    assert!(view.reaches(Reach::Department, unit(6), unit(5)));
    assert!(!view.reaches(Reach::Department, unit(6), unit(1)));
    assert!(view.reaches(Reach::Department, unit(2), unit(6)));
}

#[test]
fn entitlements_agree_with_entitled() {
    let company = Company::staffed();
    let view = company.view();
    for at in [2, 1, 0]
        .into_iter()
        .flat_map(|n| ShippedRole::ALL.map(|role| post(unit(n), role)))
    {
        let listed = view.entitlements(at);
        for n in 0..5 {
            let sections = listed
                .iter()
                .find(|cover| cover.unit == unit(n))
                .map_or(Sections::NONE, |c| c.sections);
            assert_eq!(sections, view.entitled(at, unit(n)), "{at:?} {n}");
        }
    }
}

#[test]
fn appointment_gives_nothing_and_admission_what_it_covers() {
    let mut company = Company::staffed();
    let at = post(unit(1), ShippedRole::SalesManager);
    company.ok(FOUNDER, define(5, unit(1), UnitKind::Group));
    company.open(unit(5));
    let key = |section| KeyName::Unit(unit(5), section);
    let gets = |company: &Company, section| {
        company.view().recipients(&key(section)) == Recipients::Posts(vec![at])
    };
    assert!(!gets(&company, Section::Card), "entitled is not covered");
    for operation in [Operation::View, Operation::Edit] {
        let view = company.view();
        assert!(!view.may(person(3), operation, Section::Card, unit(5)));
    }

    let admission = company.admission(person(3), at, vec![cover(unit(5), &[Section::Card])]);
    company.ok(FOUNDER, admission);
    assert!(gets(&company, Section::Card) && !gets(&company, Section::Labels));
    let admission = company.admission(person(3), at, vec![cover(unit(5), &[Section::Labels])]);
    company.ok(FOUNDER, admission);
    assert!(
        gets(&company, Section::Card) && gets(&company, Section::Labels),
        "covers add up"
    );
    assert_eq!(
        company.view().covered(at, unit(5)),
        Sections::of(&[Section::Card, Section::Labels])
    );
    assert!(
        company
            .view()
            .may(person(3), Operation::View, Section::Card, unit(5))
    );
    assert_eq!(
        company.view().covered(at, unit(2)),
        Sections::ALL,
        "and earlier ones stay"
    );
    let own = company.view().covers_of(person(3), at);
    let expected = [1, 2, 3].map(|n| cover(unit(n), &Section::ALL)).into_iter();
    let expected: Vec<_> = expected
        .chain([cover(unit(5), &[Section::Card, Section::Labels])])
        .collect();
    assert_eq!(own, expected);
    assert!(company.view().covers_of(person(1), at).is_empty());
}

#[test]
fn recipients_are_admitted_posts_and_people() {
    let mut company = Company::staffed();
    let (representative, archive) = (
        post(unit(2), ShippedRole::SalesRepresentative),
        post(ROOT, ShippedRole::Archivist),
    );
    let expected = [
        archive,
        post(unit(1), ShippedRole::SalesManager),
        representative,
        post(unit(4), ShippedRole::ServiceSupervisor),
    ];
    for section in Section::ALL {
        let key = KeyName::Unit(unit(2), section);
        assert_eq!(
            company.view().recipients(&key),
            Recipients::Posts(expected.to_vec())
        );
    }
    company.enrol(9);
    company.ok(FOUNDER, RosterStatement::Appoint(person(9), representative));
    let people = |company: &Company| company.view().recipients(&KeyName::Post(representative));
    assert_eq!(people(&company), Recipients::People(vec![person(1)]));
    company.admit_for_all(person(9), representative);
    assert_eq!(
        people(&company),
        Recipients::People(vec![person(1), person(9)])
    );
    let Recipients::Posts(index) = company.view().recipients(&KeyName::Index) else {
        panic!("posts")
    };
    assert_eq!(index.len(), 5);
    assert!(
        !index.contains(&post(ROOT, ShippedRole::SystemAdministrator)),
        "who views nothing looks nothing up"
    );
}

#[test]
fn the_archivists_inbox() {
    let mut company = Company::staffed();
    assert!(
        company.view().waiting().is_empty(),
        "{:?}",
        company.view().waiting()
    );
    assert!(company.view().unopened().is_empty());

    let at = post(unit(2), ShippedRole::SalesRepresentative);
    company.enrol(9);
    company.ok(FOUNDER, RosterStatement::Appoint(person(9), at));
    let waiting = company.view().waiting();
    assert_eq!(waiting.len(), 1);
    assert_eq!((waiting[0].person, waiting[0].post), (person(9), at));
    assert_eq!(waiting[0].missing, [cover(unit(2), &Section::ALL)]);
    let admission = company.admission(person(9), at, waiting[0].missing.clone());
    company.ok(FOUNDER, admission);
    assert!(company.view().waiting().is_empty());

    let at = post(ROOT, ShippedRole::SystemAdministrator);
    company.ok(FOUNDER, RosterStatement::Appoint(person(9), at));
    let waiting = company.view().waiting();
    assert_eq!(waiting.len(), 1, "a duty waits too, without any key");
    assert_eq!(
        (waiting[0].person, waiting[0].post, waiting[0].missing.len()),
        (person(9), at, 0)
    );
    company.admit_for_all(person(9), at);
    assert!(company.view().waiting().is_empty());

    company.ok(FOUNDER, define(5, unit(1), UnitKind::Group));
    assert!(
        company.view().waiting().is_empty(),
        "no key, nothing to wait for"
    );
    assert_eq!(
        company.view().unopened(),
        Section::ALL.map(|section| KeyName::Unit(unit(5), section))
    );
    company.open(unit(5));
    assert!(company.view().unopened().is_empty());
    let waiting: Vec<_> = company
        .view()
        .waiting()
        .iter()
        .map(|waiting| waiting.person)
        .collect();
    assert_eq!(
        waiting,
        [FOUNDER, person(3), person(4)],
        "all who may view the new unit"
    );
}

#[test]
fn people_are_found_by_sign_in_name() {
    let company = Company::staffed();
    let view = company.view();
    assert_eq!(
        view.by_sign_in_name("  USER3 ").map(|person| person.id),
        Some(person(3))
    );
    assert_eq!(view.by_sign_in_name("user33"), None);
    assert_eq!(view.people().count(), 5);
    assert_eq!(view.roles().count(), ShippedRole::ALL.len());
    assert_eq!(view.units().count(), 5);
    assert_eq!(view.posts().count(), 6);
}

#[test]
fn a_posts_pair_is_kept_by_admitted_archivists_who_read_all_that_it_reads() {
    let mut company = Company::staffed();
    let (archive, system) = (
        post(ROOT, ShippedRole::Archivist),
        post(ROOT, ShippedRole::SystemAdministrator),
    );
    let (manager, supervisor) = (
        post(unit(1), ShippedRole::SalesManager),
        post(unit(4), ShippedRole::ServiceSupervisor),
    );
    let near = Role {
        id: RoleId(bytes(3, 60)),
        name: "销售档案员".to_owned(),
        rights: vec![Right {
            operation: Operation::View,
            sections: Sections::ALL,
            reach: Reach::Below,
        }],
        duties: vec![Duty::Archive],
    };
    let near_post = Post {
        unit: unit(1),
        role: near.id,
    };
    company.ok(FOUNDER, RosterStatement::DefineRole(near));
    company.enrol(9);
    company.ok(FOUNDER, RosterStatement::Appoint(person(9), near_post));
    let view = company.view();
    for kept in [manager, supervisor, system, near_post] {
        assert!(view.keeps(archive, kept), "{kept:?}");
    }
    assert!(!view.keeps(archive, archive), "its own holders have it");
    assert!(!view.keeps(supervisor, manager), "no duty");
    assert!(!view.keeps(near_post, manager), "nobody is admitted there");
    company.admit_for_all(person(9), near_post);
    let view = company.view();
    assert!(view.keeps(near_post, manager));
    assert!(!view.keeps(near_post, supervisor), "reads less");
}
