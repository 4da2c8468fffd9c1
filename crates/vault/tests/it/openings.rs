//! Opening a file while others save it.

use std::cell::Cell;

use bridge::{
    Reason,
    client::{OpenClient, Reveal, Sync},
};
use dossier::client::Field;
use ledger::{entry::SignedEntry, statement::JournalStatement};
use vault::remote::Response;
use wire::{
    body::{from_cbor, to_cbor},
    files::JournalPage,
};

use crate::{
    company::{Company, create, edited, open},
    races::accuses_nobody,
};

/// The journal's page as it was after its first entry.
fn one_entry_of(response: &Response) -> Response {
    let mut page: JournalPage = from_cbor(&response.body).unwrap();
    page.entries.truncate(1);
    let entry = SignedEntry::from_bytes(page.entries[0].0.clone()).unwrap();
    page.head = Some(wire::roster::Head {
        seq: entry.decode::<JournalStatement>().unwrap().seq,
        hash: entry.hash().0.to_vec().into(),
    });
    Response {
        status: 200,
        body: to_cbor(&page).unwrap(),
    }
}

#[tokio::test]
async fn a_file_that_is_saved_twice_while_it_is_opened_accuses_nobody() {
    let mut company = Company::found().await;
    let mut sales = company
        .hire("李强", "liqiang", "销售一组", "销售代表")
        .await;
    let file = create(&mut company, "销售一组", "张雨桐").await;
    sales.call(Sync).await.unwrap();
    for address in ["滨江区一号", "滨江区二号"] {
        let save = edited(&mut company.founder, &file, |form| {
            form.set(Field::Address, address);
        })
        .await;
        company.founder.call(save).await.unwrap();
    }
    // What is pulled after the first answer ends between the two.
    let first = Cell::new(true);
    sales.lie(move |path, response| {
        if path.starts_with("/api/v1/journals/") && first.take() {
            one_entry_of(&response)
        } else {
            response
        }
    });
    let view = sales.call(OpenClient { file: file.clone() }).await.unwrap();
    assert_eq!(view.history.len(), 3);
    let reveal = Reveal {
        file,
        field: Field::Address,
    };
    let address = sales.call(reveal).await.unwrap();
    assert_eq!(address.value.expose(), "滨江区二号");
    accuses_nobody(&sales);
}

#[tokio::test]
async fn a_file_that_is_saved_faster_than_it_is_fetched_is_an_honest_failure() {
    let mut company = Company::found().await;
    let mut sales = company
        .hire("李强", "liqiang", "销售一组", "销售代表")
        .await;
    let file = create(&mut company, "销售一组", "张雨桐").await;
    open(&mut sales, &file).await.unwrap();
    for number in 0..9 {
        let save = edited(&mut company.founder, &file, |form| {
            form.set(Field::Remarks, format!("改过{number}次"));
        })
        .await;
        company.founder.call(save).await.unwrap();
    }
    // Each pull brings one save, and there are more.
    sales.lie(|path, response| {
        if path.starts_with("/api/v1/journals/") {
            one_entry_of(&response)
        } else {
            response
        }
    });
    let opened = sales.call(OpenClient { file: file.clone() }).await;
    assert_eq!(opened.unwrap_err().reason, Reason::Conflict);
    accuses_nobody(&sales);
    sales.stop_lying();
    open(&mut sales, &file).await.unwrap();
}
