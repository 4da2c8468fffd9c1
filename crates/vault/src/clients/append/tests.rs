#![allow(clippy::unwrap_used)]

use chrono::NaiveDate;
use dossier::client::{ClientForm, Field, Kind};
use getrandom::{SysRng, rand_core::UnwrapErr};
use ledger::id::OrgId;
use seal::unit::UnitKey;

use super::*;

fn seal(section: Section, payload: &[u8]) -> Result<Vec<u8>> {
    let (unit, file) = (UnitId([2; 16]), FileId([3; 16]));
    let key = UnitKey::from_bytes([5; 32]).file_key(&file.0, section.number(), 1);
    let context = context(OrgId([1; 16]), unit, file, section, 1, 1, 1);
    let mut rng = UnwrapErr(SysRng);
    sealed(Suite::Aes256Gcm, &key, &context, section, payload, &mut rng)
}

#[test]
fn what_everybody_syncs_is_never_sealed_long() {
    let payload = [b'x'; 17 * 1024];
    for section in Section::ALL {
        let sealed = seal(section, &payload);
        if section.synced() {
            assert_eq!(sealed.unwrap_err().reason, Reason::Fault);
        } else {
            assert!(sealed.unwrap().len() > payload.len());
        }
    }
}

#[test]
fn the_longest_card_and_labels_leave_room_for_later_versions() {
    // Four bytes a character.
    let long = |count: usize| "𠮷".repeat(count);
    let form = ClientForm::new(Kind::Company)
        .with(Field::Name, long(128))
        .with(Field::ShortName, long(32))
        .with(Field::CreditCode, "91440300708461136T")
        .with(Field::Representative, long(64))
        .with(Field::Phone, "0571-25063883")
        .with(Field::Address, long(200))
        .with(Field::Industry, "C358")
        .with(Field::Unit, "unit")
        .with(Field::Manager, "manager")
        .with(Field::Opened, "2026-11-02")
        .tagged((0..20).map(|tag| format!("{}{tag:02}", long(18))).collect());
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    let file = form.parse(today).unwrap();
    for (section, payload) in [
        (Section::Card, file.card.to_bytes()),
        (Section::Labels, file.labels.to_bytes()),
    ] {
        assert!(seal(section, &payload).unwrap().len() <= most_sealed(section) / 4);
    }
}
