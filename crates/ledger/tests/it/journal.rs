//! Anchors, chains and authors of journals.

use ledger::{
    Journal, Refusal, Roster,
    entry::{Author, Chain, Position},
    hash::Hash,
    refusal::{Need, Subject},
    rights::{Operation, Section},
    statement::{Cause, JournalStatement, Policy, RosterStatement},
    templates::ShippedRole,
};

use crate::company::{Company, FOUNDER, change, new_file, person, post, sign, signing_key, unit};

fn started() -> (Company, Journal) {
    let mut company = Company::staffed();
    let mut journal = Journal::new(unit(2));
    company
        .write(
            &mut journal,
            FOUNDER,
            vec![new_file(unit(2), 1, &[Section::Card, Section::Notes])],
        )
        .unwrap();
    (company, journal)
}

fn idle(company: &mut Company, minutes: u16) {
    company.ok(
        FOUNDER,
        RosterStatement::SetPolicy(Policy {
            idle_minutes: minutes,
            ..Policy::default()
        }),
    );
}

fn put_at(anchor: Position, revision: u32) -> JournalStatement {
    let files = vec![change(unit(2), 1, &[(Section::Card, revision)])];
    JournalStatement::Put {
        anchor,
        cause: Cause::Direct,
        files,
    }
}

#[test]
fn the_anchor_is_on_the_roster_and_never_goes_back() {
    let (mut company, mut journal) = started();
    let first = company.roster.head().unwrap();
    let author = Author::Person(person(1));
    let invented = Position {
        hash: Hash::of(b"other"),
        ..first
    };
    assert_eq!(
        company.write_as(&mut journal, author, put_at(invented, 2)),
        Err(Refusal::Anchor)
    );
    let ahead = Position {
        seq: first.seq + 1,
        ..first
    };
    assert_eq!(
        company.write_as(&mut journal, author, put_at(ahead, 2)),
        Err(Refusal::Anchor)
    );
    idle(&mut company, 7);
    let second = company.roster.head().unwrap();
    company
        .write_as(&mut journal, author, put_at(second, 2))
        .unwrap();
    assert_eq!(
        company.write_as(&mut journal, author, put_at(first, 3)),
        Err(Refusal::AnchorBack)
    );
    company
        .write_as(&mut journal, author, put_at(second, 3))
        .unwrap();
}

#[test]
fn a_new_entry_names_the_rosters_head() {
    let (mut company, mut journal) = started();
    let old = company.roster.head().unwrap();
    idle(&mut company, 7);
    let author = Author::Person(person(1));
    let entry = company.draft(
        author,
        Chain::Journal(unit(2)),
        journal.head(),
        put_at(old, 2),
    );
    let signed = sign(&entry, &company.key(author));
    let answer = journal.apply_fresh(&signed, &company.roster, company.now);
    assert_eq!(answer, Err(Refusal::AnchorStale));
    assert!(answer.unwrap_err().is_conflict());
    assert!(
        journal
            .clone()
            .apply(&signed, &company.roster, company.now)
            .is_ok(),
        "what is stored may be older"
    );
    let entry = company.draft(
        author,
        Chain::Journal(unit(2)),
        journal.head(),
        put_at(company.roster.head().unwrap(), 2),
    );
    journal
        .apply_fresh(
            &sign(&entry, &company.key(author)),
            &company.roster,
            company.now,
        )
        .unwrap();
}

#[test]
fn entries_are_judged_by_the_roster_of_their_anchor() {
    let (mut company, mut journal) = started();
    let before = company.roster.head().unwrap();
    let old = Author::Person(person(1));
    let entry = company.draft(
        old,
        Chain::Journal(unit(2)),
        journal.head(),
        put_at(before, 2),
    );
    let signed = sign(&entry, &company.key(old));
    let by_founder = Author::Person(FOUNDER);
    let entry = company.draft(
        by_founder,
        Chain::Journal(unit(2)),
        journal.head(),
        put_at(before, 2),
    );
    let other = sign(&entry, &company.key(by_founder));
    let rekey = company.rekeying(person(1), 1);
    company.state(Author::Recovery, rekey).unwrap();
    let after = company.roster.head().unwrap();
    let entry = company.draft(
        old,
        Chain::Journal(unit(2)),
        journal.head(),
        put_at(after, 2),
    );
    let replaced = sign(&entry, &signing_key(person(1), 0));
    assert_eq!(
        journal
            .apply(&replaced, &company.roster, company.now)
            .unwrap_err()
            .code(),
        "signature"
    );
    let unadmitted = sign(&entry, &signing_key(person(1), 1));
    let needs = Refusal::NotAllowed(Need::Right(Operation::Edit, Section::Card));
    assert_eq!(
        journal.apply(&unadmitted, &company.roster, company.now),
        Err(needs)
    );
    // Both say to be from before; the one by the old key may be of a thief.
    assert_eq!(
        journal.apply(&signed, &company.roster, company.now),
        Err(Refusal::Fixed)
    );
    journal.apply(&other, &company.roster, company.now).unwrap();
}

