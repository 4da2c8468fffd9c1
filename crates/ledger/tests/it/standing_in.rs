//! Deputies, delegated admission, duties kept apart, checkpoints.

use ledger::{
    Journal, Refusal, Roster,
    entry::{Author, Position},
    hash::Hash,
    refusal::{Need, Subject},
    rights::{Duty, Operation, Section},
    roster::Recipients,
    statement::{KeyName, Policy, Post, RosterStatement, Snapshot},
    templates::ShippedRole,
};

use crate::company::{
    Company, DAY, FOUNDER, ROOT, change, cover, new_file, person, post, section, unit,
};

const BY_FOUNDER: Author = Author::Person(FOUNDER);
const ARCHIVE: Refusal = Refusal::NotAllowed(Need::Duty(Duty::Archive));
const SYSTEM: Refusal = Refusal::NotAllowed(Need::Duty(Duty::System));

fn by(number: u32) -> Author {
    Author::Person(person(number))
}

pub(crate) fn head() -> Post {
    post(unit(1), ShippedRole::UnitHead)
}

/// The staffed company with a head (5) of 销售部 (1), the pair of that post, and somebody without a post (6).
pub(crate) fn headed() -> Company {
    let mut company = Company::staffed();
    company.hire(5, head());
    company.ok(
        FOUNDER,
        RosterStatement::OpenEpochs(vec![company.opening(KeyName::Post(head()))]),
    );
    company.enrol(6);
    company
}

pub(crate) fn deputize(company: &Company, absent: u32, deputy: u32, days: u64) -> RosterStatement {
    RosterStatement::Deputize {
        absent: person(absent),
        deputy: person(deputy),
        post: head(),
        until: company.now + days * DAY,
    }
}

#[test]
fn a_deputy_stands_in_until_a_date_once_admitted() {
    let mut company = headed();
    let statement = deputize(&company, 5, 6, 14);
    company.state(by(5), statement).unwrap();
    let sees = |company: &Company, now| {
        let view = company.view().when(now);
        view.may(person(6), Operation::View, Section::Card, unit(2))
            && view.has_duty(person(6), Duty::Head)
    };
    assert!(!sees(&company, company.now), "an archivist agrees first");
    company.admit_for_all(person(6), head());
    let end = company.view().deputy(person(6), head()).unwrap().1;
    assert!(sees(&company, company.now) && sees(&company, end - 1));
    assert!(!sees(&company, end));
    assert!(
        !company.view().has_duty(person(6), Duty::Head),
        "no moment, no deputy"
    );
    let pair = KeyName::Post(head());
    let gets = |now| company.view().when(now).recipients(&pair);
    assert_eq!(
        gets(end - 1),
        Recipients::People(vec![person(5), person(6)])
    );
    assert_eq!(gets(end), Recipients::People(vec![person(5)]));

    // Nobody else names one, and no deputy does.
    let mut other = headed();
    other.enrol(7);
    let statement = deputize(&other, 5, 7, 14);
    assert_eq!(other.no(by(6), statement), SYSTEM);
    let statement = deputize(&company, 5, 2, 3);
    assert_eq!(company.no(by(6), statement), SYSTEM);

    // Whoever is back ends it, and the keys are replaced.
    assert!(!company.view().is_stale(&pair));
    let dismiss = company.dismissing(person(6), head());
    assert_eq!(company.no(by(3), dismiss.clone()), SYSTEM);
    company.state(by(5), dismiss).unwrap();
    assert!(company.view().is_stale(&pair));
    let rotation = company.rotating();
    company.state(by(5), rotation).unwrap();
    assert!(company.view().stale().is_empty());
}

#[test]
fn a_deputy_whose_time_is_over_writes_nothing() {
    let mut company = Company::staffed();
    let archive = post(ROOT, ShippedRole::Archivist);
    company.enrol(6);
    let until = company.now + DAY;
    let statement = RosterStatement::Deputize {
        absent: FOUNDER,
        deputy: person(6),
        post: archive,
        until,
    };
    company.ok(FOUNDER, statement);
    company.admit_for_all(person(6), archive);
    let mut journal = Journal::new(unit(2));
    let file = |number| vec![new_file(unit(2), number, &[Section::Card])];
    company.write(&mut journal, person(6), file(1)).unwrap();
    company.now = until;
    let needs = Refusal::NotAllowed(Need::Right(Operation::Create, Section::Card));
    assert_eq!(company.write(&mut journal, person(6), file(2)), Err(needs));
    let admission = company.admission(person(1), archive, vec![]);
    assert_eq!(company.no(by(6), admission), ARCHIVE);
    company.write(&mut journal, FOUNDER, file(2)).unwrap();
}

