//! Every past position stays answerable.

use ledger::{
    Roster,
    entry::Author,
    rights::{Operation, Section},
    roster::Recipients,
    statement::{KeyName, Policy, RosterStatement, UnitKind},
    templates::ShippedRole,
};

use crate::company::{Company, FOUNDER, ROOT, define, person, post, public_keys, unit};

/// All that a view says of the small company.
fn everything(view: ledger::View<'_>) -> String {
    let keys: Vec<_> = (0..6)
        .flat_map(|n| Section::ALL.map(|section| KeyName::Unit(unit(n), section)))
        .chain([KeyName::Index])
        .chain(view.posts().map(KeyName::Post))
        .collect();
    let epochs: Vec<_> = keys
        .iter()
        .map(|key| (view.epoch(key), view.epoch_at(key, 1), view.recipients(key)))
        .collect();
    let rights: Vec<_> = (0..8)
        .flat_map(|p| (0..6).map(move |u| (p, u)))
        .map(|(p, u)| Operation::ALL.map(|operation| view.allowed(person(p), operation, unit(u))))
        .collect();
    let names: Vec<_> = (0..8)
        .map(|p| view.by_sign_in_name(&format!("user{p}")))
        .collect();
    let lists = (
        view.people().collect::<Vec<_>>(),
        view.units().collect::<Vec<_>>(),
        view.roles().collect::<Vec<_>>(),
    );
    format!(
        "{:?}{:?}{:?}",
        lists,
        (epochs, rights, names),
        (
            view.waiting(),
            view.unopened(),
            view.policy(),
            view.recovery()
        )
    )
}

#[test]
fn a_past_view_says_what_was_said_then() {
    let mut company = Company::staffed();
    company.ok(
        FOUNDER,
        RosterStatement::SetPolicy(Policy {
            idle_minutes: 3,
            ..Policy::default()
        }),
    );
    company.ok(FOUNDER, define(5, unit(1), UnitKind::Group));
    company.open(unit(5));
    company
        .state(Author::Recovery, company.rekeying(person(1), 1))
        .unwrap();
    company.admit_for_all(person(1), post(unit(2), ShippedRole::SalesRepresentative));
    let mut replayed = Roster::new();
    let mut said = Vec::new();
    for entry in &company.entries {
        replayed.apply(entry, company.now).unwrap();
        said.push(everything(replayed.view()));
    }
    for (seq, said) in said.iter().enumerate() {
        assert_eq!(
            &everything(company.roster.at(seq as u64).unwrap()),
            said,
            "as of {seq}"
        );
    }
    assert!(company.roster.at(company.roster.len()).is_none());
    assert_eq!(company.roster.head(), replayed.head());
}

#[test]
fn a_rekey_changes_only_what_comes_after() {
    let mut company = Company::staffed();
    let at = post(unit(2), ShippedRole::SalesRepresentative);
    let before = company.roster.head().unwrap().seq;
    company
        .state(Author::Recovery, company.rekeying(person(1), 1))
        .unwrap();
    let (then, now) = (company.roster.at(before).unwrap(), company.view());
    assert!(then.is_admitted(person(1), at) && !now.is_admitted(person(1), at));
    assert!(then.may(person(1), Operation::Edit, Section::Card, unit(2)));
    assert!(!now.may(person(1), Operation::Edit, Section::Card, unit(2)));
    assert_eq!(
        now.recipients(&KeyName::Post(at)),
        Recipients::People(vec![])
    );
    assert!(
        !now.covered(at, unit(2)).contains(Section::Card),
        "a post without an admitted holder has no keys"
    );
    assert_eq!(
        then.person(person(1)).unwrap().keys,
        public_keys(person(1), 0)
    );
    assert_eq!(
        now.person(person(1)).unwrap().keys,
        public_keys(person(1), 1)
    );
    assert_eq!(now.waiting().len(), 1);
    assert!(now.is_admitted(FOUNDER, post(ROOT, ShippedRole::Archivist)));
}
