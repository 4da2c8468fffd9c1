//! `docs/authority.md` is printed from the rules, and can't say anything else than they do.

use std::{collections::BTreeMap, fmt::Write as _, fs, path::PathBuf};

use ledger::{
    entry::Position,
    hash::Hash,
    roster::{Ground, grounds},
    statement::RosterStatement,
};

use crate::{company::Company, vectors::statements};

fn file() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "../../docs/authority.md"]
        .iter()
        .collect()
}

fn page() -> String {
    let mut all: BTreeMap<&str, &[Ground]> = statements(&Company::empty())
        .iter()
        .map(|(_, _, statement)| (statement.kind(), grounds(statement)))
        .collect();
    let countersign = RosterStatement::Countersign(Position {
        seq: 0,
        hash: Hash::ZERO,
    });
    all.insert(countersign.kind(), grounds(&countersign));
    let mut page = String::from(
        "# Who may state what on the roster\n\n\
         Printed from `crates/ledger/src/roster/authority.rs` by a test (`cargo test -p ledger documents -- --ignored` writes it anew). \
         One ground is enough. Duties and rights count only through a post to which an archivist, or the recovery root, has admitted the \
         person's present keys; what a role or a place was given after the admission does not count before another one.\n\n\
         | statement | who |\n|---|---|\n",
    );
    for (kind, grounds) in all {
        let words: Vec<_> = grounds.iter().map(|ground| ground.words()).collect();
        writeln!(page, "| `{kind}` | {} |", words.join("; ")).unwrap();
    }
    page
}

#[test]
fn the_page_says_what_the_rules_say() {
    assert_eq!(
        page()
            .lines()
            .filter(|line| line.starts_with("| `"))
            .count(),
        22
    );
    assert_eq!(fs::read_to_string(file()).unwrap(), page());
}

#[test]
#[ignore = "writes the page"]
fn write_the_page() {
    fs::write(file(), page()).unwrap();
}
