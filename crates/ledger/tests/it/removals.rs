//! What ends: posts, people, roles, places. Keys that somebody lost are stale at once, and what was written before stays.

use ledger::{
    Journal, Refusal,
    entry::{Author, Chain, Position, SignedEntry},
    hash::Hash,
    refusal::{Need, Subject},
    rights::{Duty, Operation, Section},
    roster::{Recipients, Standing},
    statement::{
        Cause, Cover, JournalHead, JournalStatement, KeyName, Opening, RosterStatement, UnitKind,
    },
    templates::ShippedRole,
};

use crate::company::{
    Company, DAY, FOUNDER, ROOT, change, cover, define, new_file, person, post, public_keys,
    shipped, sign, unit,
};

const BY_FOUNDER: Author = Author::Person(FOUNDER);

fn card(number: u32) -> KeyName {
    KeyName::Unit(unit(number), Section::Card)
}

/// The staffed company with the pairs of its posts and another representative (5) of 销售一组 (2).
fn keyed() -> Company {
    let mut company = Company::staffed();
    company.hire(5, post(unit(2), ShippedRole::SalesRepresentative));
    let posts: Vec<_> = company.view().posts().collect();
    let openings = posts.into_iter().map(KeyName::Post);
    let openings = openings.map(|key| company.opening(key)).collect();
    company.ok(FOUNDER, RosterStatement::OpenEpochs(openings));
    company
}

fn representative() -> ledger::statement::Post {
    post(unit(2), ShippedRole::SalesRepresentative)
}

/// A file of 销售一组, written by representative 1.
fn written(company: &mut Company) -> Journal {
    let mut journal = Journal::new(unit(2));
    let file = new_file(unit(2), 1, &Section::ALL);
    company.write(&mut journal, FOUNDER, vec![file]).unwrap();
    let edit = change(unit(2), 1, &[(Section::Card, 2)]);
    company.write(&mut journal, person(1), vec![edit]).unwrap();
    journal
}

/// An edit that says to be by the word of an earlier roster.
fn dated_back(
    company: &mut Company,
    journal: &Journal,
    author: u32,
    anchor: Position,
) -> SignedEntry {
    let statement = JournalStatement::Put {
        anchor,
        cause: Cause::Direct,
        files: vec![change(unit(2), 1, &[(Section::Card, 3)])],
    };
    let author = Author::Person(person(author));
    let chain = Chain::Journal(unit(2));
    let entry = company.draft(author, chain, journal.head(), statement);
    sign(&entry, &company.key(author))
}

#[test]
fn who_is_dismissed_does_and_gets_nothing_more() {
    let mut company = keyed();
    let dismiss = company.dismissing(person(1), representative());
    company.ok(FOUNDER, dismiss);
    let view = company.view();
    assert!(!view.holds(person(1), representative()));
    assert!(!view.may(person(1), Operation::View, Section::Card, unit(2)));
    let pair = KeyName::Post(representative());
    assert_eq!(view.recipients(&pair), Recipients::People(vec![person(5)]));
    let stale: Vec<_> = Section::ALL.map(|s| KeyName::Unit(unit(2), s)).into();
    assert_eq!(view.stale(), [vec![pair], stale].concat());
    assert!(!view.is_stale(&card(1)) && !view.is_stale(&card(3)));
}

#[test]
fn nothing_is_written_under_a_key_that_somebody_lost() {
    let mut company = keyed();
    let mut journal = written(&mut company);
    let dismiss = company.dismissing(person(1), representative());
    company.ok(FOUNDER, dismiss);
    let mut edit = change(unit(2), 1, &[(Section::Card, 3)]);
    let answer = company.write(&mut journal, person(5), vec![edit.clone()]);
    assert_eq!(answer, Err(Refusal::Stale));
    // Who is left may rotate what they may read: the pair first, or with the rest.
    let only_unit = RosterStatement::OpenEpochs(vec![company.opening(card(2))]);
    let by_colleague = Author::Person(person(5));
    assert_eq!(company.no(by_colleague, only_unit), Refusal::Stale);
    let rotation = company.rotating();
    company.state(by_colleague, rotation).unwrap();
    assert!(company.view().stale().is_empty());
    let old = company.write(&mut journal, person(5), vec![edit.clone()]);
    let (expected, found) = (2, 1);
    assert_eq!(old, Err(Refusal::Epoch { expected, found }));
    edit.sections[0].epoch = 2;
    company.write(&mut journal, person(5), vec![edit]).unwrap();
}

