//! One entry of each kind as it was first written: what stands in somebody's database has to stay readable.

use std::{fmt::Write as _, fs, path::PathBuf};

use ledger::{
    Journal, Roster,
    entry::{Author, Chain, Entry, Position, SignedEntry},
    hash::Hash,
    id::{FileId, InvitationId, RoleId},
    rights::{Duty, Operation, Reach, Right, Section, Sections},
    rules::Rules,
    statement::{
        Cause, FilePut, JournalHead, JournalStatement, KeyName, Opening, Policy, Post, Role,
        RosterStatement, Snapshot, UnitKind,
    },
    templates::ShippedRole,
};

use crate::company::{
    Company, DAY, FOUNDER, ROOT, START, bytes, change, cover, define, genesis, new_file, newcomer,
    person, post, public_keys, sign, unit,
};

fn file(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "vectors", name]
        .iter()
        .collect()
}

/// A line: the kind, the hash, the signed entry.
fn line(kind: &str, entry: &SignedEntry) -> String {
    format!(
        "{kind} {} {}\n",
        entry.hash(),
        hex::encode(entry.as_bytes())
    )
}

/// Every statement of the roster, in an order in which it may be stated.
pub(crate) fn statements(company: &Company) -> Vec<(&'static str, Author, RosterStatement)> {
    let founder = Author::Person(FOUNDER);
    let at = post(unit(1), ShippedRole::SalesRepresentative);
    let keys = [
        KeyName::Unit(unit(1), Section::Card),
        KeyName::Unit(unit(1), Section::Sensitive),
        KeyName::Post(at),
        KeyName::Index,
    ];
    let role = Role {
        id: RoleId(bytes(3, 20)),
        name: "客服专员".to_owned(),
        rights: vec![Right {
            operation: Operation::View,
            sections: Sections::of(&[Section::Card, Section::Dealings]),
            reach: Reach::Department,
        }],
        duties: vec![Duty::Head],
    };
    let admit = |person, version, post: Post, covers| RosterStatement::Admit {
        person,
        fingerprint: public_keys(person, version).fingerprint(),
        post,
        covers,
    };
    let empty = |unit| JournalHead { unit, head: None };
    let head = post(ROOT, ShippedRole::UnitHead);
    let again = |half: Hash| Hash::of(&[&b"again"[..], &half.0].concat());
    let second = |key: KeyName| {
        let first = company.opening(key);
        Opening {
            epoch: 2,
            replaces: Some(1),
            commitment: again(first.commitment),
            public: first.public.map(again),
            ..first
        }
    };
    let changed = Role {
        name: "客服代表".to_owned(),
        ..role.clone()
    };
    vec![
        ("genesis", founder, RosterStatement::Genesis(genesis())),
        (
            "enrol",
            founder,
            RosterStatement::Enrol(newcomer(1), InvitationId(bytes(7, 1))),
        ),
        (
            "define-unit",
            founder,
            define(1, ROOT, UnitKind::Department),
        ),
        ("define-role", founder, RosterStatement::DefineRole(role)),
        ("appoint", founder, RosterStatement::Appoint(person(1), at)),
        (
            "admit",
            founder,
            admit(
                person(1),
                0,
                at,
                vec![cover(unit(1), &[Section::Card, Section::Sensitive])],
            ),
        ),
        (
            "open-epochs",
            founder,
            RosterStatement::OpenEpochs(keys.map(|key| company.opening(key)).to_vec()),
        ),
        (
            "set-policy",
            founder,
            RosterStatement::SetPolicy(Policy {
                suite: 2,
                opens: vec![1, 2],
                idle_minutes: 30,
                separate_duties: false,
                rules: None,
            }),
        ),
        (
            "rekey",
            Author::Recovery,
            RosterStatement::Rekey(person(1), public_keys(person(1), 1), vec![empty(unit(1))]),
        ),
        (
            "rotate",
            founder,
            RosterStatement::OpenEpochs(keys[..3].iter().map(|key| second(*key)).collect()),
        ),
        (
            "admit-by-recovery",
            Author::Recovery,
            admit(person(1), 1, at, vec![]),
        ),
        (
            "admit-founder",
            founder,
            admit(
                FOUNDER,
                0,
                post(ROOT, ShippedRole::Archivist),
                vec![cover(unit(1), &Section::ALL)],
            ),
        ),
        (
            "suspend",
            founder,
            RosterStatement::Suspend(person(1), vec![empty(unit(1))]),
        ),
        ("reinstate", founder, RosterStatement::Reinstate(person(1))),
        (
            "rename-unit",
            founder,
            RosterStatement::RenameUnit(unit(1), "客户部".to_owned()),
        ),
        ("define-unit-2", founder, define(2, ROOT, UnitKind::Group)),
        (
            "move-unit",
            founder,
            RosterStatement::MoveUnit(
                unit(2),
                unit(1),
                [ROOT, unit(1), unit(2)].map(empty).to_vec(),
            ),
        ),
        (
            "close-unit",
            founder,
            RosterStatement::CloseUnit(unit(2), vec![empty(unit(2))]),
        ),
        (
            "change-role",
            founder,
            RosterStatement::ChangeRole(changed, vec![]),
        ),
        (
            "appoint-head",
            founder,
            RosterStatement::Appoint(FOUNDER, head),
        ),
        ("delegate", founder, RosterStatement::Delegate(head)),
        ("undelegate", founder, RosterStatement::Undelegate(head)),
        (
            "deputize",
            founder,
            RosterStatement::Deputize {
                absent: FOUNDER,
                deputy: person(1),
                post: head,
                until: START + 30 * DAY,
            },
        ),
        (
            "dismiss",
            founder,
            RosterStatement::Dismiss(person(1), head, vec![]),
        ),
        (
            "checkpoint",
            founder,
            RosterStatement::Checkpoint(vec![Snapshot {
                unit: unit(1),
                head: Position {
                    seq: 1,
                    hash: Hash::of(b"entry"),
                },
                digest: Hash::of(b"digest"),
            }]),
        ),
        (
            "retire",
            founder,
            RosterStatement::Retire(person(1), vec![]),
        ),
    ]
}

