//! A roster is verified from genesis on every fresh device: it has to stay quick.

use std::time::Instant;

use ledger::{
    Roster,
    rights::{Operation, Section},
    statement::{RosterStatement, UnitKind},
    templates::ShippedRole,
};

use crate::company::{Company, FOUNDER, define, person, post, unit};

/// 1,000 entries: 199 units, 200 people, each enrolled, appointed and admitted.
#[test]
fn a_thousand_entries_verify_in_a_moment() {
    let mut company = Company::founded();
    for number in 1..200 {
        company.ok(
            FOUNDER,
            define(number, unit((number - 1) / 8), UnitKind::Group),
        );
    }
    for number in 1..=200 {
        company.enrol(number);
        let at = post(unit(number % 200), ShippedRole::SalesRepresentative);
        company.ok(FOUNDER, RosterStatement::Appoint(person(number), at));
        company.admit_for_all(person(number), at);
        if company.entries.len() < 1000 {
            company.open(unit(number % 200));
        }
    }
    let started = Instant::now();
    let mut roster = Roster::new();
    for entry in &company.entries[..999] {
        roster.apply(entry, company.now).unwrap();
    }
    let verified = started.elapsed();
    let started = Instant::now();
    let view = roster.view();
    let may = (0..200)
        .filter(|n| view.may(person(*n), Operation::Edit, Section::Card, unit(n % 200)))
        .count();
    let asked = started.elapsed();
    let started = Instant::now();
    let inbox = (view.waiting().len(), view.unopened().len());
    let listed = started.elapsed();
    eprintln!(
        "999 entries: {verified:?}; 200 rights ({may}): {asked:?}; inbox {inbox:?}: {listed:?}"
    );
    assert!(
        verified.as_millis() < 2000,
        "{verified:?} for 999 entries, unoptimised"
    );
}
