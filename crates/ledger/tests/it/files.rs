//! What may be put into a file.

use ledger::{
    Journal, Refusal,
    entry::Author,
    hash::Hash,
    id::{FileId, RoleId},
    refusal::{Need, Subject},
    rights::{Operation, Reach, Right, Section, Sections},
    statement::{
        Cause, ClientKind, FilePut, JournalStatement, KeyName, Policy, Post, Role, RosterStatement,
        UnitKind,
    },
    templates::ShippedRole,
};

use crate::company::{
    Company, DAY, FOUNDER, ROOT, START, bytes, change, define, meta, new_file, person, post,
    section, unit,
};

const HERE: ledger::id::UnitId = unit(2);

fn started() -> (Company, Journal) {
    let mut company = Company::staffed();
    let mut journal = Journal::new(HERE);
    company
        .write(
            &mut journal,
            FOUNDER,
            vec![new_file(HERE, 1, &[Section::Card, Section::Notes])],
        )
        .unwrap();
    (company, journal)
}

/// What becomes of a new file of the founder's that was altered.
fn created(alter: impl FnOnce(&mut FilePut)) -> Result<(), Refusal> {
    let (mut company, mut journal) = started();
    let mut put = new_file(HERE, 2, &Section::ALL);
    alter(&mut put);
    company.write(&mut journal, FOUNDER, vec![put]).map(|_| ())
}

/// What becomes of a change of the founder's that was altered.
fn changed(alter: impl FnOnce(&mut FilePut)) -> Result<(), Refusal> {
    let (mut company, mut journal) = started();
    let mut put = change(HERE, 1, &[(Section::Card, 2)]);
    alter(&mut put);
    company.write(&mut journal, FOUNDER, vec![put]).map(|_| ())
}

#[test]
fn a_new_file_is_whole_and_of_this_journal() {
    assert_eq!(created(|_| {}), Ok(()));
    assert_eq!(
        created(|put| put.created_from = None),
        Err(Refusal::Unknown(Subject::File))
    );
    assert_eq!(
        created(|put| put.created_from = Some([0; 16])),
        Err(Refusal::FileId)
    );
    assert_eq!(
        created(|put| put.file = FileId::derive(unit(3), bytes(6, 2))),
        Err(Refusal::FileId)
    );
    assert_eq!(
        created(|put| put
            .sections
            .retain(|section| section.section != Section::Card)),
        Err(Refusal::NoCard)
    );
    assert_eq!(
        created(|put| put.sections[1].revision = 2),
        Err(Refusal::Revision {
            expected: 1,
            found: 2
        })
    );
    assert_eq!(
        created(|put| put.sections[1].generation = 2),
        Err(Refusal::Generation {
            expected: 1,
            found: 2
        })
    );
    assert_eq!(
        created(|put| put.sections[1].generation = 0),
        Err(Refusal::Generation {
            expected: 1,
            found: 0
        })
    );
    assert_eq!(
        created(|put| put.sections[5].section = Section::Card),
        Err(Refusal::Duplicate(Subject::Section))
    );
    assert_eq!(
        created(|put| put.meta.manager = person(99)),
        Err(Refusal::Unknown(Subject::Person))
    );
    assert_eq!(
        created(|put| *put = new_file(HERE, 1, &[Section::Card])),
        Err(Refusal::Duplicate(Subject::File))
    );
}

#[test]
fn a_change_follows_what_stands() {
    assert_eq!(changed(|_| {}), Ok(()));
    for found in [0, 1, 3] {
        assert_eq!(
            changed(|put| put.sections[0].revision = found),
            Err(Refusal::Revision { expected: 2, found })
        );
    }
    assert_eq!(
        changed(|put| put.sections[0].generation = 2),
        Err(Refusal::Generation {
            expected: 1,
            found: 2
        })
    );
    assert_eq!(changed(|put| put.sections.clear()), Err(Refusal::Nothing));
    assert_eq!(
        changed(|put| put.sections.push(section(Section::Card, 3))),
        Err(Refusal::Duplicate(Subject::Section))
    );
    assert_eq!(
        changed(|put| put.sections.push(section(Section::Dealings, 1))),
        Ok(()),
        "a section's first time"
    );
    let second = Err(Refusal::Revision {
        expected: 1,
        found: 2,
    });
    assert_eq!(
        changed(|put| put.sections.push(section(Section::Dealings, 2))),
        second
    );
    assert_eq!(
        changed(|put| put.meta.kind = ClientKind::Company),
        Err(Refusal::KindChanged)
    );
    assert_eq!(
        changed(|put| (put.meta.manager, put.sections) = (person(1), vec![])),
        Ok(()),
        "metadata alone"
    );
    assert_eq!(
        changed(|put| put.meta.manager = person(99)),
        Err(Refusal::Unknown(Subject::Person))
    );
}