#[test]
fn a_stale_key_is_replaced_by_whoever_may_read_it_and_another_by_an_archivist() {
    let mut company = keyed();
    let by = |number| Author::Person(person(number));
    let open = |company: &Company, key| RosterStatement::OpenEpochs(vec![company.opening(key)]);
    let fresh = open(&company, card(2));
    let needs_duty = Refusal::NotAllowed(Need::Duty(Duty::Archive));
    assert_eq!(company.no(by(5), fresh.clone()), needs_duty);
    company.clone().ok(FOUNDER, fresh);

    let dismiss = company.dismissing(person(1), representative());
    company.ok(FOUNDER, dismiss);
    let pair = KeyName::Post(representative());
    let beyond = Refusal::NotAllowed(Need::KeyWithinReach);
    for (author, key, may) in [
        // Who reads as much and does not have it could not open what was sealed to it before.
        (3, pair, false),
        (4, pair, false),
        (0, pair, true),
        (5, pair, true),
        (2, pair, false),
    ] {
        let mut company = company.clone();
        let statement = open(&company, key);
        if may {
            company.state(by(author), statement).unwrap();
            let unit_key = open(&company, card(2));
            company.state(by(author), unit_key).unwrap();
        } else {
            assert_eq!(company.no(by(author), statement), beyond);
        }
    }
    // A colleague cannot rotate the pair of those who read more.
    let manager = post(unit(1), ShippedRole::SalesManager);
    company.hire(6, manager);
    let dismiss = company.dismissing(person(6), manager);
    company.ok(FOUNDER, dismiss);
    let statement = open(&company, KeyName::Post(manager));
    assert_eq!(company.no(by(5), statement.clone()), beyond);
    company.state(by(3), statement).unwrap();
}

#[test]
fn whoever_lost_a_right_does_not_write_into_the_past() {
    let mut company = keyed();
    let journal = written(&mut company);
    let before = company.roster.head().unwrap();
    let late = dated_back(&mut company, &journal, 1, before);
    let colleague = dated_back(&mut company, &journal, 5, before);
    journal
        .clone()
        .apply(&late, &company.roster, company.now)
        .unwrap();

    let endings: [fn(&Company) -> RosterStatement; 4] = [
        |company| company.dismissing(person(1), representative()),
        |company| company.suspending(person(1)),
        |company| company.retiring(person(1)),
        |company| company.rekeying(person(1), 1),
    ];
    for ending in endings {
        let mut company = company.clone();
        let ending = ending(&company);
        company.ok(FOUNDER, ending);
        let now = company.now;
        let answer = journal.clone().apply(&late, &company.roster, now);
        assert_eq!(answer, Err(Refusal::Fixed));
        // Whom it does not concern may have been writing at that moment.
        journal
            .clone()
            .apply(&colleague, &company.roster, now)
            .unwrap();
    }
}

#[test]
fn what_was_written_before_a_loss_stays() {
    let mut company = keyed();
    let mut journal = Journal::new(unit(2));
    let mut entries = Vec::new();
    let file = new_file(unit(2), 1, &Section::ALL);
    let edit = change(unit(2), 1, &[(Section::Card, 2)]);
    for (author, put) in [(FOUNDER, file), (person(1), edit)] {
        let statement = company.put(vec![put]);
        let chain = Chain::Journal(unit(2));
        let entry = company.draft(Author::Person(author), chain, journal.head(), statement);
        let signed = sign(&entry, &company.key(entry.author));
        let end = journal
            .apply(&signed, &company.roster, company.now)
            .unwrap();
        company.ends.insert(unit(2), end);
        entries.push(signed);
    }
    let dismiss = company.dismissing(person(1), representative());
    company.ok(FOUNDER, dismiss);
    let mut again = Journal::new(unit(2));
    for entry in &entries {
        again.apply(entry, &company.roster, company.now).unwrap();
    }
    assert_eq!(again.head(), journal.head());
}

