//! Every label that a client derives, signs or hashes with stands on the page, and no other.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::document::page;

/// Seeds the blinding of RSA operations, which nobody else sees.
const LOCAL: &str = "jiandang/blinding/v1";

fn labels_in(text: &str, labels: &mut BTreeSet<String>) {
    for quoted in text.split('"').filter(|part| part.starts_with("jiandang/")) {
        labels.insert(quoted.to_owned());
    }
}

fn read(folder: &Path, labels: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(&path, labels);
        } else if path.extension().is_some_and(|end| end == "rs") {
            labels_in(&fs::read_to_string(&path).unwrap(), labels);
        }
    }
}

#[test]
fn the_page_names_every_label() {
    let crates: PathBuf = [env!("CARGO_MANIFEST_DIR"), ".."].iter().collect();
    let mut used = BTreeSet::new();
    for name in ["seal", "ledger", "wire", "vault"] {
        read(&crates.join(name).join("src"), &mut used);
    }
    assert!(used.remove(LOCAL));
    let mut named = BTreeSet::new();
    labels_in(&page(), &mut named);
    assert_eq!(named, used);
}
