#![allow(clippy::unwrap_used)]

use dossier::section::Notes;
use getrandom::{SysRng, rand_core::UnwrapErr};
use ledger::id::PersonId;
use seal::unit::UnitKey;

use super::*;

const UNIT: UnitId = UnitId([2; 16]);
const FILE: FileId = FileId([3; 16]);
const SECTION: Section = Section::Notes;

/// Seals notes for a file, and opens them where the journal names the envelope `named` and the keyring is mine.
fn opened(
    sealed_for: FileId,
    payload: &[u8],
    keyring: &Keyring,
    named: impl FnOnce(&[u8]) -> Hash,
) -> Result<Part<Notes>> {
    let org = OrgId([1; 16]);
    let accepted = vec![Suite::Aes256Gcm];
    let context = context(org, UNIT, sealed_for, SECTION, 1, 1, 1);
    let key = unit_key().file_key(&sealed_for.0, SECTION.number(), 1);
    let mut rng = UnwrapErr(SysRng);
    let envelope = seal::envelope::seal(accepted[0], &key, &context, payload, &mut rng).unwrap();
    let record = SectionRecord {
        revision: 1,
        epoch: 1,
        generation: 1,
        envelope: named(&envelope),
        author: PersonId([4; 16]),
        at: 0,
        seq: 0,
    };
    let opener = Opener {
        org,
        accepted,
        keyring,
    };
    opener.open(UNIT, FILE, SECTION, &record, &envelope, Notes::from_bytes)
}

fn unit_key() -> UnitKey {
    UnitKey::from_bytes([5; 32])
}

fn mine() -> Keyring {
    let mut keyring = Keyring::default();
    keyring.keep_unit(UNIT, SECTION, 1, unit_key());
    keyring
}

fn notes() -> Notes {
    Notes {
        remarks: "偏好线上沟通".to_owned(),
        ..Notes::default()
    }
}

#[test]
fn what_its_author_sealed_rightly_opens() {
    let part = opened(FILE, &notes().to_bytes(), &mine(), Hash::of).unwrap();
    assert_eq!(part, Part::Open(notes()));
}

#[test]
fn without_a_key_it_stays_sealed() {
    let part = opened(FILE, &notes().to_bytes(), &Keyring::default(), Hash::of).unwrap();
    assert_eq!(part, Part::Sealed);
}

#[test]
fn what_its_author_sealed_wrongly_is_unreadable_and_no_alarm() {
    let elsewhere = FileId([9; 16]);
    let part = opened(elsewhere, &notes().to_bytes(), &mine(), Hash::of).unwrap();
    assert_eq!(part, Part::Unreadable);
    let part = opened(FILE, b"no payload", &mine(), Hash::of).unwrap();
    assert_eq!(part, Part::Unreadable);
}

#[test]
fn another_envelope_than_the_journal_names_is_an_alarm_with_and_without_a_key() {
    for keyring in [mine(), Keyring::default()] {
        let part = opened(FILE, &notes().to_bytes(), &keyring, |_| Hash::of(b"other"));
        let alarm = Reason::Integrity(Alarm::Envelope);
        assert_eq!(part.unwrap_err().reason, alarm);
    }
}