fn puts(company: &Company) -> Vec<(&'static str, JournalStatement)> {
    let anchor = company.roster.head().unwrap();
    let sections = [Section::Card, Section::Sensitive];
    let put = |cause, mut files: Vec<FilePut>| {
        for section in files.iter_mut().flat_map(|file| &mut file.sections) {
            section.epoch = 2;
            section.suite = if cause == Cause::Reseal { 2 } else { 1 };
        }
        JournalStatement::Put {
            anchor,
            cause,
            files,
        }
    };
    vec![
        (
            "put-import",
            put(
                Cause::Import,
                vec![
                    new_file(unit(1), 1, &sections),
                    new_file(unit(1), 2, &[Section::Card]),
                ],
            ),
        ),
        (
            "put-direct",
            put(
                Cause::Direct,
                vec![change(unit(1), 1, &[(Section::Sensitive, 2)])],
            ),
        ),
        (
            "put-reseal",
            put(
                Cause::Reseal,
                vec![change(unit(1), 2, &[(Section::Card, 2)])],
            ),
        ),
    ]
}

/// What comes after the journal's entries, which are anchored before it.
fn later() -> Vec<(&'static str, Author, RosterStatement)> {
    vec![(
        "set-rules",
        Author::Person(FOUNDER),
        RosterStatement::SetPolicy(Policy {
            rules: Some(Rules {
                second_factor: vec![post(ROOT, ShippedRole::Archivist).role],
                ..Rules::default()
            }),
            ..Policy::default()
        }),
    )]
}

