//! The example's entries, written from the page's tables with nothing of the ledger: CBOR item after item, each with what it is.

use ed25519_dalek::{Signature, VerifyingKey};
use sha2::{Digest, Sha256};

use super::document::Example;

/// Bytes, and what they are.
pub(super) type Part = (Vec<u8>, String);

/// Checks a signature of an entry.
pub(super) fn verify(key: &[u8; 32], entry: &[u8], signature: &[u8; 64]) {
    let message = [b"jiandang/entry-signature/v1", entry].concat();
    VerifyingKey::from_bytes(key)
        .unwrap()
        .verify_strict(&message, &Signature::from_bytes(signature))
        .unwrap();
}

/// The hash of an entry.
pub(super) fn hash(entry: &[u8], signature: &[u8; 64]) -> [u8; 32] {
    let hashed = [&b"jiandang/entry-hash/v1"[..], entry, signature].concat();
    Sha256::digest(hashed).into()
}

/// The head of an item: three bits of its type and a number in as few bytes as it takes.
fn head(kind: u8, number: u64) -> Vec<u8> {
    let kind = kind << 5;
    let bytes = number.to_be_bytes();
    match number {
        0..24 => vec![kind | number as u8],
        24..0x100 => [&[kind | 24], &bytes[7..]].concat(),
        0x100..0x1_0000 => [&[kind | 25], &bytes[6..]].concat(),
        0x1_0000..0x1_0000_0000 => [&[kind | 26], &bytes[4..]].concat(),
        _ => [&[kind | 27], &bytes[..]].concat(),
    }
}

fn number(number: u64, what: &str) -> Part {
    (head(0, number), what.to_owned())
}

fn bytes(bytes: &[u8], what: &str) -> Part {
    let head = head(2, bytes.len() as u64);
    ([&head, bytes].concat(), what.to_owned())
}

fn array(length: u64, what: &str) -> Part {
    (head(4, length), what.to_owned())
}

fn nothing(what: &str) -> Part {
    (vec![0xf6], format!("{what}: null"))
}

fn no(what: &str) -> Part {
    (vec![0xf4], format!("{what}: false"))
}

/// What the entries are made of.
pub(super) struct Chains<'p> {
    page: &'p Example,
}

impl<'p> Chains<'p> {
    pub(super) fn new(page: &'p Example) -> Self {
        Self { page }
    }

    /// The roster's three and the journal's one.
    pub(super) fn entries(&self) -> [Vec<Part>; 4] {
        [
            self.entry(0, true, self.genesis()),
            self.entry(1, false, self.openings(&["post"])),
            self.entry(2, true, self.openings(&["unit", "index"])),
            self.journal(),
        ]
    }

    fn named(&self, name: &str, what: &str) -> Part {
        bytes(self.page.get(name), what)
    }

    fn text(&self, name: &str, what: &str) -> Part {
        let text = self.page.get(name);
        let head = head(3, text.len() as u64);
        let what = format!("{what}: {}", std::str::from_utf8(text).unwrap());
        ([&head, text].concat(), what)
    }

    fn author(&self, is_founder: bool) -> Vec<Part> {
        if is_founder {
            vec![
                array(2, "author"),
                number(0, "a person"),
                array(1, "fields"),
                self.named("person", "who"),
            ]
        } else {
            vec![
                array(2, "author"),
                number(1, "the recovery root"),
                array(0, "fields"),
            ]
        }
    }

    /// An entry of the roster.
    fn entry(&self, seq: u64, is_founder: bool, statement: Vec<Part>) -> Vec<Part> {
        let zero = [0; 32];
        let before = seq.checked_sub(1).map(|seq| format!("roster.{seq}.hash"));
        let prev = before.map_or(&zero[..], |name| self.page.get(&name));
        let front = [
            array(9, "entry"),
            number(1, "version"),
            self.named("org", "organisation"),
            array(2, "chain"),
            number(0, "the roster"),
            array(0, "fields"),
            number(seq, "seq"),
            bytes(prev, "prev"),
        ];
        let at = 1_767_225_600_000 + seq * 1000;
        let back = [number(at, "at"), bytes(&[0x30 + seq as u8; 16], "intent")];
        [&front[..], &self.author(is_founder), &back, &statement].concat()
    }