#[test]
fn deputies_are_for_heads_and_archivists_and_for_a_year_at_most() {
    let mut company = headed();
    for (absent, deputy, days, refusal) in [
        (5, 6, 0, Refusal::Until),
        (5, 6, 367, Refusal::Until),
        (6, 4, 3, Refusal::NotAppointed),
        (5, 5, 3, Refusal::Duplicate(Subject::Post)),
        (5, 99, 3, Refusal::Unknown(Subject::Person)),
    ] {
        let statement = deputize(&company, absent, deputy, days);
        assert_eq!(
            company.no(BY_FOUNDER, statement),
            refusal,
            "{absent} {deputy} {days}"
        );
    }
    let manager = RosterStatement::Deputize {
        absent: person(3),
        deputy: person(6),
        post: post(unit(1), ShippedRole::SalesManager),
        until: company.now + DAY,
    };
    assert_eq!(
        company.no(BY_FOUNDER, manager),
        Refusal::Unfit(Subject::Post)
    );
    // For one who is away an administrator may; a deputy has no deputy.
    let statement = deputize(&company, 5, 6, 3);
    company.ok(FOUNDER, statement);
    company.admit_for_all(person(6), head());
    let chain = deputize(&company, 6, 4, 3);
    assert_eq!(company.no(BY_FOUNDER, chain), Refusal::NotAppointed);
}

#[test]
fn a_head_admits_within_the_reach_that_an_archivist_delegated() {
    let mut company = headed();
    let near = post(unit(2), ShippedRole::SalesRepresentative);
    let far = post(unit(4), ShippedRole::SalesRepresentative);
    let dutiful = post(unit(2), ShippedRole::SystemAdministrator);
    for at in [near, far, dutiful] {
        company.ok(FOUNDER, RosterStatement::Appoint(person(6), at));
    }
    company.ok(FOUNDER, RosterStatement::Appoint(person(5), near));
    let admission = company.admission(person(6), near, vec![cover(unit(2), &Section::ALL)]);
    assert_eq!(company.no(by(5), admission.clone()), ARCHIVE);

    assert_eq!(
        company.no(by(5), RosterStatement::Delegate(head())),
        ARCHIVE
    );
    let unfit = RosterStatement::Delegate(near);
    assert_eq!(company.no(BY_FOUNDER, unfit), Refusal::Unfit(Subject::Post));
    company.ok(FOUNDER, RosterStatement::Delegate(head()));
    assert_eq!(
        company.no(BY_FOUNDER, RosterStatement::Delegate(head())),
        Refusal::Nothing
    );
    // Beyond the own unit, to another duty, for oneself.
    for (who, at, covers) in [
        (6, far, vec![cover(unit(4), &[Section::Card])]),
        (6, dutiful, vec![]),
        (5, near, vec![cover(unit(2), &[Section::Card])]),
    ] {
        let statement = company.admission(person(who), at, covers);
        assert_eq!(company.no(by(5), statement), ARCHIVE, "{who} {at:?}");
    }
    // The pairs of the posts below are theirs to hand on.
    let view = company.view();
    assert!(view.keeps(head(), near) && !view.keeps(head(), far));
    company.state(by(5), admission).unwrap();
    assert!(
        company
            .view()
            .may(person(6), Operation::Edit, Section::Card, unit(2))
    );

    let pair = RosterStatement::OpenEpochs(vec![company.opening(KeyName::Post(near))]);
    company.ok(FOUNDER, pair);
    company.ok(FOUNDER, RosterStatement::Undelegate(head()));
    assert!(
        company.view().is_stale(&KeyName::Post(near)),
        "the head knows the pair"
    );
    let statement = company.admission(person(6), near, vec![]);
    assert_eq!(company.no(by(5), statement), ARCHIVE);
    let again = RosterStatement::Undelegate(head());
    assert_eq!(company.no(BY_FOUNDER, again), Refusal::Nothing);
}

