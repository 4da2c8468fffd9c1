//! A system administrator alone makes no reader: not with new people, units, roles, posts or policy.

use ledger::{
    entry::Author,
    id::RoleId,
    rights::{Duty, Operation, Reach, Right, Section, Sections},
    roster::Recipients,
    statement::{KeyName, Post, Role, RosterStatement, UnitKind},
    templates::ShippedRole,
};
use proptest::prelude::*;

use crate::company::{Company, DAY, FOUNDER, ROOT, bytes, define, newcomer, person, post, unit};

const ADMINISTRATOR: u32 = 5;

fn every_key() -> Vec<KeyName> {
    let posts = (0..9).flat_map(|n| {
        ShippedRole::ALL
            .map(|role| KeyName::Post(post(unit(n), role)))
            .into_iter()
            .chain([KeyName::Post(puppet_post(n))])
    });
    let units = (0..9).flat_map(|n| Section::ALL.map(|section| KeyName::Unit(unit(n), section)));
    posts.chain(units).chain([KeyName::Index]).collect()
}

fn puppet_post(number: u32) -> Post {
    Post {
        unit: unit(number),
        role: RoleId(bytes(3, 30)),
    }
}

fn recipients(company: &Company) -> Vec<Recipients> {
    every_key()
        .iter()
        .map(|key| company.view().recipients(key))
        .collect()
}

/// Whether a key goes to nobody to whom it did not go before.
fn within(now: &Recipients, before: &Recipients) -> bool {
    match (now, before) {
        (Recipients::People(now), Recipients::People(before)) => {
            now.iter().all(|person| before.contains(person))
        }
        (Recipients::Posts(now), Recipients::Posts(before)) => {
            now.iter().all(|post| before.contains(post))
        }
        _ => false,
    }
}

/// A role that may do everything everywhere.
fn almighty(id: RoleId, name: String) -> Role {
    Role {
        id,
        name,
        rights: Operation::ALL
            .map(|operation| Right {
                operation,
                sections: Sections::ALL,
                reach: Reach::Everything,
            })
            .to_vec(),
        duties: vec![Duty::System, Duty::Archive],
    }
}

fn attempt(company: &Company, kind: u8, a: u32, b: u32) -> RosterStatement {
    let role = ShippedRole::ALL[(b % 8) as usize];
    let at = post(unit(a), role);
    let who = person(b + 4);
    match kind {
        0 => RosterStatement::Enrol(newcomer(a + 4), ledger::id::InvitationId(bytes(7, a + 40))),
        1 => define(a, unit(b), UnitKind::Group),
        2 => RosterStatement::DefineRole(almighty(RoleId(bytes(3, 30)), "总管".to_owned())),
        3 => RosterStatement::Appoint(who, at),
        4 => RosterStatement::Appoint(who, puppet_post(a)),
        5 => company.admission(who, at, company.view().entitlements(at)),
        6 => company.admission(
            who,
            puppet_post(a),
            company.view().entitlements(puppet_post(a)),
        ),
        7 => company.rekeying(person(b), (a % 4) as u8 + 1),
        8 => company.fixing(RosterStatement::MoveUnit(unit(a), unit(b), vec![])),
        9 => {
            let known = company.view().role(at.role).unwrap();
            let role = almighty(known.id, known.name.clone());
            company.fixing(RosterStatement::ChangeRole(role, vec![]))
        }
        10 => RosterStatement::Deputize {
            absent: person(a),
            deputy: who,
            post: company.view().posts_of(person(a)).next().unwrap_or(at),
            until: company.now + DAY,
        },
        11 => RosterStatement::Delegate(post(unit(a), ShippedRole::UnitHead)),
        12 => company.suspending(person(b)),
        13 => RosterStatement::Reinstate(person(b)),
        14 => match company.view().posts_of(person(b)).next() {
            Some(held) => company.dismissing(person(b), held),
            None => company.retiring(person(b)),
        },
        _ => RosterStatement::OpenEpochs(vec![
            company.opening(KeyName::Unit(unit(a), Section::Card)),
        ]),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_administrator_makes_no_reader(steps in prop::collection::vec((0..16u8, 0..9u32, 0..9u32, 4..12u32), 10..60)) {
        let mut company = Company::staffed();
        company.hire(ADMINISTRATOR, post(ROOT, ShippedRole::SystemAdministrator));
        let before = recipients(&company);
        let mut taken = 0;
        for (kind, a, b, author) in steps {
            let author = if author < 8 { ADMINISTRATOR } else { author };
            let statement = attempt(&company, kind, a, b);
            taken += u32::from(company.state(Author::Person(person(author)), statement).is_ok());
        }
        for ((key, now), before) in every_key().iter().zip(recipients(&company)).zip(&before) {
            prop_assert!(within(&now, before), "{:?} after {} statements: {:?}, before {:?}", key, taken, now, before);
        }
        for puppet in (5..13).map(person) {
            for (unit, section) in (0..9).map(unit).flat_map(|unit| Section::ALL.map(|section| (unit, section))) {
                prop_assert!(Operation::ALL.iter().all(|operation| !company.view().may(puppet, *operation, section, unit)));
            }
            prop_assert!(!company.view().has_duty(puppet, Duty::Archive));
        }
    }
}

/// The control: the same puppet reads as soon as the archivist admits it.
#[test]
fn an_archivist_makes_one() {
    let mut company = Company::staffed();
    company.hire(ADMINISTRATOR, post(ROOT, ShippedRole::SystemAdministrator));
    let by = Author::Person(person(ADMINISTRATOR));
    company.state(by, attempt(&company, 2, 0, 0)).unwrap();
    company
        .state(
            by,
            RosterStatement::Appoint(person(ADMINISTRATOR), puppet_post(0)),
        )
        .unwrap();
    let before = recipients(&company);
    let own = company.admission(person(ADMINISTRATOR), puppet_post(0), vec![]);
    assert_eq!(company.no(by, own).code(), "not_allowed");
    company.admit_for_all(person(ADMINISTRATOR), puppet_post(0));
    assert_ne!(recipients(&company), before);
    assert!(company.view().may(
        person(ADMINISTRATOR),
        Operation::View,
        Section::Card,
        unit(2)
    ));
    assert!(company.view().has_duty(FOUNDER, Duty::Archive));
}
