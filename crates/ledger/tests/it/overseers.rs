//! Who is told when somebody reads more than is usual.

use ledger::{
    entry::Author,
    statement::{KeyName, Post, RosterStatement},
    templates::ShippedRole,
};

use crate::{
    company::{Company, FOUNDER, ROOT, person, post, unit},
    standing_in::{deputize, head, headed},
};

/// From now on something may be sealed to the post.
fn open(company: &mut Company, post: Post) {
    let opening = company.opening(KeyName::Post(post));
    company.ok(FOUNDER, RosterStatement::OpenEpochs(vec![opening]));
}

#[test]
fn the_nearest_head_is_told_and_where_there_is_none_the_audit_or_an_archivist() {
    let mut company = headed();
    let archivist = post(ROOT, ShippedRole::Archivist);
    assert_eq!(
        company.view().overseers(person(4)),
        [],
        "nothing can be sealed to anybody above"
    );
    open(&mut company, archivist);
    assert_eq!(company.view().overseers(person(1)), [head()]);
    assert_eq!(company.view().overseers(person(3)), [head()]);
    assert_eq!(company.view().overseers(person(4)), [archivist]);
    assert_eq!(
        company.view().overseers(person(5)),
        [archivist],
        "nobody is told of themselves"
    );
    assert_eq!(company.view().overseers(FOUNDER), []);

    // Whoever audits comes before whoever archives.
    let audit = post(ROOT, ShippedRole::AuditAdministrator);
    company.hire(7, audit);
    assert_eq!(
        company.view().overseers(person(4)),
        [archivist],
        "nothing can be sealed to the post yet"
    );
    open(&mut company, audit);
    assert_eq!(company.view().overseers(person(4)), [audit]);
    assert_eq!(company.view().overseers(FOUNDER), [audit]);

    // A nearer head comes before the one above.
    let nearer = post(unit(2), ShippedRole::UnitHead);
    company.hire(8, nearer);
    open(&mut company, nearer);
    assert_eq!(company.view().overseers(person(1)), [nearer]);
    assert_eq!(company.view().overseers(person(2)), [head()]);
    assert_eq!(company.view().overseers(person(8)), [head()]);

    // Who is away is told nothing, and knows a pair that nothing is sealed to any more.
    let suspending = company.suspending(person(8));
    company.ok(FOUNDER, suspending);
    assert_eq!(company.view().overseers(person(1)), [head()]);
}

/// They would be told at their own post.
#[test]
fn a_head_and_their_deputy_are_not_told_of_each_other() {
    let mut company = headed();
    let archivist = post(ROOT, ShippedRole::Archivist);
    open(&mut company, archivist);
    let statement = deputize(&company, 5, 6, 14);
    company.state(Author::Person(person(5)), statement).unwrap();
    company.admit_for_all(person(6), head());
    let view = company.view().when(company.now);
    assert_eq!(view.overseers(person(1)), [head()]);
    for either in [5, 6] {
        assert_eq!(view.overseers(person(either)), [archivist]);
    }
}