/// A wider role is the administrator's doing: the head hands on what an archivist has agreed to.
#[test]
fn a_head_hands_on_no_more_than_they_were_admitted_to() {
    let mut company = headed();
    company.ok(FOUNDER, RosterStatement::Delegate(head()));
    let wide = company.changing(ShippedRole::UnitHead, |role| {
        for right in &mut role.rights {
            right.reach = ledger::rights::Reach::Everything;
        }
    });
    company.ok(FOUNDER, wide);
    let director = post(unit(1), ShippedRole::ServiceSupervisor);
    company.ok(FOUNDER, RosterStatement::Appoint(person(6), director));
    let beyond = company.admission(person(6), director, vec![cover(unit(4), &[Section::Card])]);
    assert_eq!(company.no(by(5), beyond), ARCHIVE);
    let within = company.admission(person(6), director, vec![cover(unit(2), &[Section::Card])]);
    company.state(by(5), within).unwrap();
    assert!(
        !company
            .view()
            .keeps(head(), post(unit(4), ShippedRole::ServiceSupervisor))
    );
}

/// Naming nothing gives a newcomer all the same what the post gets through its other holders.
#[test]
fn a_head_lets_nobody_into_a_post_that_reads_more() {
    let mut company = headed();
    company.ok(FOUNDER, RosterStatement::Delegate(head()));
    let wide = post(unit(2), ShippedRole::ServiceSupervisor);
    company.hire(7, wide);
    company.ok(FOUNDER, RosterStatement::Appoint(person(6), wide));
    let nothing = company.admission(person(6), wide, vec![]);
    assert_eq!(company.no(by(5), nothing.clone()), ARCHIVE);
    company.ok(FOUNDER, nothing);
}

#[test]
fn a_policy_keeps_the_three_duties_apart() {
    let mut company = Company::staffed();
    let apart = RosterStatement::SetPolicy(Policy {
        separate_duties: true,
        ..Policy::default()
    });
    assert_eq!(company.no(BY_FOUNDER, apart.clone()), Refusal::Separation);
    let at_root = |role| post(ROOT, role);
    company.hire(5, at_root(ShippedRole::SystemAdministrator));
    let dismiss = company.dismissing(FOUNDER, at_root(ShippedRole::SystemAdministrator));
    company.ok(FOUNDER, dismiss);
    company.state(by(5), apart).unwrap();

    let appoint = |who, role| RosterStatement::Appoint(person(who), at_root(role));
    for role in [
        ShippedRole::SystemAdministrator,
        ShippedRole::AuditAdministrator,
    ] {
        assert_eq!(company.no(by(5), appoint(0, role)), Refusal::Separation);
    }
    company
        .state(by(5), appoint(0, ShippedRole::UnitHead))
        .unwrap();
    company
        .state(by(5), appoint(3, ShippedRole::AuditAdministrator))
        .unwrap();
    // An appointment that nobody has admitted counts as well.
    let second = appoint(3, ShippedRole::Archivist);
    assert_eq!(company.no(by(5), second), Refusal::Separation);
    let deputy = RosterStatement::Deputize {
        absent: FOUNDER,
        deputy: person(3),
        post: at_root(ShippedRole::Archivist),
        until: company.now + DAY,
    };
    assert_eq!(company.no(by(5), deputy), Refusal::Separation);
    let both = company.changing(ShippedRole::UnitHead, |role| {
        role.duties = vec![Duty::Audit]
    });
    assert_eq!(company.no(by(5), both), Refusal::Separation);
    let two = company.changing(ShippedRole::SalesManager, |role| {
        role.duties = vec![Duty::Audit, Duty::System];
    });
    assert_eq!(company.no(by(5), two), Refusal::Separation);
}

