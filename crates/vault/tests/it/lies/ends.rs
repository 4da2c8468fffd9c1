//! Lies about the ends of the journals, by which a browser knows which of them to ask for.

use bridge::{
    Reason,
    client::{ListClients, Sync},
    failure::Alarm,
};
use testkit::client::Client;
use vault::remote::Response;
use wire::{
    body::{from_cbor, to_cbor},
    files::{JournalHead, Journals},
    path,
    roster::Head,
};

use super::Told;
use crate::company::{Company, create};

/// Rewrites what the server says of the ends, and nothing that it says of a journal itself.
fn lie(client: &Client, told: &Told, change: impl Fn(&mut Journals) + 'static) {
    let told = Told::clone(told);
    client.lie(move |path, response| {
        if path != path::JOURNALS || response.status != 200 {
            return response;
        }
        let mut all: Journals = from_cbor(&response.body).unwrap();
        let honest = all.clone();
        change(&mut all);
        told.set(told.get() || all != honest);
        let body = to_cbor(&all).unwrap();
        Response { status: 200, body }
    });
}

/// What a browser that has seen two entries of a journal calls a lie about the ends; nothing if it does not.
async fn told(
    company: &Company,
    change: impl Fn(&mut JournalHead) + 'static,
) -> (Client, Option<Alarm>) {
    let mut client = company.sign_in("wangmin").await.unwrap();
    let told = Told::default();
    lie(&client, &told, move |all| {
        for end in all.journals.iter_mut().filter(|end| end.head.is_some()) {
            change(end);
        }
    });
    let alarm = match client.call(Sync).await.map_err(|failure| failure.reason) {
        Ok(_) => None,
        Err(Reason::Integrity(alarm)) => Some(alarm),
        Err(reason) => panic!("neither success nor alarm: {reason:?}"),
    };
    assert!(told.get(), "the lie never reached the client");
    client.stop_lying();
    (client, alarm)
}

async fn two_files() -> Company {
    let mut company = Company::found().await;
    create(&mut company, "销售一组", "张雨桐").await;
    create(&mut company, "销售一组", "章子安").await;
    company
}

#[tokio::test]
async fn an_end_that_contradicts_what_was_verified_is_named() {
    let company = two_files().await;
    let lies: [fn(&mut JournalHead); 3] = [
        |end| end.head = None,
        |end| {
            let head = end.head.as_mut().unwrap();
            head.hash.0[0] ^= 1;
        },
        |end| {
            end.head = Some(Head {
                seq: 0,
                hash: vec![7; 32].into(),
            })
        },
    ];
    for change in lies {
        let (_, alarm) = told(&company, change).await;
        assert_eq!(alarm, Some(Alarm::JournalRolledBack));
    }
}

#[tokio::test]
async fn a_true_end_that_i_have_seen_passed_is_named() {
    let mut company = Company::found().await;
    create(&mut company, "销售一组", "张雨桐").await;
    let mut client = company.sign_in("wangmin").await.unwrap();
    let old = std::rc::Rc::new(std::cell::RefCell::new(None));
    let keep = std::rc::Rc::clone(&old);
    client.lie(move |path, response| {
        if path == path::JOURNALS {
            keep.borrow_mut().get_or_insert_with(|| response.clone());
        }
        response
    });
    client.call(Sync).await.unwrap();
    create(&mut company, "销售一组", "章子安").await;
    client.call(Sync).await.unwrap();
    let old = old.borrow_mut().take().unwrap();
    client.lie(move |path, response| {
        if path == path::JOURNALS {
            old.clone()
        } else {
            response
        }
    });
    let failure = client.call(Sync).await.unwrap_err();
    assert_eq!(failure.reason, Reason::Integrity(Alarm::JournalRolledBack));
}

#[tokio::test]
async fn a_journal_whose_end_is_left_out_is_asked_for() {
    let mut company = two_files().await;
    let mut client = company.sign_in("wangmin").await.unwrap();
    create(&mut company, "销售一组", "李小红").await;
    let told = Told::default();
    lie(&client, &told, |all| all.journals.clear());
    assert_eq!(client.call(Sync).await.unwrap().files, 3);
    assert!(told.get());
}

/// Holding back is no contradiction, here as in the journal itself; it ends with the lie.
#[tokio::test]
async fn an_end_that_is_held_back_hides_what_is_new_and_nothing_else() {
    let mut company = two_files().await;
    let mut client = company.sign_in("wangmin").await.unwrap();
    let held = std::rc::Rc::new(std::cell::RefCell::new(None));
    let keep = std::rc::Rc::clone(&held);
    client.lie(move |path, response| {
        if path != path::JOURNALS {
            return response;
        }
        keep.borrow_mut()
            .get_or_insert_with(|| response.clone())
            .clone()
    });
    client.call(Sync).await.unwrap();
    create(&mut company, "销售一组", "李小红").await;
    assert_eq!(client.call(Sync).await.unwrap().files, 2);
    client.stop_lying();
    assert_eq!(client.call(Sync).await.unwrap().files, 3);
    let query = ListClients {
        text: String::new(),
        from: 0,
        count: 10,
        ..ListClients::default()
    };
    let rows = client.call(query).await.unwrap().rows;
    assert!(rows.iter().all(|row| row.card.open().is_some()));
}