#[test]
fn only_people_write_and_only_into_their_chain() {
    let (mut company, mut journal) = started();
    let head = company.roster.head().unwrap();
    let recovery = company.write_as(&mut journal, Author::Recovery, put_at(head, 2));
    assert_eq!(recovery, Err(Refusal::NotAllowed(Need::Person)));
    let stranger = company.write_as(&mut journal, Author::Person(person(99)), put_at(head, 2));
    assert_eq!(stranger, Err(Refusal::Unknown(Subject::Person)));

    let author = Author::Person(person(1));
    let mut entry = company.draft(
        author,
        Chain::Journal(unit(3)),
        journal.head(),
        put_at(head, 2),
    );
    let mut apply = |entry: &_| {
        journal.apply(
            &sign(entry, &company.key(author)),
            &company.roster,
            company.now,
        )
    };
    assert_eq!(apply(&entry), Err(Refusal::Chain));
    entry.chain = Chain::Roster;
    assert_eq!(apply(&entry), Err(Refusal::Chain));
    entry.chain = Chain::Journal(unit(2));
    entry.org.0[0] ^= 1;
    assert_eq!(apply(&entry), Err(Refusal::Org));
    entry.org.0[0] ^= 1;
    entry.seq += 1;
    assert_eq!(
        apply(&entry),
        Err(Refusal::Order {
            expected: 1,
            found: 2
        })
    );
    entry.seq -= 1;
    entry.prev.0[0] ^= 1;
    assert_eq!(apply(&entry), Err(Refusal::Fork));
    entry.prev.0[0] ^= 1;
    apply(&entry).unwrap();
    entry.seq += 1;
    entry.prev = journal.head().unwrap().hash;
    let again = journal.apply(
        &sign(&entry, &company.key(author)),
        &company.roster,
        company.now,
    );
    assert_eq!(again, Err(Refusal::IntentUsed));
    assert_eq!(journal.find_intent(&entry.intent), journal.head());
    let nothing = journal.apply(
        &sign(&entry, &company.key(author)),
        &Roster::new(),
        company.now,
    );
    assert_eq!(nothing, Err(Refusal::NotBegun));
}

#[test]
fn a_unit_has_to_exist_at_the_anchor() {
    let mut company = Company::staffed();
    let mut journal = Journal::new(unit(9));
    let answer = company.write(
        &mut journal,
        FOUNDER,
        vec![new_file(unit(9), 1, &[Section::Card])],
    );
    assert_eq!(answer, Err(Refusal::Unknown(Subject::Unit)));
}

#[test]
fn a_judged_entry_is_taken_only_at_its_head_and_into_its_journal() {
    let (mut company, mut journal) = started();
    let author = Author::Person(person(1));
    let judged = |company: &mut Company, journal: &Journal| {
        let statement = put_at(company.roster.head().unwrap(), 2);
        let entry = company.draft(author, Chain::Journal(unit(2)), journal.head(), statement);
        journal
            .judge_fresh(
                &sign(&entry, &company.key(author)),
                &company.roster,
                company.now,
            )
            .unwrap()
    };
    let (one, two) = (
        judged(&mut company, &journal),
        judged(&mut company, &journal),
    );
    assert_eq!(one.author(), person(1));
    assert_eq!(Journal::new(unit(3)).take(one.clone()), Err(Refusal::Chain));
    assert_eq!(journal.take(one.clone()), Ok(one.position()));
    assert!(journal.take(two).unwrap_err().is_conflict());
}

#[test]
fn neighbours_see_and_write_nothing() {
    let (mut company, mut journal) = started();
    let needs = Refusal::NotAllowed(Need::Right(Operation::Edit, Section::Card));
    let put = |_: &Company| vec![change(unit(2), 1, &[(Section::Card, 2)])];
    for stranger in [person(2), person(4)] {
        let files = put(&company);
        assert_eq!(company.write(&mut journal, stranger, files), Err(needs));
    }
    company.enrol(9);
    company.ok(
        FOUNDER,
        RosterStatement::Appoint(person(9), post(unit(2), ShippedRole::SalesRepresentative)),
    );
    let files = put(&company);
    assert_eq!(
        company.write(&mut journal, person(9), files),
        Err(needs),
        "appointed is not admitted"
    );
    for (author, revision) in [(person(1), 2), (person(3), 3), (FOUNDER, 4)] {
        company
            .write(
                &mut journal,
                author,
                vec![change(unit(2), 1, &[(Section::Card, revision)])],
            )
            .unwrap();
    }
}