#[test]
fn the_roster_is_a_witness_of_the_journals_that_it_names() {
    let mut company = keyed();
    let anchor = company.roster.head().unwrap();
    let journal = written(&mut company);
    let dismiss = company.dismissing(person(1), representative());
    company.ok(FOUNDER, dismiss);
    // Two other entries, by somebody who might write them: the second stands where the roster names another one.
    let mut other = Journal::new(unit(2));
    let file = new_file(unit(2), 1, &Section::ALL);
    let edit = change(unit(2), 1, &[(Section::Card, 2)]);
    let answers = [file, edit].map(|put| {
        let statement = JournalStatement::Put {
            anchor,
            cause: Cause::Direct,
            files: vec![put],
        };
        let chain = Chain::Journal(unit(2));
        let entry = company.draft(BY_FOUNDER, chain, other.head(), statement);
        let signed = sign(&entry, &company.key(BY_FOUNDER));
        other
            .apply(&signed, &company.roster, company.now)
            .map(|_| ())
    });
    assert_eq!(answers, [Ok(()), Err(Refusal::Witness)]);
    assert_ne!(other.head().unwrap().hash, journal.head().unwrap().hash);
}

#[test]
fn a_loss_names_the_ends_of_the_journals_that_it_concerns() {
    let mut company = keyed();
    let journal = written(&mut company);
    let dismiss = company.dismissing(person(1), representative());
    let end = JournalHead {
        unit: unit(2),
        head: journal.head(),
    };
    assert_eq!(dismiss.journals(), [end]);
    company.ok(FOUNDER, dismiss);
    let suspend = |heads: &[JournalHead]| {
        let statement = RosterStatement::Suspend(person(5), heads.to_vec());
        company.clone().state(BY_FOUNDER, statement).map(|_| ())
    };
    let elsewhere = JournalHead {
        unit: unit(3),
        head: None,
    };
    let unfit = Err(Refusal::Unfit(Subject::Journal));
    assert_eq!(suspend(&[end]), Ok(()));
    for heads in [&[][..], &[end, end], &[end, elsewhere], &[elsewhere]] {
        assert_eq!(suspend(heads), unfit, "{heads:?}");
    }
    // Behind what the roster named before, or beside it.
    let before = JournalHead { head: None, ..end };
    let hash = Hash::of(b"another entry");
    let beside = JournalHead {
        head: Some(Position { seq: 1, hash }),
        ..end
    };
    for heads in [before, beside] {
        assert_eq!(suspend(&[heads]), Err(Refusal::Fork));
    }
}

#[test]
fn a_suspended_person_is_admitted_anew() {
    let mut company = keyed();
    let suspend = company.suspending(person(1));
    company.ok(FOUNDER, suspend);
    assert_eq!(
        company.view().standing(person(1)),
        Some(Standing::Suspended)
    );
    assert!(company.view().holds(person(1), representative()));
    assert!(!company.view().is_admitted(person(1), representative()));
    let again = company.suspending(person(1));
    assert_eq!(company.no(BY_FOUNDER, again), Refusal::Standing);
    let rotation = company.rotating();
    company.ok(FOUNDER, rotation);
    let admission = company.admission(person(1), representative(), vec![]);
    assert_eq!(company.no(BY_FOUNDER, admission), Refusal::Standing);
    let more = RosterStatement::Appoint(person(1), post(unit(3), ShippedRole::SalesManager));
    assert_eq!(company.no(BY_FOUNDER, more), Refusal::Standing);
    let own = company.rekeying(person(1), 1);
    let by_suspended = Author::Person(person(1));
    assert!(matches!(
        company.no(by_suspended, own),
        Refusal::NotAllowed(_)
    ));

    company.ok(FOUNDER, RosterStatement::Reinstate(person(1)));
    assert!(!company.view().is_admitted(person(1), representative()));
    let waiting = company.view().waiting();
    assert!(waiting.iter().any(|waiting| waiting.person == person(1)));
    company.admit_for_all(person(1), representative());
    assert!(
        company
            .view()
            .may(person(1), Operation::Edit, Section::Card, unit(2))
    );
}

