//! Transactions that overlap. Each sleeps before it commits while the other one is through, so that the order is certain.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{path::Path, sync::Arc, time::Duration};

use ledger::{hash::Hash, id::PersonId};

use super::{CHANGED, Db, StoreError, Transaction, account, open, session, session::SessionRow};
use crate::{
    account::{Account, DEFAULT_STRETCH},
    hasher::SecretHash,
};

const PERSON: PersonId = PersonId([1; 16]);
const SESSION: Hash = Hash([2; 32]);

fn account_with(secret: u8) -> Account {
    Account {
        person: PERSON,
        salt: [0; 16],
        stretch: DEFAULT_STRETCH,
        secret: SecretHash {
            salt: [0; 16],
            hash: [secret; 32],
        },
        code: None,
        blob: vec![secret],
        active: true,
    }
}

/// A sign-in that proved the old secret.
fn sign_in() -> Transaction {
    let mut transaction = Transaction::new();
    let row = SessionRow::new(Some(PERSON), 0, 1, 1);
    session::create(&mut transaction, SESSION, &row);
    account::sign_in(&mut transaction, &account_with(1), SESSION);
    transaction
}

/// What gives the person another secret and ends the sessions of the old one.
fn replace() -> Transaction {
    let mut transaction = Transaction::new();
    account::replace(&mut transaction, &account_with(2));
    session::delete_all_of(&mut transaction, PERSON);
    transaction
}

/// In memory, and what the product runs on.
async fn databases(folder: &Path) -> [Db; 2] {
    let databases = [
        open(Some("mem://"), folder).await.unwrap(),
        open(None, folder).await.unwrap(),
    ];
    for db in &databases {
        let mut transaction = Transaction::new();
        account::create(&mut transaction, &account_with(1), "anna", None);
        transaction.commit(db).await.unwrap();
    }
    databases
}

/// How the first ends, which begins and then sleeps while the other one goes through.
async fn overtaken(db: &Db, mut slow: Transaction, fast: Transaction) -> Result<(), StoreError> {
    slow.then("SLEEP 600ms");
    let slow = {
        let db = Arc::clone(db);
        tokio::spawn(async move { slow.commit(&db).await })
    };
    tokio::time::sleep(Duration::from_millis(200)).await;
    fast.commit(db).await.unwrap();
    slow.await.unwrap()
}

async fn is_alive(db: &Db) -> bool {
    session::find(db, SESSION).await.unwrap().0.is_some()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sign_in_that_an_account_s_replacement_overtakes_fails() {
    let folder = tempfile::tempdir().unwrap();
    for db in databases(folder.path()).await {
        let lost = overtaken(&db, sign_in(), replace()).await;
        assert!(matches!(lost, Err(StoreError::Conflict)), "{lost:?}");
        let again = sign_in().persist(&db).await.unwrap_err();
        assert!(again.is_guard(CHANGED), "{again:?}");
        assert!(!is_alive(&db).await);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_s_replacement_that_a_sign_in_overtakes_ends_its_session_too() {
    let folder = tempfile::tempdir().unwrap();
    for db in databases(folder.path()).await {
        let lost = overtaken(&db, replace(), sign_in()).await;
        assert!(matches!(lost, Err(StoreError::Conflict)), "{lost:?}");
        assert!(is_alive(&db).await);
        replace().commit(&db).await.unwrap();
        assert!(!is_alive(&db).await);
    }
}
