#![allow(clippy::unwrap_used)]

use dossier::section::Notes;
use getrandom::{SysRng, rand_core::UnwrapErr};
use ledger::id::PersonId;
use seal::unit::UnitKey;

use super::*;

const UNIT: UnitId = UnitId([2; 16]);
const FILE: FileId = FileId([3; 16]);
const SECTION: Section = Section::Notes;

const ORG: OrgId = OrgId([1; 16]);

/// Seals a payload as the notes of a file.
fn sealed(file: FileId, suite: Suite, payload: &[u8]) -> Vec<u8> {
    let context = context(ORG, UNIT, file, SECTION, 1, 1, 1);
    let key = unit_key().file_key(&file.0, SECTION.number(), 1);
    seal::envelope::seal(suite, &key, &context, payload, &mut UnwrapErr(SysRng)).unwrap()
}

/// Opens an envelope as the notes of my file, where the journal names the envelope `named`, sealed with the default suite.
fn open(envelope: &[u8], keyring: &Keyring, named: Hash) -> Result<Part<Notes>> {
    let record = SectionRecord {
        revision: 1,
        epoch: 1,
        generation: 1,
        envelope: named,
        suite: Suite::DEFAULT.number(),
        author: PersonId([4; 16]),
        at: 0,
        seq: 0,
    };
    let opener = Opener { org: ORG, keyring };
    opener.open(UNIT, FILE, SECTION, &record, envelope, Notes::from_bytes)
}

/// What I make of an envelope that the journal names.
fn made_of(envelope: &[u8]) -> Part<Notes> {
    open(envelope, &mine(), Hash::of(envelope)).unwrap()
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
    let envelope = sealed(FILE, Suite::DEFAULT, &notes().to_bytes());
    assert_eq!(made_of(&envelope), Part::Open(notes()));
}

#[test]
fn without_a_key_it_stays_sealed() {
    let envelope = sealed(FILE, Suite::DEFAULT, &notes().to_bytes());
    let part = open(&envelope, &Keyring::default(), Hash::of(&envelope)).unwrap();
    assert_eq!(part, Part::Sealed);
}

#[test]
fn what_its_author_sealed_wrongly_is_unreadable_and_no_alarm() {
    let elsewhere = sealed(FileId([9; 16]), Suite::DEFAULT, &notes().to_bytes());
    assert_eq!(made_of(&elsewhere), Part::Unreadable);
    let no_payload = sealed(FILE, Suite::DEFAULT, b"no payload");
    assert_eq!(made_of(&no_payload), Part::Unreadable);
    let no_remarks = sealed(FILE, Suite::DEFAULT, b"\xa1\x00\x01");
    assert_eq!(made_of(&no_remarks), Part::Unreadable);
    assert_eq!(made_of(b""), Part::Unreadable);
}

#[test]
fn what_no_form_lets_through_is_unreadable() {
    for remarks in ["\u{202e}gpj.exe".to_owned(), "备".repeat(4001)] {
        let notes = Notes {
            remarks,
            ..Notes::default()
        };
        let envelope = sealed(FILE, Suite::DEFAULT, &notes.to_bytes());
        assert_eq!(made_of(&envelope), Part::Unreadable);
    }
}

#[test]
fn another_suite_than_its_author_signed_is_unreadable_and_no_newer_version() {
    let envelope = sealed(FILE, Suite::ChaCha20Poly1305, &notes().to_bytes());
    assert_eq!(made_of(&envelope), Part::Unreadable);
}

#[test]
fn what_a_newer_version_wrote_is_not_its_author_s_fault() {
    let payload = sealed(FILE, Suite::DEFAULT, b"\xa1\x00\x02");
    assert_eq!(made_of(&payload), Part::Newer);
    let mut layout = sealed(FILE, Suite::DEFAULT, &notes().to_bytes());
    layout[0] = 2;
    assert_eq!(made_of(&layout), Part::Newer);
    let mut suite = sealed(FILE, Suite::DEFAULT, &notes().to_bytes());
    suite[1] = 4;
    assert_eq!(made_of(&suite), Part::Newer);
}

#[test]
fn another_envelope_than_the_journal_names_is_an_alarm_with_and_without_a_key() {
    let honest = sealed(FILE, Suite::DEFAULT, &notes().to_bytes());
    // That it says to be newer excuses nothing.
    let mut newer = honest.clone();
    newer[0] = 2;
    for envelope in [honest, newer] {
        for keyring in [mine(), Keyring::default()] {
            let part = open(&envelope, &keyring, Hash::of(b"other"));
            let alarm = Reason::Integrity(Alarm::Envelope);
            assert_eq!(part.unwrap_err().reason, alarm);
        }
    }
}
