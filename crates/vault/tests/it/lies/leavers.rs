//! T25: whoever left had kept back what they signed in time, and the server puts it on the chain after all.

use std::{cell::RefCell, rc::Rc};

use bridge::{Reason, client::Sync, failure::Alarm, organisation::GetOrganisation};
use dossier::client::Field;
use ledger::entry::SignedEntry;
use testkit::client::{Client, Fate};
use vault::{Method, remote::Response};
use wire::{
    body::{from_cbor, to_cbor},
    files::{JournalAppend, JournalPage, Journals},
    roster::Head,
};

use crate::{
    company::{Company, create, edited, open, remarks},
    leaving::post,
};

/// What the leaver's browser was about to send when its network failed.
async fn kept_back(leaver: &mut Client, file: &str) -> JournalAppend {
    let kept: Rc<RefCell<Option<Vec<u8>>>> = Rc::default();
    let into = Rc::clone(&kept);
    leaver.call(Sync).await.unwrap();
    let save = edited(leaver, file, |form| {
        *form = form.clone().with(Field::Remarks, "离职之后写的");
    })
    .await;
    leaver.network(move |request| {
        if request.method == Method::Post && request.path.starts_with("/api/v1/journals/") {
            into.borrow_mut().clone_from(&request.body);
            return Fate::Lost;
        }
        Fate::Arrives
    });
    assert_eq!(leaver.call(save).await.unwrap_err().reason, Reason::Offline);
    let body = kept.borrow_mut().take().unwrap();
    from_cbor(&body).unwrap()
}

/// The server serves the entry behind what its chain holds, with its envelopes.
fn smuggle(client: &Client, late: JournalAppend) {
    let entry = SignedEntry::from_bytes(late.entry.0.clone()).unwrap();
    let head = move |before: Option<Head>| {
        Some(Head {
            seq: before.map_or(0, |head| head.seq + 1),
            hash: entry.hash().0.into(),
        })
    };
    client.lie(move |path, response| {
        let body = if path == "/api/v1/journals" {
            let mut ends: Journals = from_cbor(&response.body).unwrap();
            for end in ends.journals.iter_mut().filter(|end| end.head.is_some()) {
                end.head = head(end.head.take());
            }
            to_cbor(&ends)
        } else if path.starts_with("/api/v1/journals/") && !path.ends_with("after=0") {
            let mut page: JournalPage = from_cbor(&response.body).unwrap();
            page.entries.push(late.entry.clone());
            page.head = head(page.head.take());
            to_cbor(&page)
        } else {
            return response;
        };
        Response {
            status: 200,
            body: body.unwrap(),
        }
    });
}

async fn scene() -> (Company, Client, String, JournalAppend) {
    let mut company = Company::found().await;
    let (group, sales) = ("销售一组", "销售代表");
    let mut leaver = company.hire("李强", "liqiang", group, sales).await;
    let mut stays = company.hire("赵倩", "zhaoqian", group, sales).await;
    let file = create(&mut company, group, "张雨桐").await;
    assert!(open(&mut stays, &file).await.is_ok());
    let late = kept_back(&mut leaver, &file).await;
    (company, stays, file, late)
}

#[tokio::test]
async fn what_a_leaver_kept_back_is_not_taken_after_all() {
    let (mut company, mut stays, file, late) = scene().await;
    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    let dismiss = post(&organisation, "李强", "销售一组", "销售代表");
    company.founder.call(dismiss).await.unwrap();
    smuggle(&stays, late);
    let failure = stays.call(Sync).await.unwrap_err();
    assert_eq!(failure.reason, Reason::Integrity(Alarm::JournalForged));
    assert!(
        open(&mut stays, &file).await.is_err(),
        "nothing is believed any more"
    );
}

/// The control: the very same entry is taken while its author still has the post.
#[tokio::test]
async fn the_same_entry_is_taken_while_its_author_is_there() {
    let (_company, mut stays, file, late) = scene().await;
    smuggle(&stays, late);
    stays.call(Sync).await.unwrap();
    stays.stop_lying();
    // The journal has it; the server, which never got it, has no envelope to serve.
    let failure = open(&mut stays, &file)
        .await
        .map(|view| remarks(&view).to_owned());
    assert_eq!(
        failure.unwrap_err().reason,
        Reason::Integrity(Alarm::JournalRolledBack)
    );
}
