//! Another password: proven by the present one, and the end of every other session.

use axum::http::Method;
use wire::{
    Code,
    account::{BlobHeld, BlobPut, NewAccount, PasswordPut, Session, SignIn, SignedIn},
    operation::{Act, Operations},
    path,
    roster::RosterPage,
};

use crate::company::{Company, new_account, random};

fn change(company: &Company, replaces: u64, account: &NewAccount) -> PasswordPut {
    PasswordPut {
        person: company.founder.person.id.to_string(),
        secret: company.founder.account.secret.clone(),
        by_code: false,
        replaces,
        account: account.clone(),
    }
}

#[tokio::test]
async fn another_password_ends_the_other_sessions_and_opens_what_the_old_one_no_longer_does() {
    let mut company = Company::found().await;
    let mut other = company.founder.client.clone();
    let _: SignedIn = company.founder.sign_in().await.ok();
    // Two browsers: signing in gave the founder's a cookie of its own, and ended the one it had.
    other.get(path::SESSION).await.fails(401, Code::NotSignedIn);
    let mut other = company.app.client();
    let credentials = company.founder.credentials();
    let _: SignedIn = other.post(path::SIGN_IN, &credentials).await.ok();

    let account = new_account();
    let body = change(&company, 1, &account);
    company
        .founder
        .client
        .put(path::PASSWORD, &body)
        .await
        .done();
    let _: Session = company.founder.client.get(path::SESSION).await.ok();
    other.get(path::SESSION).await.fails(401, Code::NotSignedIn);
    company
        .founder
        .sign_in()
        .await
        .fails(401, Code::WrongCredentials);
    company.founder.account = account;
    let signed_in: SignedIn = company.founder.sign_in().await.ok();
    assert_eq!(signed_in.blob, company.founder.account.blob);
    let held: BlobHeld = company.founder.client.get(path::BLOB).await.ok();
    assert_eq!(held.counter, 2);

    let log: Operations = company.founder.client.get(path::OPERATIONS).await.ok();
    let line = log
        .operations
        .iter()
        .find(|line| line.act == Act::Password)
        .unwrap();
    assert_eq!(
        (line.object.as_deref(), line.detail.as_deref()),
        (None, None)
    );
}

/// A recovery code signs in and changes the password in its place; whatever account comes without it ends it.
#[tokio::test]
async fn a_recovery_code_is_proven_like_a_password_and_is_none() {
    let mut company = Company::found().await;
    let code: wire::Bytes = random::<32>().into();
    let by_code = |company: &Company| SignIn {
        secret: code.clone(),
        by_code: true,
        ..company.founder.credentials()
    };
    let mut client = company.app.client();
    let refused = [by_code(&company), {
        SignIn {
            by_code: true,
            ..company.founder.credentials()
        }
    }];
    // Where there is no code, nothing is one.
    for credentials in refused {
        let answer = client.post(path::SIGN_IN, &credentials).await;
        answer.fails(401, Code::WrongCredentials);
    }
    let with_code = NewAccount {
        secret: company.founder.account.secret.clone(),
        code: Some(code.clone()),
        ..new_account()
    };
    let body = change(&company, 1, &with_code);
    let founder = &mut company.founder.client;
    founder.put(path::PASSWORD, &body).await.done();

    // Neither is taken for the other.
    let as_password = SignIn {
        by_code: false,
        ..by_code(&company)
    };
    client
        .post(path::SIGN_IN, &as_password)
        .await
        .fails(401, Code::WrongCredentials);
    let _: SignedIn = company.founder.sign_in().await.ok();
    let signed_in: SignedIn = client.post(path::SIGN_IN, &by_code(&company)).await.ok();
    assert_eq!(signed_in.blob, with_code.blob);
    // Until there is a password, the session is good for nothing else.
    let _: RosterPage = client.get(path::ROSTER).await.ok();
    let _: BlobHeld = client.get(path::BLOB).await.ok();
    for closed in [path::SESSION, path::BOXES, path::JOURNALS, path::OPERATIONS] {
        client.get(closed).await.fails(403, Code::NotAllowed);
    }
    let blob = BlobPut {
        person: signed_in.person.clone(),
        replaces: 2,
        counter: 3,
        blob: with_code.blob.clone(),
    };
    client
        .put(path::BLOB, &blob)
        .await
        .fails(403, Code::NotAllowed);

    let account = new_account();
    let wrong = PasswordPut {
        by_code: true,
        ..change(&company, 2, &account)
    };
    client
        .put(path::PASSWORD, &wrong)
        .await
        .fails(401, Code::WrongCredentials);
    let right = PasswordPut {
        secret: code.clone(),
        ..wrong
    };
    // It is good once.
    let again = PasswordPut {
        account: with_code.clone(),
        ..right.clone()
    };
    client
        .put(path::PASSWORD, &again)
        .await
        .fails(400, Code::BadRequest);
    client.put(path::PASSWORD, &right).await.done();
    let _: Session = client.get(path::SESSION).await.ok();
    // Sent again, its answer got lost.
    client.put(path::PASSWORD, &right).await.done();
    company.founder.account = account;
    let _: SignedIn = company.founder.sign_in().await.ok();
    client
        .post(path::SIGN_IN, &by_code(&company))
        .await
        .fails(401, Code::WrongCredentials);

    let log: Operations = company.founder.client.get(path::OPERATIONS).await.ok();
    let ways = |act: Act| {
        let lines = log.operations.iter().filter(move |line| line.act == act);
        lines
            .filter(|line| line.detail.as_deref() == Some("code"))
            .count()
    };
    assert_eq!((ways(Act::SignIn), ways(Act::Password)), (1, 1));
    assert_eq!(ways(Act::SignInFailed), 3);
}

