//! Lies about files' journals and the envelopes that their entries sign.

use std::rc::Rc;

use bridge::{Reason, client::Sync, failure::Alarm};
use dossier::client::Field;
use ledger::{entry::SignedEntry, statement::JournalStatement};
use vault::remote::Response;
use wire::{
    Bytes,
    body::to_cbor,
    files::{FileSections, JournalPage},
};

use super::{Told, altered, head_of, rewrite, sign_in, sign_in_honestly};
use crate::company::{Company, create, edited, open};

const JOURNALS: &str = "/api/v1/journals/";

#[tokio::test]
async fn journals_that_are_cut_and_envelopes_that_are_swapped_or_kept_back_are_named() {
    let mut company = Company::found().await;
    let first = create(&mut company, "销售一组", "张雨桐").await;
    create(&mut company, "销售一组", "章子安").await;
    company.founder.call(Sync).await.unwrap();
    company
        .founder
        .call(bridge::account::SignOut)
        .await
        .unwrap();
    sign_in_honestly::<JournalPage>(&company, JOURNALS).await;
    let swapped = sign_in::<JournalPage>(&company, JOURNALS, |page| {
        if page.envelopes.len() > 2 {
            let (one, two) = (
                page.envelopes[0].sealed.clone(),
                page.envelopes[2].sealed.clone(),
            );
            page.envelopes[0].sealed = two;
            page.envelopes[2].sealed = one;
        }
    });
    assert_eq!(swapped.await, Some(Alarm::Envelope));
    let kept_back = sign_in::<JournalPage>(&company, JOURNALS, |page| drop(page.envelopes.pop()));
    assert_eq!(kept_back.await, Some(Alarm::Envelope));
    let altered = sign_in::<JournalPage>(&company, JOURNALS, |page| {
        if let Some(entry) = page.entries.first_mut() {
            *entry = altered!(JournalStatement, entry);
        }
    });
    assert_eq!(altered.await, Some(Alarm::JournalForged));
    let emptied = sign_in::<JournalPage>(&company, JOURNALS, |page| {
        page.entries.clear();
        page.envelopes.clear();
        page.head = None;
    });
    assert_eq!(emptied.await, Some(Alarm::JournalRolledBack));
    // Opening a file: the section that comes is the one that was signed.
    let mut client = company.sign_in("wangmin").await.unwrap();
    open(&mut client, &first).await.unwrap();
    let told = Told::default();
    client.lie(rewrite::<FileSections>("/api/v1/files/", &told, |file| {
        for envelope in &mut file.envelopes {
            *envelope.sealed.0.last_mut().unwrap() ^= 1;
        }
    }));
    assert_eq!(
        open(&mut client, &first).await.unwrap_err().reason,
        Reason::Integrity(Alarm::Envelope)
    );
    assert!(told.get());
}

/// A colleague edits the founder's file: an entry that the founder's blob does not remember yet.
async fn edit_elsewhere(company: &mut Company, file: &str) {
    let mut colleague = company
        .hire("李强", "liqiang", "销售一组", "销售代表")
        .await;
    open(&mut colleague, file).await.unwrap();
    let save = edited(&mut colleague, file, |form| {
        form.set(Field::ShortName, "改过");
    })
    .await;
    colleague.call(save).await.unwrap();
}

#[tokio::test]
async fn an_entry_at_a_journals_end_that_its_author_did_not_sign_is_named() {
    let mut company = Company::found().await;
    let file = create(&mut company, "销售一组", "张雨桐").await;
    edit_elsewhere(&mut company, &file).await;
    let alarm = sign_in::<JournalPage>(&company, JOURNALS, |page| {
        if let Some(entry) = page.entries.last_mut() {
            *entry = altered!(JournalStatement, entry);
            page.head = Some(head_of(&page.entries));
        }
    });
    assert_eq!(alarm.await, Some(Alarm::JournalForged));
    sign_in_honestly::<JournalPage>(&company, JOURNALS).await;
}

#[tokio::test]
async fn a_save_that_was_acknowledged_and_dropped_is_named() {
    let mut company = Company::found().await;
    let file = create(&mut company, "销售一组", "张雨桐").await;
    let mut client = company.sign_in("wangmin").await.unwrap();
    open(&mut client, &file).await.unwrap();
    let mut other = company.sign_in("wangmin").await.unwrap();
    open(&mut other, &file).await.unwrap();
    // Somebody else comes first, so the honest answer would be 409; the server says 200 instead.
    create(&mut company, "销售一组", "章子安").await;
    let told = Told::default();
    let tell = Rc::clone(&told);
    client.lie(move |path, response| {
        if response.status == 409 && path.starts_with(JOURNALS) {
            tell.set(true);
            let head = wire::roster::Head {
                seq: 2,
                hash: vec![0; 32].into(),
            };
            let body = to_cbor(&wire::roster::Appended { head }).unwrap();
            return Response { status: 200, body };
        }
        response
    });
    let save = edited(&mut client, &file, |form| {
        form.set(Field::Remarks, "没有存下来");
    })
    .await;
    assert_eq!(
        client.call(save.clone()).await.unwrap_err().reason,
        Reason::Integrity(Alarm::JournalRolledBack)
    );
    assert!(told.get());
    // Told the truth, a browser that is as far behind saves the same.
    other.call(save).await.unwrap();
}
