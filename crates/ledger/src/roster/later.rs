//! What judges epochs beyond the first, kept true until rotation is built: here a second one gets onto the roster past the
//! one rule that refuses it.
#![allow(clippy::unwrap_used)]

use ed25519_dalek::{Signer, SigningKey};

use super::{Judged, Roster};
use crate::{
    Journal, Refusal,
    entry::{Author, Chain, Entry, SignedEntry, VERSION},
    hash::Hash,
    id::{FileId, Intent, OrgId, PersonId, RoleId, UnitId},
    journal::FIRST_GENERATION,
    rights::Section,
    statement::{
        Cause, ClientKind, FileMeta, FilePut, FileState, Genesis, JournalStatement, KeyName,
        Opening, Person, Policy, PublicKeys, RecoveryKeys, RosterStatement, SectionPut, Unit,
        UnitKind,
    },
    templates::{ShippedRole, shipped_roles},
};

const NOW: u64 = 1_767_225_600_000;
const FOUNDER: PersonId = PersonId([1; 16]);
const ROOT: UnitId = UnitId([2; 16]);
const CARD: KeyName = KeyName::Unit(ROOT, Section::Card);

fn key() -> SigningKey {
    SigningKey::from_bytes(&[3; 32])
}

fn entry<S>(chain: Chain, head: Option<crate::entry::Position>, statement: S) -> Entry<S> {
    let seq = head.map_or(0, |head| head.seq + 1);
    Entry {
        version: VERSION,
        org: OrgId([4; 16]),
        chain,
        seq,
        prev: head.map_or(Hash::ZERO, |head| head.hash),
        author: Author::Person(FOUNDER),
        at: NOW,
        intent: Intent([u8::try_from(seq).unwrap(); 16]),
        statement,
    }
}

fn sign<S: minicbor::Encode<()>>(entry: &Entry<S>) -> SignedEntry {
    SignedEntry::sign(entry, |message| key().sign(message).to_bytes())
}

fn genesis() -> RosterStatement {
    let mut ids = 0;
    let roles = shipped_roles(|| {
        ids += 1;
        RoleId([ids; 16])
    });
    RosterStatement::Genesis(Genesis {
        root: Unit {
            id: ROOT,
            parent: None,
            name: "缄档公司".to_owned(),
            kind: UnitKind::Company,
        },
        founder: Person {
            id: FOUNDER,
            name: "王敏".to_owned(),
            sign_in_name: "wangmin".to_owned(),
            keys: PublicKeys {
                wrapping: vec![5; 8],
                verifying: key().verifying_key().to_bytes(),
            },
        },
        recovery: RecoveryKeys {
            verifying: SigningKey::from_bytes(&[6; 32]).verifying_key().to_bytes(),
            wrapping: [7; 32],
        },
        founder_roles: vec![roles[ShippedRole::Archivist.index()].id],
        roles,
        policy: Policy::default(),
    })
}

fn opening(epoch: u32) -> Opening {
    Opening {
        key: CARD,
        epoch,
        commitment: Hash::of(&epoch.to_be_bytes()),
        public: None,
        replaces: epoch.checked_sub(1).filter(|before| *before > 0),
    }
}

/// Two epochs of the root's card.
fn rotated() -> Roster {
    let mut roster = Roster::new();
    for statement in [genesis(), RosterStatement::OpenEpochs(vec![opening(1)])] {
        let entry = sign(&entry(Chain::Roster, roster.head(), statement));
        roster.apply(&entry, NOW).unwrap();
    }
    let second = RosterStatement::OpenEpochs(vec![opening(2)]);
    let entry = entry(Chain::Roster, roster.head(), second);
    let signed = sign(&entry);
    assert_eq!(roster.judge(&signed, NOW).unwrap_err(), Refusal::Rotation);
    let hash = signed.hash();
    roster.take(Judged { entry, hash }).unwrap();
    roster
}

#[test]
fn the_last_epoch_is_the_present_one_and_the_others_stay_known() {
    let roster = rotated();
    assert_eq!(roster.view().epoch(&CARD), Some(opening(2)));
    assert_eq!(roster.view().epoch_at(&CARD, 1), Some(opening(1)));
    assert_eq!(roster.at(1).unwrap().epoch(&CARD), Some(opening(1)));
    assert_eq!(roster.at(1).unwrap().epoch_at(&CARD, 2), None);
}

#[test]
fn sections_are_sealed_under_the_last_epoch() {
    let roster = rotated();
    let mut journal = Journal::new(ROOT);
    let mut write = |epoch, anchor: u64| {
        let file = FilePut {
            file: FileId::derive(ROOT, [8; 16]),
            created_from: Some([8; 16]),
            meta: FileMeta {
                kind: ClientKind::Person,
                manager: FOUNDER,
                opened: 20_000,
                state: FileState::Active,
            },
            sections: vec![SectionPut {
                section: Section::Card,
                revision: 1,
                epoch,
                generation: FIRST_GENERATION,
                envelope: Hash::of(b"envelope"),
            }],
            tags: None,
        };
        let statement = JournalStatement::Put {
            anchor: crate::entry::Position {
                seq: anchor,
                hash: roster.hash_at(anchor).unwrap(),
            },
            cause: Cause::Direct,
            files: vec![file],
        };
        let signed = sign(&entry(Chain::Journal(ROOT), journal.head(), statement));
        journal.apply(&signed, &roster, NOW).map(|_| ())
    };
    let wrong = |expected, found| Err(Refusal::Epoch { expected, found });
    assert_eq!(write(1, 2), wrong(2, 1));
    assert_eq!(write(2, 1), wrong(1, 2));
    assert_eq!(write(2, 2), Ok(()));
}
