//! Which boxes are taken: those that the roster, with the statements beside them, says somebody can open.
//!
//! What is in a box is between its maker and its recipient. What it says outside is judged, or a maker could fill the
//! lockers of colleagues with rubbish until they find no key among it.

use std::collections::{HashMap, HashSet};

use ledger::{
    Roster, View,
    entry::Author,
    hash::Hash,
    roster::Maker,
    statement::{KeyName, Post},
};
use wire::{
    boxes::{Addressee, Label},
    roster::BoxRecord,
};

use crate::{clock, error::Failure};

/// Boxes in one body.
const MAX_BOXES: usize = 5_000;
/// The longest sealed box.
const MAX_BOX: usize = 4 * 1024;

/// The maker's id in a box made by the recovery root.
const RECOVERY_MAKER: [u8; 16] = [0; 16];

/// As boxes say who made them.
pub(crate) fn maker(author: Author) -> [u8; 16] {
    match author {
        Author::Person(person) => person.0,
        Author::Recovery => RECOVERY_MAKER,
    }
}

/// Whether boxes have the form of boxes: before anything is judged.
pub(crate) fn check_form(boxes: &[BoxRecord]) -> Result<(), Failure> {
    if boxes.len() > MAX_BOXES {
        return Err(Failure::field("boxes", "too_long"));
    }
    for record in boxes {
        let fits = record.key.0.len() == 16
            && record.recipient.0.len() == 32
            && record.epoch > 0
            && (1..=MAX_BOX).contains(&record.sealed.0.len());
        if !fits {
            return Err(Failure::field("boxes", "malformed"));
        }
    }
    Ok(())
}

/// Whether each box is its author's, and for somebody whom the roster lets open it.
pub(crate) fn check(boxes: &[BoxRecord], roster: &Roster, author: Author) -> Result<(), Failure> {
    if boxes.is_empty() {
        return Ok(());
    }
    let openable = Openable::new(roster, author);
    if boxes.iter().all(|record| openable.has(record)) {
        Ok(())
    } else {
        Err(Failure::refused("box"))
    }
}

/// What the roster names, by the ids and public halves that stand on boxes.
struct Openable<'r> {
    roster: &'r Roster,
    view: View<'r>,
    maker: [u8; 16],
    /// For which keys its boxes are worth anything; none for the recovery root, which has all.
    makes: Option<Maker>,
    names: HashMap<[u8; 16], KeyName>,
    posts: HashSet<Hash>,
}

impl<'r> Openable<'r> {
    fn new(roster: &'r Roster, author: Author) -> Self {
        let view = roster.view().when(clock::now());
        Self {
            roster,
            view,
            maker: maker(author),
            makes: match author {
                Author::Person(person) => Some(view.maker(person)),
                Author::Recovery => None,
            },
            names: view.opened_keys().map(|name| (name.id(), name)).collect(),
            posts: view
                .posts()
                .filter_map(|post| view.epoch(&KeyName::Post(post))?.public)
                .collect(),
        }
    }

    fn has(&self, record: &BoxRecord) -> bool {
        let Some(label) = Label::read(&record.sealed.0) else {
            return false;
        };
        let says_what_the_record_says = label.key[..] == record.key.0[..]
            && label.epoch == record.epoch
            && label.recipient[..] == record.recipient.0[..];
        let made_here = label.maker == self.maker
            && self.roster.org().is_some_and(|org| org.0 == label.org)
            && self.roster.hash_at(label.head_seq) == Some(Hash(label.head_hash));
        let opened = self
            .names
            .get(&label.key)
            .filter(|name| self.view.epoch_at(name, label.epoch).is_some())
            .filter(|name| self.makes.as_ref().is_none_or(|makes| makes.may_box(name)));
        says_what_the_record_says
            && made_here
            && opened.is_some_and(|name| self.opens(&label, name))
    }

    fn opens(&self, label: &Label, name: &KeyName) -> bool {
        match (label.addressee, name) {
            (Addressee::Person, KeyName::Post(post)) => is_for_holder(self.view, label, *post),
            (Addressee::Person, _) => false,
            (Addressee::Post, _) => {
                label.ciphertext == Label::TO_PAIR && self.posts.contains(&Hash(label.recipient))
            }
            (Addressee::Recovery, _) => {
                label.ciphertext == Label::TO_PAIR
                    && self
                        .view
                        .recovery()
                        .is_some_and(|root| root.wrapping == label.recipient)
            }
            (Addressee::Successor, KeyName::Unit(..)) => {
                label.ciphertext == Label::TO_SUCCESSOR
                    && self.view.epochs(name).any(|opening| {
                        opening.replaces == Some(label.epoch)
                            && opening.commitment.0 == label.recipient
                    })
            }
            (Addressee::Successor, _) => false,
        }
    }
}

/// For an admitted holder's present keys. What RSA seals is as long as its modulus, and so shorter than the key.
fn is_for_holder(view: View<'_>, label: &Label, post: Post) -> bool {
    view.holders(post)
        .filter(|person| view.is_admitted(*person, post))
        .filter(|person| view.fingerprint_of(*person) == Some(Hash(label.recipient)))
        .filter_map(|person| view.person(person))
        .any(|person| label.ciphertext <= person.keys.wrapping.len())
}