#[test]
fn opening_dates_lie_between_1900_and_tomorrow() {
    let today = (START / DAY) as i32;
    for good in [-25_567, 0, today, today + 1] {
        assert_eq!(created(|put| put.meta.opened = good), Ok(()), "{good}");
    }
    for bad in [i32::MIN, -25_568, today + 2, i32::MAX] {
        assert_eq!(
            created(|put| put.meta.opened = bad),
            Err(Refusal::Opened),
            "{bad}"
        );
        assert_eq!(
            changed(|put| put.meta.opened = bad),
            Err(Refusal::Opened),
            "{bad}"
        );
    }
}

#[test]
fn blind_tags_change_with_their_sources_only() {
    let tags = Some(Hash::of(b"new tags"));
    assert_eq!(changed(|put| put.tags = tags), Ok(()));
    assert_eq!(
        changed(|put| (put.tags, put.sections) = (tags, vec![section(Section::Sensitive, 1)])),
        Ok(())
    );
    assert_eq!(
        changed(|put| (put.tags, put.sections) = (tags, vec![section(Section::Notes, 2)])),
        Err(Refusal::Tags)
    );
    let (mut company, mut journal) = started();
    company
        .write(
            &mut journal,
            FOUNDER,
            vec![change(HERE, 1, &[(Section::Notes, 2)])],
        )
        .unwrap();
    let file = FileId::derive(HERE, bytes(6, 1));
    assert_eq!(
        journal.file(file).unwrap().tags,
        Some(Hash::of(b"tags")),
        "none leaves them as they are"
    );
}

#[test]
fn sections_are_sealed_under_the_present_epoch() {
    let (mut company, mut journal) = started();
    let mut put = change(HERE, 1, &[(Section::Card, 2)]);
    put.sections[0].epoch = 2;
    let ahead = company.write(&mut journal, FOUNDER, vec![put.clone()]);
    assert_eq!(
        ahead,
        Err(Refusal::Epoch {
            expected: 1,
            found: 2
        })
    );
    put.sections[0].epoch = 1;
    company.write(&mut journal, FOUNDER, vec![put]).unwrap();

    company.ok(FOUNDER, define(7, ROOT, UnitKind::Group));
    company.admit_for_all(FOUNDER, post(ROOT, ShippedRole::Archivist));
    let mut unopened = Journal::new(unit(7));
    let answer = company.write(
        &mut unopened,
        FOUNDER,
        vec![new_file(unit(7), 1, &[Section::Card])],
    );
    assert_eq!(answer, Err(Refusal::Unopened));
}

#[test]
fn an_entry_holds_one_to_a_thousand_files_once_each() {
    let (mut company, mut journal) = started();
    assert_eq!(
        company.write(&mut journal, FOUNDER, vec![]),
        Err(Refusal::Unfit(Subject::List))
    );
    let file = |number| new_file(HERE, number, &[Section::Card]);
    let twice = company.write(&mut journal, FOUNDER, vec![file(2), file(2)]);
    assert_eq!(twice, Err(Refusal::Duplicate(Subject::File)));
    let over = company.write(&mut journal, FOUNDER, (2..1003).map(file).collect());
    assert_eq!(over, Err(Refusal::TooMany(Subject::File)));
    let mut batch: Vec<_> = (2..1002).map(file).collect();
    batch[999].sections[0].revision = 9;
    assert!(company.write(&mut journal, FOUNDER, batch.clone()).is_err());
    assert_eq!(journal.files().count(), 1, "all or none");
    batch[999].sections[0].revision = 1;
    company.write(&mut journal, FOUNDER, batch).unwrap();
    assert_eq!(journal.files().count(), 1001);
}