#[test]
fn who_retired_is_gone_for_good() {
    let mut company = keyed();
    let retire = company.retiring(person(1));
    company.ok(FOUNDER, retire.clone());
    assert_eq!(company.view().standing(person(1)), Some(Standing::Retired));
    assert_eq!(company.view().posts_of(person(1)).count(), 0);
    let rekey = company.rekeying(person(1), 1);
    let more = RosterStatement::Appoint(person(1), representative());
    for statement in [RosterStatement::Reinstate(person(1)), rekey, more] {
        assert_eq!(company.no(BY_FOUNDER, statement), Refusal::Standing);
    }
    assert!(
        company.view().by_sign_in_name("user1").is_some(),
        "the name stays theirs"
    );
}

#[test]
fn who_is_appointed_again_is_admitted_again() {
    let mut company = keyed();
    let dismiss = company.dismissing(person(1), representative());
    company.ok(FOUNDER, dismiss);
    company.ok(
        FOUNDER,
        RosterStatement::Appoint(person(1), representative()),
    );
    assert!(!company.view().is_admitted(person(1), representative()));
    // The pair that they kept opens nothing new: it is replaced first.
    let admission = company.admission(person(1), representative(), vec![]);
    assert_eq!(company.no(BY_FOUNDER, admission.clone()), Refusal::Stale);
    let rotation = company.rotating();
    company.ok(FOUNDER, rotation);
    company.ok(FOUNDER, admission);
    let covered = company.view().covers_of(person(1), representative());
    assert!(covered.is_empty(), "{covered:?}");
}

#[test]
fn an_archivist_who_leaves_makes_every_key_stale() {
    let mut company = keyed();
    company.hire(6, post(ROOT, ShippedRole::Archivist));
    let archive = post(ROOT, ShippedRole::Archivist);
    let dismiss = company.dismissing(person(6), archive);
    company.ok(FOUNDER, dismiss);
    let stale = company.view().stale();
    let posts = stale.iter().filter(|key| matches!(key, KeyName::Post(_)));
    // That of the system administrators opens nothing, and is kept all the same.
    assert_eq!(posts.count(), company.view().posts().count());
    for number in 0..5 {
        assert!(company.view().is_stale(&card(number)), "{number}");
    }
    let rotation = company.rotating();
    company.ok(FOUNDER, rotation);
    assert!(company.view().stale().is_empty());
}

#[test]
fn a_narrower_role_loses_its_keys_and_a_wider_one_gets_none() {
    let mut company = keyed();
    let at = post(unit(1), ShippedRole::SalesManager);
    let narrow = company.changing(ShippedRole::SalesManager, |role| {
        role.rights
            .retain(|right| right.operation != Operation::Edit);
        role.rights[0].sections = role.rights[0]
            .sections
            .without(ledger::rights::Sections::of(&[Section::Notes]));
    });
    company.ok(FOUNDER, narrow);
    let notes = |number| KeyName::Unit(unit(number), Section::Notes);
    assert!((1..4).all(|number| company.view().is_stale(&notes(number))));
    assert!(!company.view().is_stale(&notes(4)) && !company.view().is_stale(&card(1)));
    let rotation = company.rotating();
    company.ok(FOUNDER, rotation);

    // Back as it was: the archivist decides anew.
    let wide = company.changing(ShippedRole::SalesManager, |role| {
        role.rights[0].sections = ledger::rights::Sections::ALL;
        role.duties = vec![Duty::Archive];
    });
    company.ok(FOUNDER, wide);
    let view = company.view();
    assert!(!view.may(person(3), Operation::View, Section::Notes, unit(2)));
    assert!(view.may(person(3), Operation::View, Section::Card, unit(2)));
    assert!(!view.has_duty(person(3), Duty::Archive));
    let waits = |company: &Company| {
        let waiting = company.view().waiting();
        waiting
            .iter()
            .any(|line| (line.person, line.post) == (person(3), at))
    };
    assert!(waits(&company));
    let missing = cover(unit(1), &[Section::Notes]);
    let some = [1, 2, 3].map(|number| Cover {
        unit: unit(number),
        ..missing
    });
    let mut duty_only = company.clone();
    let wide = duty_only.changing(ShippedRole::SalesManager, |role| role.duties.clear());
    duty_only.ok(FOUNDER, wide);
    let admission = duty_only.admission(person(3), at, some.to_vec());
    duty_only.ok(FOUNDER, admission);
    assert!(!waits(&duty_only));
    let wide = duty_only.changing(ShippedRole::SalesManager, |role| {
        role.duties = vec![Duty::Archive];
    });
    duty_only.ok(FOUNDER, wide);
    assert!(
        waits(&duty_only),
        "a duty alone is worth an archivist's look"
    );
    company.admit_for_all(person(3), at);
    assert!(
        company
            .view()
            .may(person(3), Operation::View, Section::Notes, unit(2))
    );
    assert!(company.view().has_duty(person(3), Duty::Archive));
}