    fn genesis(&self) -> Vec<Part> {
        let right = |operation: u64, what: &str| {
            [
                array(3, "right"),
                number(operation, what),
                number(63, "sections: all"),
                number(4, "reach: everything"),
            ]
        };
        [
            &[
                array(2, "statement"),
                number(0, "genesis"),
                array(1, "fields"),
                array(6, "fields"),
                array(4, "root unit"),
                self.named("unit", "id"),
                nothing("parent"),
                self.text("company.name", "name"),
                number(1, "kind: company"),
                array(4, "founder"),
                self.named("person", "id"),
                self.text("founder.name", "name"),
                self.text("founder.sign-in-name", "sign-in name"),
                array(2, "public keys"),
                self.named("wrapping.public", "wrapping"),
                self.named("signing.public", "verifying"),
                array(2, "recovery root"),
                self.named("recovery.signing.public", "verifying"),
                self.named("recovery.wrapping.public", "wrapping"),
                array(1, "roles"),
                array(4, "role"),
                self.named("role", "id"),
                self.text("role.name", "name"),
                array(3, "rights"),
            ][..],
            &right(1, "view"),
            &right(2, "edit"),
            &right(4, "create"),
            &[
                array(2, "duties"),
                number(1, "system"),
                number(2, "archive"),
                array(1, "the founder's roles"),
                self.named("role", "role"),
                array(4, "policy"),
                number(1, "suite"),
                array(2, "opens"),
                number(1, "AES-256-GCM"),
                number(2, "ChaCha20-Poly1305"),
                number(15, "idle minutes"),
                no("separate duties"),
            ],
        ]
        .concat()
    }

    /// First epochs: what is null at an array's end is left out.
    fn openings(&self, keys: &[&str]) -> Vec<Part> {
        let mut parts = vec![
            array(2, "statement"),
            number(6, "open epochs"),
            array(1, "fields"),
            array(keys.len() as u64, "openings"),
        ];
        for key in keys {
            let is_post = *key == "post";
            parts.push(array(if is_post { 4 } else { 3 }, "opening"));
            parts.extend(self.key_name(key));
            parts.push(number(1, "epoch"));
            parts.push(self.named(&format!("{key}.commitment"), "commitment"));
            if is_post {
                parts.push(self.named("post.public", "public half"));
            }
        }
        parts
    }

    fn key_name(&self, key: &str) -> Vec<Part> {
        let name = array(2, "key");
        match key {
            "post" => vec![
                name,
                number(1, "of a post"),
                array(1, "fields"),
                array(2, "post"),
                self.named("unit", "unit"),
                self.named("role", "role"),
            ],
            "unit" => vec![
                name,
                number(2, "of a unit's section"),
                array(2, "fields"),
                self.named("unit", "unit"),
                number(1, "section: card"),
            ],
            _ => vec![name, number(3, "the index key"), array(0, "fields")],
        }
    }

    fn journal(&self) -> Vec<Part> {
        let front = [
            array(9, "entry"),
            number(1, "version"),
            self.named("org", "organisation"),
            array(2, "chain"),
            number(1, "a journal"),
            array(1, "fields"),
            self.named("unit", "unit"),
            number(0, "seq"),
            bytes(&[0; 32], "prev"),
        ];
        let back = [
            number(1_767_225_603_000, "at"),
            self.named("file.random", "intent"),
            array(2, "statement"),
            number(1, "put"),
            array(3, "fields"),
            array(2, "anchor"),
            number(2, "seq"),
            self.named("roster.2.hash", "hash"),
            number(1, "cause: direct"),
            array(1, "files"),
            array(5, "file"),
            self.named("file", "id"),
            self.named("file.random", "created from"),
            array(4, "metadata"),
            number(1, "kind: person"),
            self.named("person", "manager"),
            number(20_454, "opened: 2026-01-01"),
            number(1, "state: active"),
            array(1, "sections"),
            array(6, "section"),
            number(1, "card"),
            number(1, "revision"),
            number(1, "epoch"),
            number(1, "generation"),
            self.named("envelope.sha256", "SHA-256 of the envelope"),
            number(1, "suite"),
            self.named("tags.hash", "hash of the tags"),
        ];
        [&front[..], &self.author(true), &back].concat()
    }
}