#[test]
fn every_section_needs_its_right() {
    let (mut company, mut journal) = started();
    let right = |operation, sections: &[Section]| Right {
        operation,
        sections: Sections::of(sections),
        reach: Reach::OwnUnit,
    };
    let rights = vec![
        right(Operation::View, &Section::ALL),
        right(Operation::Edit, &[Section::Notes]),
        right(Operation::Create, &[Section::Card, Section::Labels]),
    ];
    let role = Role {
        id: RoleId(bytes(3, 70)),
        name: "录入员".to_owned(),
        rights,
        duties: vec![],
    };
    let at = Post {
        unit: HERE,
        role: role.id,
    };
    company.ok(FOUNDER, RosterStatement::DefineRole(role));
    company.hire(9, at);
    let clerk = person(9);
    let needs = |operation, section| Err(Refusal::NotAllowed(Need::Right(operation, section)));
    let mut write = |put: FilePut| company.write(&mut journal, clerk, vec![put]).map(|_| ());

    assert_eq!(write(change(HERE, 1, &[(Section::Notes, 2)])), Ok(()));
    assert_eq!(
        write(change(HERE, 1, &[(Section::Card, 2)])),
        needs(Operation::Edit, Section::Card)
    );
    let both = change(HERE, 1, &[(Section::Notes, 3), (Section::Files, 1)]);
    assert_eq!(write(both), needs(Operation::Edit, Section::Files));
    let mut managed = change(HERE, 1, &[(Section::Notes, 3)]);
    managed.meta.manager = clerk;
    assert_eq!(
        write(managed),
        needs(Operation::Edit, Section::Card),
        "metadata goes with the card"
    );
    assert_eq!(
        write(new_file(HERE, 2, &[Section::Card, Section::Labels])),
        Ok(())
    );
    let more = new_file(HERE, 3, &[Section::Card, Section::Notes]);
    assert_eq!(
        write(more),
        needs(Operation::Create, Section::Notes),
        "to edit is not to create"
    );
    assert_eq!(
        company
            .write(
                &mut journal,
                person(1),
                vec![new_file(HERE, 4, &[Section::Card])]
            )
            .map(|_| ()),
        needs(Operation::Create, Section::Card)
    );
}

#[test]
fn a_record_tells_who_wrote_what_when() {
    let (mut company, mut journal) = started();
    let created_at = company.now;
    let mut put = change(HERE, 1, &[(Section::Notes, 2)]);
    put.meta.manager = person(1);
    company.write(&mut journal, person(1), vec![put]).unwrap();
    let record = journal.file(FileId::derive(HERE, bytes(6, 1))).unwrap();
    assert_eq!(
        (record.created_seq, record.created_at, record.author_created),
        (0, created_at, FOUNDER)
    );
    assert_eq!(
        (record.changed_seq, record.changed_at, record.author_changed),
        (1, company.now, person(1))
    );
    assert_eq!(record.meta.manager, person(1));
    assert_ne!(record.meta, meta());
    let sections: Vec<_> = record
        .sections()
        .map(|(name, s)| (name, s.revision, s.author, s.seq, s.at))
        .collect();
    let expected = [
        (Section::Card, 1, FOUNDER, 0, created_at),
        (Section::Notes, 2, person(1), 1, company.now),
    ];
    assert_eq!(sections, expected);
    assert_eq!(
        record.section(Section::Notes).unwrap().envelope,
        section(Section::Notes, 2).envelope
    );
    assert!(record.section(Section::Files).is_none());
}

/// What becomes of a reseal of the founder's, that was altered, once another suite was chosen.
fn resealed(alter: impl FnOnce(&mut FilePut)) -> Result<Journal, Refusal> {
    let (mut company, mut journal) = started();
    let second = RosterStatement::SetPolicy(Policy {
        suite: 2,
        ..company.view().policy().clone()
    });
    company.ok(FOUNDER, second);
    let mut put = change(HERE, 1, &[(Section::Card, 2)]);
    put.tags = None;
    put.sections[0].suite = 2;
    alter(&mut put);
    let statement = JournalStatement::Put {
        anchor: company.roster.head().unwrap(),
        cause: Cause::Reseal,
        files: vec![put],
    };
    company.write_as(&mut journal, Author::Person(FOUNDER), statement)?;
    Ok(journal)
}

