//! What a page has seen it does not forget when it locks, whoever signs in next; and it accuses nobody for it.

use std::{cell::RefCell, rc::Rc};

use bridge::{
    Event, Reason,
    account::{Lock, Recover, SignIn, SignOut},
    client::Sync,
    failure::Alarm,
};
use testkit::client::{Client, Fate};
use vault::{Method, remote::Response};
use wire::{
    body::{from_cbor, to_cbor},
    files::{JournalPage, Journals},
    path,
};

use crate::company::{Company, PASSWORD, create, open, secret};

fn credentials(sign_in_name: &str) -> SignIn {
    SignIn {
        sign_in_name: sign_in_name.to_owned(),
        password: secret(PASSWORD),
    }
}

/// A server whose journals are as they were before anything was written.
fn without_journals(path: &str, response: Response) -> Response {
    if response.status != 200 || !path.starts_with(path::JOURNALS) {
        return response;
    }
    let body = if path == path::JOURNALS {
        let mut all: Journals = from_cbor(&response.body).unwrap();
        all.journals.iter_mut().for_each(|end| end.head = None);
        to_cbor(&all).unwrap()
    } else {
        let page = JournalPage {
            entries: Vec::new(),
            envelopes: Vec::new(),
            head: None,
        };
        to_cbor(&page).unwrap()
    };
    Response { status: 200, body }
}

async fn alarm(client: &mut Client, sign_in_name: &str) -> Option<Alarm> {
    match client.call(credentials(sign_in_name)).await {
        Ok(_) => None,
        Err(failure) => match failure.reason {
            Reason::Integrity(alarm) => {
                assert!(client.events().contains(&Event::Alarm(alarm)));
                Some(alarm)
            }
            reason => panic!("not named as a lie: {reason:?}"),
        },
    }
}

/// Nothing that a page remembers reaches the server.
fn keep_from_remembering(client: &Client) {
    client.network(|request| match request.method {
        Method::Put => Fate::Lost,
        _ => Fate::Arrives,
    });
}

#[tokio::test]
async fn older_chains_are_named_although_the_blob_does_not_know_better() {
    let mut company = Company::found().await;
    keep_from_remembering(&company.founder);
    create(&mut company, "销售一组", "张雨桐").await;
    company.founder.call(SignOut).await.unwrap();
    let mut fresh = Client::new(&company.server.url());
    fresh.lie(without_journals);
    // The control: to a page that has seen nothing, the older state is as good as any.
    assert_eq!(alarm(&mut fresh, "wangmin").await, None);
    company.founder.lie(without_journals);
    assert_eq!(
        alarm(&mut company.founder, "wangmin").await,
        Some(Alarm::JournalRolledBack)
    );
}

#[tokio::test]
async fn who_signs_in_next_is_not_shown_less_either() {
    let mut company = Company::found().await;
    company
        .hire("李强", "liqiang", "销售一组", "销售代表")
        .await;
    create(&mut company, "销售一组", "张雨桐").await;
    company.founder.call(Lock).await.unwrap();
    company.founder.lie(without_journals);
    assert_eq!(
        alarm(&mut company.founder, "liqiang").await,
        Some(Alarm::JournalRolledBack)
    );
}

/// The answer to the first sign-in, told again at the second one.
fn repeat_sign_in(client: &Client) {
    let first: Rc<RefCell<Option<Response>>> = Rc::default();
    client.lie(move |path, response| {
        if path != path::SIGN_IN || response.status != 200 {
            return response;
        }
        first
            .borrow_mut()
            .get_or_insert_with(|| response.clone())
            .clone()
    });
}

#[tokio::test]
async fn an_older_blob_is_named() {
    let mut company = Company::found().await;
    company.founder.call(SignOut).await.unwrap();
    repeat_sign_in(&company.founder);
    company.founder.call(credentials("wangmin")).await.unwrap();
    create(&mut company, "销售一组", "张雨桐").await;
    company.founder.call(SignOut).await.unwrap();
    assert_eq!(
        alarm(&mut company.founder, "wangmin").await,
        Some(Alarm::BlobRolledBack)
    );
}

#[tokio::test]
async fn an_older_blob_is_named_if_locking_resealed_it() {
    let mut company = Company::found().await;
    let mut client = company
        .hire("李强", "liqiang", "销售一组", "销售代表")
        .await;
    client.call(SignOut).await.unwrap();
    repeat_sign_in(&client);
    client.call(credentials("liqiang")).await.unwrap();
    create(&mut company, "销售一组", "张雨桐").await;
    client.call(Sync).await.unwrap();
    client.call(SignOut).await.unwrap();
    assert_eq!(
        alarm(&mut client, "liqiang").await,
        Some(Alarm::BlobRolledBack)
    );
}

#[tokio::test]
async fn nobody_is_accused_for_what_did_not_arrive_or_for_whom_it_is_now() {
    let mut company = Company::found().await;
    let file = create(&mut company, "销售一组", "张雨桐").await;
    company
        .hire("李强", "liqiang", "销售一组", "销售代表")
        .await;
    let mut page = company.sign_in("wangmin").await.unwrap();
    for fate in [Fate::Lost, Fate::AnswerLost] {
        page.network(move |request| match request.method {
            Method::Put => fate,
            _ => Fate::Arrives,
        });
        create(&mut company, "销售一组", "章子安").await;
        page.call(Sync).await.unwrap();
        page.call(Lock).await.unwrap();
        page.call(credentials("wangmin")).await.unwrap();
        page.mend_network();
        page.call(SignOut).await.unwrap();
        page.call(credentials("liqiang")).await.unwrap();
        open(&mut page, &file).await.unwrap();
        page.call(credentials("wangmin")).await.unwrap();
    }
    // Recovery begins a blob anew.
    let recover = Recover {
        kits: vec![secret(&company.kit)],
        sign_in_name: "wangmin".to_owned(),
        password: secret("Nine-cranes-over-9-old-bridges"),
    };
    page.call(recover).await.unwrap();
    open(&mut page, &file).await.unwrap();
    page.call(Lock).await.unwrap();
    let again = SignIn {
        sign_in_name: "wangmin".to_owned(),
        password: secret("Nine-cranes-over-9-old-bridges"),
    };
    page.call(again).await.unwrap();
    assert!(
        page.events()
            .iter()
            .all(|event| !matches!(event, Event::Alarm(_)))
    );
}
