#![allow(clippy::unwrap_used)]

use dossier::section::{Card, Labels};

use super::*;

/// A file's sections as they came: the synced ones and the fetched ones.
fn parts(card: Part<Card>, notes: Part<Notes>) -> (Synced, Opened) {
    let mut synced = Synced::default();
    synced.card = card;
    let opened = Opened {
        written: None,
        at_seq: 0,
        sensitive: Part::Open(Sensitive::default()),
        notes,
    };
    (synced, opened)
}

fn card() -> Card {
    Card {
        name: "张雨桐".to_owned(),
        ..Card::default()
    }
}

fn joined(card: Part<Card>, notes: Part<Notes>) -> Result<(ClientFile, Vec<Section>)> {
    let (synced, opened) = parts(card, notes);
    join(&synced, &opened, Kind::Person, NaiveDate::MIN)
}

#[test]
fn what_was_sealed_wrongly_is_blank_to_be_written_anew() {
    let (whole, blank) = joined(Part::Open(card()), Part::Unreadable).unwrap();
    assert_eq!((whole.card, whole.notes), (card(), Notes::default()));
    assert_eq!(blank, [Section::Notes]);
}

#[test]
fn what_a_newer_version_wrote_is_never_a_form_to_write_over_it() {
    for (card, notes) in [
        (Part::Newer, Part::Open(Notes::default())),
        (Part::Open(card()), Part::Newer),
        (Part::Unreadable, Part::Newer),
    ] {
        assert_eq!(joined(card, notes).unwrap_err().reason, Reason::Newer);
    }
    let (mut synced, mut opened) = parts(Part::Open(card()), Part::Open(Notes::default()));
    assert!(join(&synced, &opened, Kind::Person, NaiveDate::MIN).is_ok());
    synced.labels = Part::Newer;
    let failure = join(&synced, &opened, Kind::Person, NaiveDate::MIN).unwrap_err();
    assert_eq!(failure.reason, Reason::Newer);
    synced.labels = Part::Open(Labels::default());
    opened.sensitive = Part::Newer;
    let failure = join(&synced, &opened, Kind::Person, NaiveDate::MIN).unwrap_err();
    assert_eq!(failure.reason, Reason::Newer);
}

#[test]
fn what_a_newer_version_wrote_is_not_laid_at_its_author_s_door() {
    let (synced, opened) = parts(Part::Newer, Part::Unreadable);
    let newer = sections(&synced, &opened, Part::Newer);
    assert_eq!(newer.collect::<Vec<_>>(), [Section::Card]);
    let unreadable = sections(&synced, &opened, Part::Unreadable);
    assert_eq!(unreadable.collect::<Vec<_>>(), [Section::Notes]);
}