#[test]
fn a_new_name_costs_nobody_a_key() {
    let mut company = keyed();
    let rename = company.changing(ShippedRole::SalesManager, |role| {
        role.name = "大客户经理".to_owned();
    });
    company.ok(FOUNDER, rename);
    company.ok(
        FOUNDER,
        RosterStatement::RenameUnit(unit(2), "大客户组".to_owned()),
    );
    assert!(company.view().stale().is_empty());
    assert_eq!(company.view().unit(unit(2)).unwrap().name, "大客户组");
    let taken = RosterStatement::RenameUnit(unit(2), "部门3".to_owned());
    assert_eq!(
        company.no(BY_FOUNDER, taken),
        Refusal::Duplicate(Subject::Unit)
    );
    let same = RosterStatement::RenameUnit(unit(2), "大客户组".to_owned());
    assert_eq!(company.no(BY_FOUNDER, same), Refusal::Nothing);
}

#[test]
fn a_unit_that_moves_leaves_its_readers_behind() {
    let mut company = keyed();
    let moving = |company: &Company, id, parent| {
        company.fixing(RosterStatement::MoveUnit(unit(id), unit(parent), vec![]))
    };
    for (id, parent, refusal) in [
        (1, 2, Refusal::Tree),
        (1, 1, Refusal::Tree),
        (0, 1, Refusal::Tree),
        (2, 1, Refusal::Nothing),
        (2, 99, Refusal::Unknown(Subject::Unit)),
        (99, 1, Refusal::Unknown(Subject::Unit)),
    ] {
        let statement = moving(&company, id, parent);
        assert_eq!(
            company.no(BY_FOUNDER, statement),
            refusal,
            "{id} to {parent}"
        );
    }
    let statement = moving(&company, 2, 4);
    company.ok(FOUNDER, statement);
    let view = company.view();
    let path: Vec<_> = view.path(unit(2)).iter().map(|unit| unit.id).collect();
    assert_eq!(path, [ROOT, unit(4), unit(2)]);
    let below = |id| view.children(unit(id)).map(|u| u.id).collect::<Vec<_>>();
    assert_eq!((below(1), below(4)), (vec![unit(3)], vec![unit(2)]));
    assert!(
        !view.may(person(3), Operation::View, Section::Card, unit(2)),
        "the manager of 1"
    );
    assert!(view.is_stale(&card(2)) && !view.is_stale(&card(3)));
    assert!(
        view.may(person(1), Operation::View, Section::Card, unit(2)),
        "its own people"
    );
    // There and back again: the manager is admitted anew.
    let back = moving(&company, 2, 1);
    company.ok(FOUNDER, back);
    assert!(
        !company
            .view()
            .may(person(3), Operation::View, Section::Card, unit(2))
    );
    let children: Vec<_> = company.view().children(unit(1)).map(|u| u.id).collect();
    assert_eq!(children, [unit(2), unit(3)]);
    let past = company.roster.at(company.roster.len() - 2).unwrap();
    assert!(past.is_within(unit(2), unit(4)) && !past.is_within(unit(2), unit(1)));
}