#[test]
fn the_separation_of_duties_ends_when_two_people_signed_it() {
    let mut company = Company::staffed();
    let at_root = |role| post(ROOT, role);
    company.hire(5, at_root(ShippedRole::SystemAdministrator));
    company.hire(6, at_root(ShippedRole::AuditAdministrator));
    company.hire(7, at_root(ShippedRole::SystemAdministrator));
    let dismiss = company.dismissing(FOUNDER, at_root(ShippedRole::SystemAdministrator));
    company.ok(FOUNDER, dismiss);
    let set = |separate_duties, idle_minutes| {
        RosterStatement::SetPolicy(Policy {
            separate_duties,
            idle_minutes,
            ..Policy::default()
        })
    };
    company.state(by(5), set(true, 15)).unwrap();
    assert_eq!(company.view().release(), None);
    let appoint = |who| RosterStatement::Appoint(person(who), at_root(ShippedRole::Archivist));
    let separate = |company: &mut Company| {
        assert_eq!(company.no(by(5), appoint(6)), Refusal::Separation);
        assert!(company.view().policy().separate_duties);
    };

    // What else it says holds at once.
    let first = company.state(by(5), set(false, 7)).unwrap();
    assert_eq!(company.view().policy().idle_minutes, 7);
    let release = company.view().release().unwrap();
    assert_eq!((release.at, release.author), (first, by(5)));
    separate(&mut company);
    let sign = RosterStatement::Countersign;
    assert_eq!(company.no(by(7), sign(first)), ARCHIVE);
    assert_eq!(company.no(by(5), sign(first)), ARCHIVE);
    assert_eq!(company.no(by(3), sign(first)), ARCHIVE);

    // A newer policy takes its place, whether it asks for the same or takes it back.
    let second = company.state(by(7), set(false, 8)).unwrap();
    let unknown = Refusal::Unknown(Subject::Checkpoint);
    assert_eq!(company.no(by(6), sign(first)), unknown);
    company.state(by(5), set(true, 9)).unwrap();
    assert_eq!(company.no(by(6), sign(second)), unknown);
    separate(&mut company);

    let third = company.state(by(5), set(false, 10)).unwrap();
    company.state(by(6), sign(third)).unwrap();
    let view = company.view();
    assert_eq!(view.release(), None);
    assert!(!view.policy().separate_duties);
    assert_eq!(view.policy().idle_minutes, 10);
    let past = company.roster.at(third.seq).unwrap();
    assert!(past.policy().separate_duties);
    assert!(past.release().is_some());
    assert_eq!(company.no(by(6), sign(third)), unknown);
    company.state(by(5), appoint(6)).unwrap();
    // Where it is off, one person is enough for any policy.
    company.state(by(5), set(false, 11)).unwrap();
    assert_eq!(company.view().release(), None);
}

/// Whoever asked for it has to be who they were: nobody ends the separation with the word of a person who was thrown out.
#[test]
fn an_end_of_the_separation_lapses_with_its_author() {
    let at_root = |role| post(ROOT, role);
    let set = |separate_duties| {
        RosterStatement::SetPolicy(Policy {
            separate_duties,
            ..Policy::default()
        })
    };
    let asked = || {
        let mut company = Company::staffed();
        company.hire(5, at_root(ShippedRole::SystemAdministrator));
        company.hire(6, at_root(ShippedRole::AuditAdministrator));
        company.hire(7, at_root(ShippedRole::SystemAdministrator));
        let dismiss = company.dismissing(FOUNDER, at_root(ShippedRole::SystemAdministrator));
        company.ok(FOUNDER, dismiss);
        company.state(by(5), set(true)).unwrap();
        let off = company.state(by(5), set(false)).unwrap();
        (company, RosterStatement::Countersign(off))
    };
    let unknown = Refusal::Unknown(Subject::Checkpoint);
    let ends: [fn(&mut Company) -> RosterStatement; 3] = [
        |company| company.suspending(person(5)),
        |company| company.retiring(person(5)),
        |company| company.dismissing(person(5), post(ROOT, ShippedRole::SystemAdministrator)),
    ];
    for end in ends {
        let (mut company, sign) = asked();
        let statement = end(&mut company);
        company.state(by(7), statement).unwrap();
        assert_eq!(company.view().release(), None);
        assert_eq!(company.no(by(6), sign), unknown);
        assert!(company.view().policy().separate_duties);
    }
    // New keys, admitted anew: the same name, and perhaps another person.
    let (mut company, sign) = asked();
    let rekey = company.rekeying(person(5), 1);
    company.state(by(7), rekey).unwrap();
    let at = at_root(ShippedRole::SystemAdministrator);
    let admission = company.admission(person(5), at, vec![]);
    company.ok(FOUNDER, admission);
    assert_eq!(company.no(by(6), sign.clone()), unknown);
    // And nobody signs twice, whatever they bear by then: from System to Audit.
    let again = company.state(by(7), set(false)).unwrap();
    let sign = RosterStatement::Countersign(again);
    assert_eq!(company.no(by(7), sign.clone()), ARCHIVE);
    company.state(by(6), sign).unwrap();
}

#[test]
fn genesis_keeps_duties_apart_as_well() {
    let mut genesis = crate::company::genesis();
    genesis.policy.separate_duties = true;
    let both = RosterStatement::Genesis(genesis.clone());
    assert_eq!(Company::empty().no(BY_FOUNDER, both), Refusal::Separation);
    genesis.founder_roles.truncate(1);
    Company::empty().ok(FOUNDER, RosterStatement::Genesis(genesis));
}

fn snapshot(journal: &Journal) -> Snapshot {
    Snapshot {
        unit: journal.unit(),
        head: journal.head().unwrap(),
        digest: journal.digest(),
    }
}

