//! Blobs and what is still on its way: a session that is over writes nothing, and what is sent again is one write.

use axum::http::Method;
use wire::{
    Code,
    account::{BlobHeld, BlobPut, SignedIn},
    operation::Operations,
    path,
};

use crate::{
    company::{Company, random},
    recovery,
};

fn put(company: &Company, replaces: u64) -> BlobPut {
    BlobPut {
        person: company.founder.person.id.to_string(),
        replaces,
        counter: replaces + 1,
        blob: random::<100>().into(),
    }
}

/// A thief of the session lets a write hang; meanwhile the founder recovers, which ends every session of the old keys. What hung
/// must not fall upon the account that was just made.
#[tokio::test]
async fn what_hung_while_an_account_was_recovered_does_not_destroy_it() {
    let mut company = Company::found().await;
    let thief = company.founder.client.clone();
    let junk = put(&company, 1);
    let hanging = thief.hang(Method::PUT, path::BLOB, &junk).await;

    let mut client = company.app.client();
    recovery::sign_in(&company, &mut client).await;
    let (body, ..) = recovery::rekeyed(&company);
    let _: SignedIn = client.put(path::RECOVERY_ACCOUNT, &body).await.ok();
    hanging.arrives().await.fails(401, Code::NotSignedIn);

    let held: BlobHeld = client.get(path::BLOB).await.ok();
    assert_eq!(held.blob, body.account.blob);
    company.founder.account = body.account;
    let signed_in: SignedIn = company.founder.sign_in().await.ok();
    assert_eq!(signed_in.blob, company.founder.account.blob);
}

#[tokio::test]
async fn a_session_that_is_over_writes_nothing_that_was_on_its_way() {
    let mut company = Company::found().await;
    let late = put(&company, 1);
    let client = &company.founder.client;
    let hanging = client.hang(Method::PUT, path::BLOB, &late).await;
    company
        .founder
        .client
        .post(path::SIGN_OUT, &())
        .await
        .done();
    hanging.arrives().await.fails(401, Code::NotSignedIn);
    let signed_in: SignedIn = company.founder.sign_in().await.ok();
    assert_eq!(signed_in.blob, company.founder.account.blob);
}

#[tokio::test]
async fn a_blob_sent_again_is_one_write() {
    let mut company = Company::found().await;
    let (first, other) = (put(&company, 1), put(&company, 1));
    company.founder.client.put(path::BLOB, &first).await.done();
    company.founder.client.put(path::BLOB, &first).await.done();
    let held: BlobHeld = company.founder.client.get(path::BLOB).await.ok();
    assert_eq!((held.counter, &held.blob), (2, &first.blob));
    // Another blob in its place, and the same one after others came, are conflicts.
    company
        .founder
        .client
        .put(path::BLOB, &other)
        .await
        .fails(409, Code::Conflict);
    let second = put(&company, 2);
    company.founder.client.put(path::BLOB, &second).await.done();
    company
        .founder
        .client
        .put(path::BLOB, &first)
        .await
        .fails(409, Code::Conflict);
    let last = BlobPut {
        replaces: i64::MAX as u64 - 1,
        counter: i64::MAX as u64,
        ..second
    };
    company
        .founder
        .client
        .put(path::BLOB, &last)
        .await
        .fails(409, Code::Conflict);
}

/// A server that lost the newest blobs is given the one that its writer holds, with the counter that it has.
#[tokio::test]
async fn a_blob_may_be_several_ahead_but_never_behind() {
    let mut company = Company::found().await;
    let ahead = BlobPut {
        counter: 9,
        ..put(&company, 1)
    };
    company.founder.client.put(path::BLOB, &ahead).await.done();
    company.founder.client.put(path::BLOB, &ahead).await.done();
    let held: BlobHeld = company.founder.client.get(path::BLOB).await.ok();
    assert_eq!((held.counter, &held.blob), (9, &ahead.blob));
    for counter in [0, 8, 9, 1 << 63, u64::MAX] {
        let behind = BlobPut {
            counter,
            ..put(&company, 9)
        };
        let refused = company.founder.client.put(path::BLOB, &behind).await;
        refused.fails(400, Code::BadRequest);
    }
    let held: BlobHeld = company.founder.client.get(path::BLOB).await.ok();
    assert_eq!((held.counter, held.blob), (9, ahead.blob));
}

#[tokio::test]
async fn whoever_came_second_fetches_the_blob_that_came_first() {
    let mut company = Company::found().await;
    let held: BlobHeld = company.founder.client.get(path::BLOB).await.ok();
    assert_eq!(
        (held.counter, held.blob),
        (1, company.founder.account.blob.clone())
    );
    let mut other = company.founder.client.clone();
    let (first, mut second) = (put(&company, 1), put(&company, 1));
    company.founder.client.put(path::BLOB, &first).await.done();
    other
        .put(path::BLOB, &second)
        .await
        .fails(409, Code::Conflict);
    let held: BlobHeld = other.get(path::BLOB).await.ok();
    assert_eq!(held.blob, first.blob);
    second.replaces = held.counter;
    second.counter = held.counter + 1;
    other.put(path::BLOB, &second).await.done();

    // Everybody gets their own, strangers and the recovery root get none, and nothing of it is a line in the log.
    let mut anna = company.hire("anna").await;
    let before: Operations = company.founder.client.get(path::OPERATIONS).await.ok();
    let held: BlobHeld = anna.client.get(path::BLOB).await.ok();
    assert_eq!(held.blob, anna.account.blob);
    let after: Operations = company.founder.client.get(path::OPERATIONS).await.ok();
    assert_eq!(before, after);
    let mut stranger = company.app.client();
    stranger.get(path::BLOB).await.fails(401, Code::NotSignedIn);
    recovery::sign_in(&company, &mut stranger).await;
    stranger.get(path::BLOB).await.fails(403, Code::NotAllowed);
}