#[test]
fn a_reseal_changes_keys_and_suites_and_nothing_else() {
    let (_, before) = started();
    let file = FileId::derive(HERE, bytes(6, 1));
    let (before, after) = (before.file(file).unwrap(), resealed(|_| {}).unwrap());
    let after = after.file(file).unwrap();
    assert_eq!(
        (after.changed_seq, after.changed_at, after.meta),
        (before.changed_seq, before.changed_at, before.meta)
    );
    let card = after.section(Section::Card).unwrap();
    assert_eq!((card.revision, card.suite, card.seq), (2, 2, 1));

    let refused = |alter: fn(&mut FilePut)| resealed(alter).unwrap_err();
    assert_eq!(refused(|put| put.sections[0].suite = 1), Refusal::Resealed);
    assert_eq!(refused(|put| put.meta.opened -= 1), Refusal::Resealed);
    let tags = |put: &mut FilePut| put.tags = Some(Hash::of(b"others"));
    assert_eq!(refused(tags), Refusal::Resealed);
    // Never written before.
    let labels = |put: &mut FilePut| put.sections[0] = section(Section::Labels, 1);
    assert_eq!(refused(labels), Refusal::Resealed);
    let new = |put: &mut FilePut| *put = new_file(HERE, 2, &[Section::Card]);
    assert_eq!(refused(new), Refusal::Unknown(Subject::File));
    let nothing = |put: &mut FilePut| put.sections.clear();
    assert_eq!(refused(nothing), Refusal::Nothing);
    // What is sealed as the policy says is not to be resealed, whatever else it lists.
    let (mut company, mut journal) = started();
    let mut put = change(HERE, 1, &[(Section::Card, 2)]);
    put.tags = None;
    put.sections[0].suite = 2;
    let statement = JournalStatement::Put {
        anchor: company.roster.head().unwrap(),
        cause: Cause::Reseal,
        files: vec![put],
    };
    let answer = company.write_as(&mut journal, Author::Person(FOUNDER), statement);
    assert_eq!(answer, Err(Refusal::Resealed));
}

/// A file with all that tags are made from.
const NUMBERS: [Section; 2] = [Section::Card, Section::Sensitive];

/// What becomes of a reseal of the founder's that gives such a file tags anew, was altered, and came once the index key had so many more
/// epochs.
fn tagged(epochs: usize, alter: impl FnOnce(&mut FilePut)) -> (Company, Result<Journal, Refusal>) {
    let mut company = Company::staffed();
    let mut journal = Journal::new(HERE);
    let file = vec![new_file(HERE, 1, &NUMBERS)];
    company.write(&mut journal, FOUNDER, file).unwrap();
    for _ in 0..epochs {
        let opening = company.opening(KeyName::Index);
        company.ok(FOUNDER, RosterStatement::OpenEpochs(vec![opening]));
    }
    let mut put = change(HERE, 1, &NUMBERS.map(|section| (section, 2)));
    put.tags = Some(Hash::of(b"others"));
    alter(&mut put);
    let statement = JournalStatement::Put {
        anchor: company.roster.head().unwrap(),
        cause: Cause::Reseal,
        files: vec![put],
    };
    let written = company.write_as(&mut journal, Author::Person(FOUNDER), statement);
    (company, written.map(|_| journal))
}

#[test]
fn tags_are_made_anew_once_under_each_index_key_with_what_they_are_made_from() {
    let file = FileId::derive(HERE, bytes(6, 1));
    let (mut company, journal) = tagged(1, |_| {});
    let mut journal = journal.unwrap();
    let record = journal.file(file).unwrap();
    let present = company.view().epoch(&KeyName::Index).unwrap().epoch;
    assert_eq!(record.tags, Some(Hash::of(b"others")));
    assert_eq!(record.tags_epoch, Some(present));
    assert_eq!(record.changed_seq, record.created_seq);
    assert!(record.tags_due(company.view()).is_empty());

    // Whoever writes what they are made from, and no tags, leaves them to be made anew.
    let mut silent = change(HERE, 1, &[(Section::Sensitive, 3)]);
    silent.tags = None;
    company.write(&mut journal, FOUNDER, vec![silent]).unwrap();
    let record = journal.file(file).unwrap();
    assert_eq!(record.tags_epoch, None);
    assert_eq!(record.tags_due(company.view()), Sections::of(&NUMBERS));

    let refused = |epochs, alter: fn(&mut FilePut)| tagged(epochs, alter).1.unwrap_err();
    // Under the key that they are under there is nothing to be done.
    assert_eq!(refused(0, |_| {}), Refusal::Resealed);
    // A due key of tags is no licence to write anew what is not sealed otherwise, nor half of what they are made from.
    assert_eq!(refused(1, |put| put.tags = None), Refusal::Resealed);
    let half = |put: &mut FilePut| put.sections.truncate(1);
    assert_eq!(refused(1, half), Refusal::Resealed);
    let more = |put: &mut FilePut| put.sections.push(section(Section::Notes, 1));
    assert_eq!(refused(1, more), Refusal::Resealed);
    let nothing = |put: &mut FilePut| put.sections.clear();
    assert_eq!(refused(1, nothing), Refusal::Resealed);
}

#[test]
fn only_suites_that_the_policy_lists_are_written() {
    let suite = |suite| changed(|put| put.sections[0].suite = suite);
    assert_eq!((suite(1), suite(2)), (Ok(()), Ok(())));
    for unlisted in [0, 3, 255] {
        assert_eq!(suite(unlisted), Err(Refusal::Suite));
    }
}