#[test]
fn an_empty_unit_is_closed_and_stays_readable() {
    let mut company = keyed();
    let close =
        |company: &Company, id| company.fixing(RosterStatement::CloseUnit(unit(id), vec![]));
    let mut journal = written(&mut company);
    for id in [1, 2] {
        let statement = close(&company, id);
        assert_eq!(company.no(BY_FOUNDER, statement), Refusal::Occupied);
    }
    let root = close(&company, 0);
    assert_eq!(company.no(BY_FOUNDER, root), Refusal::Tree);
    for number in [1, 5] {
        let dismiss = company.dismissing(person(number), representative());
        company.ok(FOUNDER, dismiss);
    }
    let statement = close(&company, 2);
    company.ok(FOUNDER, statement.clone());
    assert_eq!(company.no(BY_FOUNDER, statement), Refusal::Closed);
    let view = company.view();
    assert!(!view.is_open(unit(2)) && view.unit(unit(2)).is_some());
    assert!(view.may(person(3), Operation::View, Section::Card, unit(2)));
    let edit = change(unit(2), 1, &[(Section::Card, 3)]);
    let answer = company.write(&mut journal, person(3), vec![edit]);
    assert_eq!(answer, Err(Refusal::Closed));
    for statement in [
        RosterStatement::Appoint(person(1), representative()),
        define(9, unit(2), UnitKind::Group),
        RosterStatement::OpenEpochs(vec![company.opening(card(2))]),
    ] {
        assert_eq!(company.no(BY_FOUNDER, statement), Refusal::Closed);
    }
    // Its name is free again.
    let mut again = define(9, unit(1), UnitKind::Group);
    if let RosterStatement::DefineUnit(unit) = &mut again {
        unit.name = "部门2".to_owned();
    }
    company.ok(FOUNDER, again);
}

#[test]
fn somebody_always_bears_the_duties_that_nobody_else_can_give() {
    let mut company = keyed();
    let (archive, system) = (
        post(ROOT, ShippedRole::Archivist),
        post(ROOT, ShippedRole::SystemAdministrator),
    );
    let last = |duty| Refusal::LastOne(duty);
    let dismiss = company.dismissing(FOUNDER, archive);
    assert_eq!(company.no(BY_FOUNDER, dismiss), last(Duty::Archive));
    let dismiss = company.dismissing(FOUNDER, system);
    assert_eq!(company.no(BY_FOUNDER, dismiss), last(Duty::System));
    let suspend = company.suspending(FOUNDER);
    assert_eq!(company.no(BY_FOUNDER, suspend), last(Duty::System));
    let without = company.changing(ShippedRole::Archivist, |role| role.duties.clear());
    assert_eq!(company.no(BY_FOUNDER, without), last(Duty::Archive));

    // Who gets new keys bears nothing until an archivist admits them.
    let rekey = RosterStatement::Rekey(FOUNDER, public_keys(FOUNDER, 1), vec![]);
    let rekey = company.fixing(rekey);
    assert_eq!(company.no(BY_FOUNDER, rekey.clone()), last(Duty::Archive));
    company.clone().state(Author::Recovery, rekey).unwrap();

    company.hire(6, system);
    // A deputy is nobody who stays.
    company.enrol(7);
    let deputize = RosterStatement::Deputize {
        absent: FOUNDER,
        deputy: person(7),
        post: archive,
        until: company.now + DAY,
    };
    company.ok(FOUNDER, deputize);
    company.admit_for_all(person(7), archive);
    let retire = company.retiring(FOUNDER);
    assert_eq!(
        company.no(Author::Person(person(6)), retire),
        last(Duty::Archive)
    );
    // A thief has to be stopped, if it takes the recovery kits afterwards.
    let suspend = company.suspending(FOUNDER);
    company.state(Author::Person(person(6)), suspend).unwrap();
}

#[test]
fn one_may_give_up_a_post_of_ones_own() {
    let mut company = keyed();
    let by = Author::Person(person(1));
    let other = company.dismissing(person(5), representative());
    let system = Refusal::NotAllowed(Need::Duty(Duty::System));
    assert_eq!(company.no(by, other), system);
    let own = company.dismissing(person(1), representative());
    company.state(by, own.clone()).unwrap();
    assert_eq!(company.no(BY_FOUNDER, own), Refusal::NotAppointed);
    let role = shipped(ShippedRole::SalesRepresentative);
    assert!(
        company
            .view()
            .posts_of(person(1))
            .all(|post| post.role != role)
    );
}

