//! `docs/protocol.md` says what the ledger does: its example is what the ledger makes and takes, and what the page's tables
//! give by hand.

mod by_hand;
#[path = "../../../../seal/tests/all/protocol/document.rs"]
mod document;
mod made;

use std::collections::BTreeSet;

use ledger::{
    Journal, Roster,
    entry::{Position, SignedEntry},
    hash::Hash,
    id::{FileId, PersonId, UnitId},
    rights::Section,
    statement::{ClientKind, KeyName, Post, PublicKeys, RosterStatement},
    tags::{self, Tag},
};

use by_hand::Chains;
use document::{Example, page, rewrite};
use made::START;

use crate::{company::Company, vectors::statements};

const BLOCK: &str = "chains";
const ENTRIES: [&str; 4] = ["roster.0", "roster.1", "roster.2", "journal.0"];

/// The entry as it is stored and sent.
fn signed(page: &Example, name: &str) -> SignedEntry {
    let signature = page.get(&format!("{name}.signature"));
    SignedEntry::from_bytes([signature, page.get(name)].concat()).unwrap()
}

#[test]
fn the_page_shows_what_the_ledger_makes() {
    let page = Example::read();
    page.assert_says(BLOCK, &made::values(&page));
}

#[test]
fn the_pages_tables_give_the_same_bytes() {
    let page = Example::read();
    let by_hand = Chains::new(&page);
    for (name, entry) in ENTRIES.iter().zip(by_hand.entries()) {
        let bytes: Vec<u8> = entry.iter().flat_map(|(bytes, _)| bytes.clone()).collect();
        assert_eq!(hex::encode(&bytes), hex::encode(page.get(name)), "{name}");
        let signature = page.array(&format!("{name}.signature"));
        let author = match *name {
            "roster.1" => "recovery.signing.public",
            _ => "signing.public",
        };
        by_hand::verify(&page.array(author), &bytes, &signature);
        let hash = by_hand::hash(&bytes, &signature);
        assert_eq!(hash, page.array(&format!("{name}.hash")), "{name}");
    }
}

#[test]
fn the_chains_are_taken_in_order() {
    let page = Example::read();
    let mut roster = Roster::new();
    for name in &ENTRIES[..3] {
        let position = roster.apply(&signed(&page, name), START + 3000).unwrap();
        assert_eq!(position.hash, Hash(page.array(&format!("{name}.hash"))));
    }
    let unit = UnitId(page.array("unit"));
    let mut journal = Journal::new(unit);
    let entry = signed(&page, "journal.0");
    journal.apply_fresh(&entry, &roster, START + 3000).unwrap();
    let file = journal.file(FileId(page.array("file"))).unwrap();
    assert_eq!(file.meta.kind, ClientKind::Person);
    assert_eq!(file.meta.manager, PersonId(page.array("person")));
    let card = file.section(Section::Card).unwrap();
    assert_eq!(card.envelope, Hash(page.array("envelope.sha256")));
    assert_eq!(journal.digest(), Hash(page.array("journal.digest")));
}

/// What the block of `seal` names, which makes no ids of its own.
#[test]
fn the_ledger_gives_the_same_names() {
    let page = Example::read();
    let (unit, random) = (UnitId(page.array("unit")), page.array("file.random"));
    assert_eq!(FileId::derive(unit, random).0, page.array("file"));
    let post = Post {
        unit,
        role: ledger::id::RoleId(page.array("role")),
    };
    for (name, key) in [
        ("post", KeyName::Post(post)),
        ("unit", KeyName::Unit(unit, Section::Card)),
        ("index", KeyName::Index),
    ] {
        assert_eq!(key.id(), page.array(&format!("{name}.key-id")));
    }
    let keys = PublicKeys {
        wrapping: page.get("wrapping.public").to_vec(),
        verifying: page.array("signing.public"),
    };
    assert_eq!(keys.fingerprint().0, page.array("fingerprint"));
    let tag = Tag {
        epoch: 1,
        field: 2,
        value: page.array("tag"),
    };
    let hash = tags::hash(&page.array("tags.salt"), &[tag]).unwrap();
    assert_eq!(hash.0, page.array("tags.hash"));
}

/// The table of statements has each of them, by its number.
#[test]
fn the_page_names_every_statement() {
    let page = page();
    let countersign = RosterStatement::Countersign(Position {
        seq: 0,
        hash: Hash::ZERO,
    });
    let all = statements(&Company::empty()).into_iter();
    let all = all.map(|(_, _, statement)| statement).chain([countersign]);
    let rows: BTreeSet<String> = all
        .map(|statement| {
            let bytes = minicbor::to_vec(&statement).unwrap();
            assert_eq!(bytes[0], 0x82);
            format!("| {} | {} |", bytes[1], statement.kind().replace('_', " "))
        })
        .collect();
    assert_eq!(rows.len(), 22);
    for row in rows {
        assert!(page.lines().any(|line| line.starts_with(&row)), "{row}");
    }
}

/// Only for a layout that nobody has written yet. The block of `seal` is written first.
#[test]
#[ignore = "writes the example of chains into the page"]
fn write_the_example() {
    rewrite(BLOCK, &made::values(&Example::read()));
}
