//! Boxes on the way to becoming keys: verified first, opened by the keys that other boxes brought.

use std::collections::HashMap;

use checks::Check;
use ledger::{
    hash::Hash,
    id::PersonId,
    roster::{Maker, Roster, View},
    statement::KeyName,
};
use seal::boxes::{BoxKind, SealedBox, VerifiedBox};
use wire::roster::BoxRecord;

use super::{Keyring, RECOVERY_MAKER};

/// A box whose maker signed it and may have made it, and the key that it says to hold.
#[derive(Clone)]
pub(super) struct Verified {
    pub(super) sealed: VerifiedBox,
    name: KeyName,
}

impl core::ops::Deref for Verified {
    type Target = VerifiedBox;

    fn deref(&self) -> &VerifiedBox {
        &self.sealed
    }
}

/// Boxes, and the keys that came out of them so far.
pub(super) struct Unlocking<'r> {
    view: View<'r>,
    boxes: Vec<Verified>,
    pub(super) keyring: Keyring,
    /// Whether a box was not what it says.
    pub(super) bad: bool,
}

impl<'r> Unlocking<'r> {
    pub(super) fn new(roster: &'r Roster, org: [u8; 16], records: &[BoxRecord]) -> Self {
        let boxes = verified(roster, org, records);
        Self {
            view: roster.view(),
            bad: boxes.len() < records.len(),
            boxes,
            keyring: Keyring::default(),
        }
    }

    pub(super) fn of_kind(&self, kind: BoxKind) -> Vec<Verified> {
        let is = |sealed: &&Verified| sealed.header().kind == kind;
        self.boxes.iter().filter(is).cloned().collect()
    }

    /// The boxes for somebody's RSA key, newest epochs first.
    pub(super) fn for_person(&self, fingerprint: [u8; 32]) -> Vec<Verified> {
        let mut boxes = self.of_kind(BoxKind::ToPerson);
        boxes.retain(|sealed| sealed.header().recipient == fingerprint);
        sorted::by_key(&mut boxes, |sealed| {
            core::cmp::Reverse(sealed.header().epoch)
        });
        boxes
    }

    /// Whether the key is here already.
    pub(super) fn has(&self, sealed: &Verified) -> bool {
        self.keyring.has(&sealed.name, sealed.header().epoch)
    }

    /// Takes what came out of a box.
    pub(super) fn take(&mut self, sealed: &Verified, key: Option<[u8; 32]>) {
        let epoch = sealed.header().epoch;
        let took = key.is_some_and(|key| self.keyring.take(self.view, sealed.name, epoch, key));
        self.bad |= !took;
    }

    /// Opens what the keys that are here open, until nothing more comes of it.
    pub(super) fn go_on(&mut self) {
        let mut rest = core::mem::take(&mut self.boxes);
        loop {
            let before = rest.len();
            rest.retain(|sealed| !self.has(sealed) && !self.opened(sealed));
            if rest.len() == before {
                break;
            }
        }
        self.boxes = rest;
    }

    /// Whether a key that is here was meant to open the box: then it has been tried.
    fn opened(&mut self, sealed: &Verified) -> bool {
        let header = sealed.header();
        let key = match header.kind {
            BoxKind::ToPost => {
                let pairs = self.keyring.posts.values();
                let mut mine = pairs.filter(|pair| pair.public() == header.recipient);
                mine.next().map(|pair| sealed.open_with_post(pair).ok())
            }
            BoxKind::ToSuccessor => self
                .successor(sealed)
                .map(|key| sealed.open_with_successor(key).ok()),
            _ => None,
        };
        match key {
            Some(key) => {
                self.take(sealed, key.map(|key| *key));
                true
            }
            None => false,
        }
    }

    /// The key that replaced the one in the box.
    fn successor(&self, sealed: &Verified) -> Option<&seal::unit::UnitKey> {
        let KeyName::Unit(unit, section) = sealed.name else {
            return None;
        };
        let header = sealed.header();
        let mut epochs = self.view.epochs(&sealed.name);
        let opening = epochs.find(|opening| opening.commitment.0 == header.recipient)?;
        self.keyring.unit(unit, section, opening.epoch)
    }
}