#[test]
fn a_checkpoint_counts_when_two_people_signed_it() {
    let mut company = Company::staffed();
    company.hire(5, post(ROOT, ShippedRole::AuditAdministrator));
    company.hire(6, post(ROOT, ShippedRole::SystemAdministrator));
    let mut journal = Journal::new(unit(2));
    let file = new_file(unit(2), 1, &Section::ALL);
    company.write(&mut journal, FOUNDER, vec![file]).unwrap();
    let first = snapshot(&journal);
    let checkpoint = RosterStatement::Checkpoint(vec![first]);
    assert_eq!(company.no(by(6), checkpoint.clone()), ARCHIVE);
    let place = company.state(by(5), checkpoint.clone()).unwrap();
    assert_eq!(company.view().snapshot(unit(2)), None);

    let sign = RosterStatement::Countersign(place);
    assert_eq!(company.no(by(5), sign.clone()), Refusal::SameSigner);
    assert_eq!(company.no(by(6), sign.clone()), ARCHIVE);
    let unknown = Refusal::Unknown(Subject::Checkpoint);
    for other in [
        Position { seq: 3, ..place },
        Position {
            hash: Hash::of(b"another"),
            ..place
        },
    ] {
        let statement = RosterStatement::Countersign(other);
        assert_eq!(company.no(BY_FOUNDER, statement), unknown);
    }
    company.ok(FOUNDER, sign.clone());
    assert_eq!(company.view().snapshot(unit(2)), Some(first));
    assert_eq!(
        company.no(BY_FOUNDER, sign),
        Refusal::Duplicate(Subject::Checkpoint)
    );
    assert_eq!(company.no(BY_FOUNDER, checkpoint), Refusal::Nothing);

    // Further on, and the digest says what became of the files.
    let edit = change(unit(2), 1, &[(Section::Card, 2)]);
    company.write(&mut journal, person(1), vec![edit]).unwrap();
    let second = snapshot(&journal);
    assert_ne!(first.digest, second.digest);
    let place = company
        .state(BY_FOUNDER, RosterStatement::Checkpoint(vec![second]))
        .unwrap();
    company
        .state(by(5), RosterStatement::Countersign(place))
        .unwrap();
    assert_eq!(company.view().snapshot(unit(2)), Some(second));
    let past = company.roster.at(place.seq).unwrap();
    assert_eq!(past.snapshot(unit(2)), Some(first));
    for bad in [vec![], vec![second, second]] {
        let statement = RosterStatement::Checkpoint(bad);
        assert!(company.state(BY_FOUNDER, statement).is_err());
    }
}

#[test]
fn a_digest_is_of_what_the_journal_came_to() {
    let digest = |alter: fn(&mut ledger::statement::FilePut)| {
        let mut company = Company::staffed();
        let mut journal = Journal::new(unit(2));
        let mut file = new_file(unit(2), 1, &[Section::Card]);
        alter(&mut file);
        company.write(&mut journal, FOUNDER, vec![file]).unwrap();
        journal.digest()
    };
    let plain = digest(|_| {});
    assert_eq!(plain, digest(|_| {}));
    assert_ne!(plain, Journal::new(unit(2)).digest());
    assert_ne!(
        Journal::new(unit(3)).digest(),
        Journal::new(unit(2)).digest()
    );
    for other in [
        digest(|file| file.meta.manager = person(3)),
        digest(|file| file.meta.opened -= 1),
        digest(|file| file.meta.kind = ledger::statement::ClientKind::Company),
        digest(|file| file.tags = None),
        digest(|file| file.sections[0].envelope = Hash::of(b"another")),
        digest(|file| file.sections.push(section(Section::Notes, 1))),
    ] {
        assert_ne!(plain, other);
    }
}

/// Everything above once more from the bytes alone.
#[test]
fn a_history_with_endings_is_read_again() {
    let mut company = headed();
    let statement = deputize(&company, 5, 6, 14);
    company.ok(FOUNDER, statement);
    company.admit_for_all(person(6), head());
    for statement in [
        company.dismissing(person(6), head()),
        RosterStatement::Delegate(head()),
    ] {
        company.ok(FOUNDER, statement);
    }
    let rotation = company.rotating();
    company.ok(FOUNDER, rotation);
    let mut again = Roster::new();
    for entry in &company.entries {
        again.apply(entry, company.now).unwrap();
    }
    assert_eq!(format!("{again:?}"), format!("{:?}", company.roster));
}
