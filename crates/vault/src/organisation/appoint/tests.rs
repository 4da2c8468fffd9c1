#![allow(clippy::unwrap_used)]

use ledger::{
    entry::SignedEntry,
    statement::{KeyName, Opening, Unit, UnitKind},
    templates::ShippedRole,
};
use seal::unit::UnitKey;

use super::*;
use crate::testing::{FOUNDER, Machine, ROOT, founded, post, signing};

/// Another program opened a unit's key and let nobody in: then people wait who are admitted already.
#[test]
fn who_is_admitted_already_is_let_in_to_new_keys_once() {
    let signing = signing(FOUNDER);
    let (mut draft, mut keyring) = founded(&Machine, &signing);
    let unit = UnitId([9; 16]);
    draft
        .state(RosterStatement::DefineUnit(Unit {
            id: unit,
            parent: Some(ROOT),
            name: "销售部".to_owned(),
            kind: UnitKind::Department,
        }))
        .unwrap();
    let section = ledger::rights::Section::Card;
    let key = UnitKey::from_bytes([7; 32]);
    draft
        .state(RosterStatement::OpenEpochs(vec![Opening {
            key: KeyName::Unit(unit, section),
            epoch: 1,
            commitment: ledger::hash::Hash(key.commitment()),
            public: None,
            replaces: None,
        }]))
        .unwrap();
    keyring.keep_unit(unit, section, 1, key);
    let archive = post(ShippedRole::Archivist);
    assert!(draft.roster.view().is_admitted(FOUNDER, archive));
    assert!(line(draft.roster.view(), FOUNDER, archive).is_some());

    let before = draft.bytes().len();
    let mut letting = Letting::default();
    let_in(
        &Machine,
        &mut draft,
        &mut letting,
        &mut keyring,
        FOUNDER,
        archive,
    )
    .unwrap();
    let admissions = draft.bytes()[before..]
        .iter()
        .map(|bytes| SignedEntry::from_bytes(bytes.0.clone()).unwrap())
        .filter(|entry| {
            let entry = entry.decode::<RosterStatement>().unwrap();
            matches!(entry.statement, RosterStatement::Admit { .. })
        })
        .count();
    assert_eq!(admissions, 1);
    assert!(line(draft.roster.view(), FOUNDER, archive).is_none());
}
