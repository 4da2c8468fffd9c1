//! How far ahead fresh entries may be dated: a colleague's device that lags a little must be able to read what the server took.

use ed25519_dalek::Signer;
use ledger::{
    Journal,
    entry::SignedEntry,
    rights::Section,
    statement::{JournalStatement, Policy, RosterStatement},
};
use wire::{
    Bytes, Code,
    files::JournalAppend,
    path,
    roster::{Appended, RosterAppend},
};

use crate::company::{Company, Writing, bytes, now};

const MINUTE: u64 = 60_000;

/// A statement of the founder's, dated so far ahead.
fn stated(company: &Company, ahead: u64) -> RosterAppend {
    let entry = company.sign(RosterStatement::SetPolicy(Policy::default()));
    let mut entry = entry.decode::<RosterStatement>().unwrap();
    entry.at = now() + ahead;
    let signed = SignedEntry::sign(&entry, |message| {
        company.founder.signing.sign(message).to_bytes()
    });
    RosterAppend {
        entries: vec![bytes(&signed)],
        boxes: Vec::new(),
    }
}

/// A file of the founder's, dated so far ahead.
fn written(company: &Company, journal: &Journal, ahead: u64) -> JournalAppend {
    let writing = Writing {
        company,
        staff: &company.founder,
        journal,
    };
    let body = writing.create(&[Section::Card]).body;
    let entry = SignedEntry::from_bytes(body.entry.0).unwrap();
    let mut entry = entry.decode::<JournalStatement>().unwrap();
    entry.at = now() + ahead;
    let signed = SignedEntry::sign(&entry, |message| {
        company.founder.signing.sign(message).to_bytes()
    });
    JournalAppend {
        entry: Bytes(signed.as_bytes().to_vec()),
        ..body
    }
}

#[tokio::test]
async fn a_statement_from_the_future_is_refused_by_the_ledgers_word() {
    let mut company = Company::found().await;
    for ahead in [9 * MINUTE, 2 * MINUTE, MINUTE + 5_000] {
        let body = stated(&company, ahead);
        let answer = company.founder.client.post(path::ROSTER, &body).await;
        let error = answer.fails(422, Code::Refused);
        assert_eq!(error.detail.as_deref(), Some("clock_ahead"), "{ahead}");
    }
    let body = stated(&company, MINUTE - 5_000);
    let _: Appended = company.founder.client.post(path::ROSTER, &body).await.ok();
}

#[tokio::test]
async fn a_file_from_the_future_is_refused_by_the_ledgers_word() {
    let mut company = Company::found().await;
    let unit = company.unit("销售一组").await;
    let journal = Journal::new(unit);
    let url = path::journal(&unit.to_string());
    for ahead in [9 * MINUTE, 2 * MINUTE, MINUTE + 5_000] {
        let body = written(&company, &journal, ahead);
        let answer = company.founder.client.post(&url, &body).await;
        let error = answer.fails(422, Code::Refused);
        assert_eq!(error.detail.as_deref(), Some("clock_ahead"), "{ahead}");
    }
    let body = written(&company, &journal, MINUTE - 5_000);
    let _: Appended = company.founder.client.post(&url, &body).await.ok();
}