/// A keyless administrator takes an archivist away; a clerk saves before any other archivist comes. Nothing new may be sealed to the pair
/// that the archivist keeps.
#[test]
fn nothing_new_is_sealed_to_a_keepers_lost_pair() {
    let mut company = keyed();
    let archive = post(ROOT, ShippedRole::Archivist);
    company.hire(6, archive);
    company.hire(7, post(ROOT, ShippedRole::SystemAdministrator));
    let dismiss = company.dismissing(person(6), archive);
    company.state(Author::Person(person(7)), dismiss).unwrap();
    let clerk = Author::Person(person(5));
    let pair = KeyName::Post(representative());
    let own = RosterStatement::OpenEpochs(vec![company.opening(pair)]);
    assert_eq!(company.no(clerk, own.clone()), Refusal::Stale);
    let keeper = RosterStatement::OpenEpochs(vec![company.opening(KeyName::Post(archive))]);
    company.ok(FOUNDER, keeper);
    company.state(clerk, own).unwrap();
}

#[test]
fn who_does_not_have_a_key_does_not_replace_it() {
    let mut company = keyed();
    let system = post(ROOT, ShippedRole::SystemAdministrator);
    company.hire(6, system);
    company.enrol(7);
    let dismiss = company.dismissing(person(6), system);
    company.ok(FOUNDER, dismiss);
    let pair = KeyName::Post(system);
    assert!(company.view().is_stale(&pair));
    let open = RosterStatement::OpenEpochs(vec![company.opening(pair)]);
    let beyond = Refusal::NotAllowed(Need::KeyWithinReach);
    // Nobody's post, somebody's who reads as little, one who had it.
    for number in [7, 1, 6] {
        assert_eq!(
            company.no(Author::Person(person(number)), open.clone()),
            beyond
        );
    }
    company.ok(FOUNDER, open);
}

/// What one holder was admitted to, all holders of the post get; it goes with that holder.
#[test]
fn what_others_had_through_the_leaver_is_lost_as_well() {
    let mut company = keyed();
    let at = post(unit(1), ShippedRole::SalesManager);
    for number in [6, 7] {
        company.enrol(number);
        company.ok(FOUNDER, RosterStatement::Appoint(person(number), at));
    }
    let admission = company.admission(person(6), at, vec![cover(unit(3), &[Section::Card])]);
    company.ok(FOUNDER, admission);
    let group = post(unit(3), ShippedRole::SalesManager);
    company.ok(FOUNDER, RosterStatement::Appoint(person(6), group));
    company.admit_for_all(person(6), group);
    let dismiss = company.dismissing(person(3), at);
    company.ok(FOUNDER, dismiss);
    let rotation = company.rotating();
    company.ok(FOUNDER, rotation);
    let admission = company.admission(person(7), at, vec![cover(unit(2), &[Section::Card])]);
    company.ok(FOUNDER, admission);
    assert!(
        company
            .view()
            .may(person(7), Operation::View, Section::Card, unit(3))
    );
    let dismiss = company.dismissing(person(6), at);
    company.ok(FOUNDER, dismiss);
    assert!(
        !company
            .view()
            .may(person(7), Operation::View, Section::Card, unit(3))
    );
    assert!(
        company.view().is_stale(&card(3)),
        "the leaver still has it, the other one not"
    );
}

/// What a leaver knows is no new key, under whatever number.
#[test]
fn a_key_that_was_there_does_not_come_back() {
    let mut company = keyed();
    let dismiss = company.dismissing(person(1), representative());
    company.ok(FOUNDER, dismiss);
    let pair = KeyName::Post(representative());
    let (next, before) = (company.opening(pair), company.view().epoch(&pair));
    let before = before.unwrap();
    let same_key = Opening {
        commitment: before.commitment,
        ..next
    };
    let same_half = Opening {
        public: before.public,
        ..next
    };
    let another_keys = Opening {
        commitment: company.view().epoch(&card(2)).unwrap().commitment,
        ..next
    };
    for known in [same_key, same_half, another_keys] {
        let statement = RosterStatement::OpenEpochs(vec![known]);
        let refused = Refusal::Duplicate(Subject::Key);
        assert_eq!(company.no(BY_FOUNDER, statement), refused);
    }
    let twice = Opening {
        key: card(2),
        epoch: 2,
        public: None,
        ..next
    };
    let statement = RosterStatement::OpenEpochs(vec![next, twice]);
    let refused = Refusal::Duplicate(Subject::Key);
    assert_eq!(company.no(BY_FOUNDER, statement), refused);
    company.ok(FOUNDER, RosterStatement::OpenEpochs(vec![next]));
}