/// Parses boxes and keeps those that were signed by someone who might make them, at the roster position that they name.
fn verified(roster: &Roster, org: [u8; 16], records: &[BoxRecord]) -> Vec<Verified> {
    let names: HashMap<[u8; 16], KeyName> = roster
        .view()
        .opened_keys()
        .map(|name| (name.id(), name))
        .collect();
    let mut makers = HashMap::new();
    let mut verify = |record: &BoxRecord| {
        let sealed = SealedBox::parse(&record.sealed.0).ok()?;
        let header = *sealed.header();
        let name = *names.get(&header.key_id)?;
        let at = roster.hash_at(header.head_seq);
        let known = header.org == org && at == Some(Hash(header.head_hash));
        let view = roster.at(header.head_seq).filter(|_| known)?;
        let (key, may) = makers
            .entry((header.head_seq, header.maker))
            .or_insert_with(|| maker(view, header.maker))
            .as_ref()?;
        let may = may.as_ref().is_none_or(|may| may.may_box(&name));
        let may = Check::BoxMaker.passes(may);
        let sealed = sealed.verify(key).ok().filter(|_| may)?;
        Some(Verified { sealed, name })
    };
    records.iter().filter_map(&mut verify).collect()
}

/// The key that a maker signed with, and for which keys they may make boxes: the recovery root for all.
fn maker(view: View<'_>, maker: [u8; 16]) -> Option<([u8; 32], Option<Maker>)> {
    if maker == RECOVERY_MAKER {
        return view.recovery().map(|root| (root.verifying, None));
    }
    let maker = PersonId(maker);
    let person = view.person(maker)?;
    Some((person.keys.verifying, Some(view.maker(maker))))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use ledger::{
        rights::Section,
        statement::{Cover, RosterStatement},
        templates::ShippedRole,
    };

    use super::*;
    use crate::{
        journals::End,
        people::Letting,
        testing::{COLLEAGUE, FOUNDER, Machine, ROOT, founded, post, signing},
    };

    /// T13: the keys that a leaver keeps open nothing of what is sealed from then on, whatever boxes a server hands them. The
    /// control: whoever gets the new pair gets with it all that there was.
    #[tokio::test]
    async fn the_keys_of_a_leaver_open_no_later_one() {
        let signing = signing(FOUNDER);
        let (mut draft, mut keyring) = founded(&Machine, &signing);
        let sales = post(ShippedRole::SalesRepresentative);
        let admit = |draft: &mut crate::draft::Draft<'_, Machine>, person, at| {
            let view = draft.view();
            let statement = RosterStatement::Admit {
                person,
                fingerprint: view.fingerprint_of(person).unwrap(),
                post: at,
                covers: view.entitlements(at),
            };
            draft.state(statement).unwrap();
        };
        admit(&mut draft, FOUNDER, post(ShippedRole::Archivist));
        admit(&mut draft, COLLEAGUE, sales);
        draft
            .state(RosterStatement::Appoint(FOUNDER, sales))
            .unwrap();
        admit(&mut draft, FOUNDER, sales);
        // What the colleague may have: the pair of their post and what is boxed to it.
        let covered = Cover {
            unit: ROOT,
            sections: draft.view().covered(sales, ROOT),
        };
        let mut kept = Keyring::default();
        kept.keep_post(sales, 1, keyring.post(sales, 1).unwrap().clone());
        for section in covered.sections.iter() {
            let key = keyring.unit(ROOT, section, 1).unwrap().clone();
            kept.keep_unit(ROOT, section, 1, key);
        }

        let dismiss = RosterStatement::Dismiss(COLLEAGUE, sales, vec![]);
        let ends = draft.view().journals_fixed_by(&dismiss);
        let ends = ends
            .into_iter()
            .map(|unit| (unit, End::default()))
            .collect();
        draft.state_with_ends(dismiss, &ends).unwrap();
        let mut letting = Letting::default();
        letting.rotate(&Machine, &mut draft, &mut keyring).unwrap();
        let boxes = letting
            .boxes(&Machine, &draft, &signing, &keyring)
            .await
            .unwrap();
        let org = draft.roster.org().unwrap().0;
        let epochs = |start: Keyring| {
            let mut unlocking = Unlocking::new(&draft.roster, org, &boxes);
            assert!(!unlocking.bad);
            unlocking.keyring = start;
            unlocking.go_on();
            let card = |epoch| unlocking.keyring.unit(ROOT, Section::Card, epoch).is_some();
            [card(1), card(2)]
        };
        assert_eq!(
            draft
                .view()
                .epoch(&KeyName::Unit(ROOT, Section::Card))
                .unwrap()
                .epoch,
            2
        );
        assert_eq!(epochs(kept), [true, false]);
        let mut newcomer = Keyring::default();
        newcomer.keep_post(sales, 2, keyring.post(sales, 2).unwrap().clone());
        assert_eq!(epochs(newcomer), [true, true]);
    }
}
