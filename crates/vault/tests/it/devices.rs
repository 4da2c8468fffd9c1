//! Several devices of one person share one blob: what either has seen is remembered.

use bridge::{Event, Reason, account::SignIn, client::Sync, failure::Alarm};
use testkit::client::{Client, Fate};
use vault::{Method, remote::Response};
use wire::{
    Code,
    body::{from_cbor, to_cbor},
    files::{JournalPage, Journals},
    path,
};

use crate::company::{Company, PASSWORD, create, secret, unit};

/// Whether a fresh browser of the founder's notices that a unit's journal is gone.
async fn remembered(company: &mut Company, unit_name: &str) -> bool {
    let organisation = company
        .founder
        .call(bridge::organisation::GetOrganisation)
        .await
        .unwrap();
    let lost = unit(&organisation, unit_name);
    let mut fresh = Client::new(&company.server.url());
    fresh.lie(move |path, response| without_journal(&lost, path, response));
    let credentials = SignIn {
        sign_in_name: "wangmin".to_owned(),
        password: secret(PASSWORD),
    };
    let answer = fresh
        .call(credentials)
        .await
        .map_err(|failure| failure.reason);
    let alarm = Alarm::JournalRolledBack;
    assert!(answer.is_ok() || answer == Err(Reason::Integrity(alarm)));
    assert_eq!(
        answer.is_err(),
        fresh.events().contains(&Event::Alarm(alarm))
    );
    answer.is_err()
}

/// A server that has lost a unit's journal.
fn without_journal(unit: &str, path: &str, response: Response) -> Response {
    if response.status != 200 {
        return response;
    }
    let body = if path == path::JOURNALS {
        let mut all: Journals = from_cbor(&response.body).unwrap();
        for end in all.journals.iter_mut().filter(|end| end.unit == unit) {
            end.head = None;
        }
        to_cbor(&all).unwrap()
    } else if path.starts_with(&path::journal(unit)) {
        to_cbor(&JournalPage {
            entries: Vec::new(),
            envelopes: Vec::new(),
            head: None,
        })
        .unwrap()
    } else {
        return response;
    };
    Response { status: 200, body }
}

#[tokio::test]
async fn what_a_device_has_seen_is_remembered_though_another_resealed_the_blob_first() {
    let mut company = Company::found().await;
    let mut other = company.sign_in("wangmin").await.unwrap();
    create(&mut company, "销售一组", "张雨桐").await;
    std::mem::swap(&mut company.founder, &mut other);
    company.founder.call(Sync).await.unwrap();
    create(&mut company, "销售二组", "章子安").await;
    assert!(remembered(&mut company, "销售二组").await);
    // Neither takes away what the other one remembers.
    assert!(remembered(&mut company, "销售一组").await);
    std::mem::swap(&mut company.founder, &mut other);
    create(&mut company, "客服部", "李小红").await;
    for unit in ["客服部", "销售二组", "销售一组"] {
        assert!(remembered(&mut company, unit).await, "{unit}");
    }
    assert!(!remembered(&mut company, "风控部").await);
}

#[tokio::test]
async fn a_lost_answer_does_not_end_remembering() {
    let mut company = Company::found().await;
    company.founder.network(|request| match request.method {
        Method::Put => Fate::AnswerLost,
        _ => Fate::Arrives,
    });
    create(&mut company, "销售一组", "张雨桐").await;
    company.founder.mend_network();
    create(&mut company, "销售二组", "章子安").await;
    assert!(remembered(&mut company, "销售二组").await);
}

/// There is no change of passwords yet, but the blob's format has one: the session goes on, and leaves the blob alone.
#[tokio::test]
async fn a_blob_under_another_key_accuses_nobody() {
    let mut company = Company::found().await;
    company.founder.lie(|path, response| {
        if path != path::BLOB {
            return response;
        }
        match response.status {
            200 => {
                let mut held: wire::account::BlobHeld = from_cbor(&response.body).unwrap();
                *held.blob.0.last_mut().unwrap() ^= 1;
                let body = to_cbor(&held).unwrap();
                Response { status: 200, body }
            }
            _ => conflict(),
        }
    });
    create(&mut company, "销售一组", "张雨桐").await;
    let before = company.founder.requests();
    company.founder.call(Sync).await.unwrap();
    create(&mut company, "销售一组", "章子安").await;
    assert!(
        company
            .founder
            .events()
            .iter()
            .all(|event| !matches!(event, Event::Alarm(_)))
    );
    assert!(company.founder.requests() > before);
}

fn conflict() -> Response {
    Response {
        status: 409,
        body: to_cbor(&wire::Error::new(
            Code::Conflict,
            "the stored blob has another counter",
        ))
        .unwrap(),
    }
}