/// Whoever finds a page open has its session, and not the password.
#[tokio::test]
async fn a_session_alone_changes_no_password_and_guesses_no_more_often_than_at_the_door() {
    let mut company = Company::found().await;
    let guess = |company: &Company| PasswordPut {
        secret: random::<32>().into(),
        ..change(company, 1, &new_account())
    };
    for _ in 0..5 {
        let body = guess(&company);
        company
            .founder
            .client
            .put(path::PASSWORD, &body)
            .await
            .fails(401, Code::WrongCredentials);
    }
    let body = change(&company, 1, &new_account());
    company
        .founder
        .client
        .put(path::PASSWORD, &body)
        .await
        .fails(429, Code::LockedOut);
    let log: Operations = company.founder.client.get(path::OPERATIONS).await.ok();
    let wrong = log
        .operations
        .iter()
        .filter(|line| line.act == Act::Password && line.detail.as_deref() == Some("wrong"));
    assert_eq!(wrong.count(), 6);
}

#[tokio::test]
async fn a_change_sent_again_is_one_change_and_another_one_in_its_place_a_conflict() {
    let mut company = Company::found().await;
    let account = new_account();
    let body = change(&company, 1, &account);
    company
        .founder
        .client
        .put(path::PASSWORD, &body)
        .await
        .done();
    company
        .founder
        .client
        .put(path::PASSWORD, &body)
        .await
        .done();
    company.founder.account = account;
    let stale = change(&company, 1, &new_account());
    company
        .founder
        .client
        .put(path::PASSWORD, &stale)
        .await
        .fails(409, Code::Conflict);
    let mut anna = company.hire("anna").await;
    let of_another = change(&company, 2, &new_account());
    anna.client
        .put(path::PASSWORD, &of_another)
        .await
        .fails(409, Code::Conflict);
    let signed_in: SignedIn = company.founder.sign_in().await.ok();
    assert_eq!(signed_in.blob, company.founder.account.blob);
}

/// A thief's change that hangs until the owner has changed the password finds its session gone.
#[tokio::test]
async fn a_change_that_hung_does_not_undo_the_owners() {
    let mut company = Company::found().await;
    let mut thief = company.app.client();
    let credentials = company.founder.credentials();
    let _: SignedIn = thief.post(path::SIGN_IN, &credentials).await.ok();
    let theirs = change(&company, 2, &new_account());
    let hanging = thief.hang(Method::PUT, path::PASSWORD, &theirs).await;
    let account = new_account();
    let body = change(&company, 1, &account);
    company
        .founder
        .client
        .put(path::PASSWORD, &body)
        .await
        .done();
    hanging.arrives().await.fails(401, Code::WrongCredentials);
    company.founder.account = account;
    let _: SignedIn = company.founder.sign_in().await.ok();
}

/// The blob of somebody who has seen many journals is longer than a newcomer's.
#[tokio::test]
async fn a_long_memory_may_be_sealed_under_another_password() {
    let mut company = Company::found().await;
    let long = |length| NewAccount {
        blob: vec![7; length].into(),
        ..new_account()
    };
    let body = change(&company, 1, &long(192 * 1024 + 1));
    let error = company
        .founder
        .client
        .put(path::PASSWORD, &body)
        .await
        .fails(400, Code::BadRequest);
    assert_eq!(error.fields[0].field, "account.blob");
    let body = change(&company, 1, &long(192 * 1024));
    company
        .founder
        .client
        .put(path::PASSWORD, &body)
        .await
        .done();
}