/// The files, each with what stands in it.
fn generate() -> [(&'static str, String); 4] {
    let mut company = Company::empty();
    let (mut roster, mut journal, mut ids) = (String::new(), String::new(), String::new());
    for (kind, author, statement) in statements(&company) {
        company.state(author, statement).unwrap();
        roster += &line(kind, company.entries.last().unwrap());
    }
    let mut chain = Journal::new(unit(1));
    let author = Author::Person(FOUNDER);
    for (kind, statement) in puts(&company) {
        let entry = company.draft(author, Chain::Journal(unit(1)), chain.head(), statement);
        let signed = sign(&entry, &company.key(author));
        chain.apply(&signed, &company.roster, company.now).unwrap();
        journal += &line(kind, &signed);
    }
    let at = post(unit(1), ShippedRole::SalesRepresentative);
    for (name, key) in [
        ("post", KeyName::Post(at)),
        ("unit", KeyName::Unit(unit(1), Section::Notes)),
        ("index", KeyName::Index),
    ] {
        writeln!(ids, "key-id-{name} {}", hex::encode(key.id())).unwrap();
    }
    writeln!(ids, "file-id {}", FileId::derive(unit(1), bytes(6, 1))).unwrap();
    writeln!(
        ids,
        "fingerprint {}",
        public_keys(person(1), 0).fingerprint()
    )
    .unwrap();
    let mut rules = String::new();
    for (kind, author, statement) in later() {
        company.state(author, statement).unwrap();
        rules += &line(kind, company.entries.last().unwrap());
    }
    [
        ("roster.txt", roster),
        ("journal.txt", journal),
        ("ids.txt", ids),
        ("later.txt", rules),
    ]
}

fn stored(name: &str) -> Vec<(String, Hash, SignedEntry)> {
    let text = fs::read_to_string(file(name)).unwrap();
    let parse = |line: &str| {
        let [kind, hash, entry] = line.split(' ').collect::<Vec<_>>().try_into().unwrap();
        let hash = Hash(hex::decode(hash).unwrap().try_into().unwrap());
        (
            kind.to_owned(),
            hash,
            SignedEntry::from_bytes(hex::decode(entry).unwrap()).unwrap(),
        )
    };
    text.lines().map(parse).collect()
}

#[test]
fn what_was_stored_is_read() {
    let mut roster = Roster::new();
    let now = u64::MAX;
    let expected = statements(&Company::empty());
    let entries = stored("roster.txt");
    assert_eq!(entries.len(), expected.len());
    for ((kind, hash, signed), (name, author, statement)) in entries.iter().zip(&expected) {
        let entry: Entry<RosterStatement> = signed.decode().unwrap();
        assert_eq!(
            (kind.as_str(), entry.author, &entry.statement),
            (*name, *author, statement)
        );
        assert_eq!(roster.apply(signed, now).unwrap().hash, *hash, "{kind}");
    }
    let mut journal = Journal::new(unit(1));
    let entries = stored("journal.txt");
    let mut company = Company::empty();
    company.roster = roster.clone();
    let expected = puts(&company);
    assert_eq!(entries.len(), expected.len());
    for ((kind, hash, signed), (name, statement)) in entries.iter().zip(&expected) {
        let entry: Entry<JournalStatement> = signed.decode().unwrap();
        assert_eq!((kind.as_str(), &entry.statement), (*name, statement));
        assert_eq!(
            journal.apply(signed, &roster, now).unwrap().hash,
            *hash,
            "{kind}"
        );
    }
    assert_eq!(journal.files().count(), 2);
    let (expected, entries) = (later(), stored("later.txt"));
    assert_eq!(entries.len(), expected.len());
    for ((kind, hash, signed), (name, _, statement)) in entries.iter().zip(&expected) {
        let entry: Entry<RosterStatement> = signed.decode().unwrap();
        assert_eq!((kind.as_str(), &entry.statement), (*name, statement));
        assert_eq!(roster.apply(signed, now).unwrap().hash, *hash, "{kind}");
    }
}

#[test]
fn the_same_is_written_today() {
    for (name, text) in generate() {
        assert_eq!(text, fs::read_to_string(file(name)).unwrap(), "{name}");
    }
}

/// Only for a layout that nobody has written yet; a stored one never changes.
#[test]
#[ignore = "writes the vectors"]
fn write_vectors() {
    for (name, text) in generate() {
        fs::write(file(name), text).unwrap();
    }
}
