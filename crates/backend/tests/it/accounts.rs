use std::net::SocketAddr;

use axum::http::header;
use wire::{
    Code, Encoding,
    account::{BlobHeld, BlobPut, PreSignIn, Session, SignIn, SignInParameters, SignedIn},
    device::LockedAccounts,
    path,
    roster::RosterPage,
};

use crate::company::{Company, random};

#[tokio::test]
async fn a_session_begins_with_sign_in_and_ends_with_sign_out() {
    let mut company = Company::found().await;
    let first = company.founder.client.cookie.clone().unwrap();
    let _: SignedIn = company.founder.sign_in().await.ok();
    let second = company.founder.client.cookie.clone().unwrap();
    assert_ne!(first, second, "a new id at each sign-in");

    let mut thief = company.app.client();
    thief.cookie = Some(first);
    thief.get(path::SESSION).await.fails(401, Code::NotSignedIn);
    let session: Session = company.founder.client.get(path::SESSION).await.ok();
    assert_eq!(session.person, Some(company.founder.person.id.to_string()));

    company
        .founder
        .client
        .post(path::SIGN_OUT, &())
        .await
        .done();
    assert_eq!(company.founder.client.cookie, None);
    thief.cookie = Some(second);
    thief.get(path::SESSION).await.fails(401, Code::NotSignedIn);
    thief.get(path::ROSTER).await.fails(401, Code::NotSignedIn);
    thief.cookie = None;
    thief.get(path::ROSTER).await.fails(401, Code::NotSignedIn);
}

#[tokio::test]
async fn cookies_are_out_of_reach_for_scripts_and_other_sites() {
    let mut company = Company::found().await;
    let answer = company.founder.sign_in().await;
    let cookie = answer.headers[header::SET_COOKIE]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(cookie.starts_with("__Host-jiandang_session="), "{cookie}");
    for attribute in ["; Path=/", "; HttpOnly", "; SameSite=Strict", "; Secure"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    let token = cookie.split(['=', ';']).nth(1).unwrap();
    assert_eq!(token.len(), 43, "32 random bytes");
    let _: RosterPage = company.founder.client.get(path::ROSTER).await.ok();
}

#[tokio::test]
async fn unknown_and_known_names_answer_alike() {
    let company = Company::found().await;
    let mut client = company.app.client();
    let ask = |name: &str| PreSignIn {
        sign_in_name: name.to_owned(),
    };
    let known: SignInParameters = client.post(path::PRE_SIGN_IN, &ask(" FOUNDER ")).await.ok();
    assert_eq!(known.salt, company.founder.account.salt);
    let nobody: SignInParameters = client.post(path::PRE_SIGN_IN, &ask("nobody")).await.ok();
    let again: SignInParameters = client.post(path::PRE_SIGN_IN, &ask("Nobody")).await.ok();
    assert_eq!(nobody, again);
    assert_eq!(nobody.salt.0.len(), known.salt.0.len());

    let wrong = |name: &str| SignIn {
        sign_in_name: name.to_owned(),
        secret: random::<32>().into(),
        by_code: false,
    };
    let known = client
        .post(path::SIGN_IN, &wrong("founder"))
        .await
        .fails(401, Code::WrongCredentials);
    let nobody = client
        .post(path::SIGN_IN, &wrong("nobody"))
        .await
        .fails(401, Code::WrongCredentials);
    assert_eq!(known, nobody);
    assert_eq!(client.cookie, None);
}

fn guess(name: &str) -> SignIn {
    SignIn {
        sign_in_name: name.to_owned(),
        secret: random::<32>().into(),
        by_code: false,
    }
}

/// T18: whoever guesses is locked out, of an account that is there and of one that is not, and from wherever; its owner's own device is not.
#[tokio::test]
async fn guessing_locks_the_account_and_not_its_owners_device() {
    let mut company = Company::found().await;
    let _: SignedIn = company.founder.sign_in().await.ok();
    for name in ["founder", "nobody"] {
        for host in 1..=5 {
            let mut guesser = company.app.client();
            guesser.address = SocketAddr::from(([198, 51, 100, host], 1));
            let wrong = guesser.post(path::SIGN_IN, &guess(name)).await;
            wrong.fails(401, Code::WrongCredentials);
        }
        let mut guesser = company.app.client();
        guesser.address = SocketAddr::from(([198, 51, 100, 9], 1));
        let locked = guesser.post(path::SIGN_IN, &guess(name)).await;
        let wait = locked.fails(429, Code::LockedOut).retry_after.unwrap();
        assert!((1790..=1800).contains(&wait), "{wait}");
        assert_eq!(
            locked.headers[header::RETRY_AFTER],
            wait.to_string().as_str()
        );
    }
    // The right secret does not open it from a browser that nobody knows, and does from the owner's.
    let device = company.founder.client.device.take();
    company.founder.sign_in().await.fails(429, Code::LockedOut);
    company.founder.client.device = device;
    let _: SignedIn = company.founder.sign_in().await.ok();

    // Five failures lock that one too, and only that one.
    let mut owned = company.founder.client.clone();
    for _ in 0..5 {
        let wrong = owned.post(path::SIGN_IN, &guess("founder")).await;
        wrong.fails(401, Code::WrongCredentials);
    }
    let locked = owned.post(path::SIGN_IN, &guess("founder")).await;
    locked.fails(429, Code::LockedOut);
}

/// An administrator sees whose account is locked and unlocks it, for strangers and devices alike.
#[tokio::test]
async fn an_administrator_unlocks_and_nobody_else() {
    let mut company = Company::found().await;
    let mut staff = company.hire("anna").await;
    let person = staff.person.id.to_string();
    let mut guesser = company.app.client();
    for _ in 0..5 {
        guesser.post(path::SIGN_IN, &guess("anna")).await;
    }
    let founder = &mut company.founder.client;
    let locked: LockedAccounts = founder.get(path::LOCKS).await.ok();
    let who: Vec<&str> = locked
        .locked
        .iter()
        .map(|one| one.person.as_str())
        .collect();
    assert_eq!(who, [person.as_str()]);
    let refused = staff.client.delete(&path::lock(&person)).await;
    refused.fails(403, Code::NotAllowed);
    staff
        .client
        .get(path::LOCKS)
        .await
        .fails(403, Code::NotAllowed);
    company
        .founder
        .client
        .delete(&path::lock(&person))
        .await
        .done();
    let locked: LockedAccounts = company.founder.client.get(path::LOCKS).await.ok();
    assert_eq!(locked.locked, []);
    staff.client.device = None;
    let _: SignedIn = staff.sign_in().await.ok();
    let unknown = path::lock("0123456789abcdef0123456789abcdef");
    company
        .founder
        .client
        .delete(&unknown)
        .await
        .fails(404, Code::NotFound);
}

#[tokio::test]
async fn a_guesser_has_no_new_ipv6_address_for_each_guess() {
    let company = Company::found().await;
    let from = |address: &str| {
        let mut guesser = company.app.client();
        guesser.address = SocketAddr::new(address.parse().unwrap(), 1);
        guesser
    };
    // As many as one office may have, each with a name of its own.
    for host in 1..=50 {
        from(&format!("2001:db8::{host}:1"))
            .post(path::SIGN_IN, &guess(&format!("name {host}")))
            .await
            .fails(401, Code::WrongCredentials);
    }
    from("2001:db8::ffff:6")
        .post(path::SIGN_IN, &guess("somebody"))
        .await
        .fails(429, Code::TooManyTries);
    from("2001:db8:0:1::1")
        .post(path::SIGN_IN, &guess("somebody"))
        .await
        .fails(401, Code::WrongCredentials);
}

#[tokio::test]
async fn a_success_forgets_failures() {
    let mut company = Company::found().await;
    let guess = SignIn {
        sign_in_name: "founder".to_owned(),
        secret: random::<32>().into(),
        by_code: false,
    };
    for _ in 0..3 {
        for _ in 0..4 {
            company
                .founder
                .client
                .post(path::SIGN_IN, &guess)
                .await
                .fails(401, Code::WrongCredentials);
        }
        let _: SignedIn = company.founder.sign_in().await.ok();
    }
}

#[tokio::test]
async fn a_blob_replaces_only_the_one_that_its_writer_saw() {
    let mut company = Company::found().await;
    company.founder.client.encoding = Encoding::Cbor;
    let person = company.founder.person.id.to_string();
    let put = |replaces: u64| BlobPut {
        person: person.clone(),
        replaces,
        counter: replaces + 1,
        blob: random::<100>().into(),
    };
    let second = put(1);
    company.founder.client.put(path::BLOB, &second).await.done();
    company
        .founder
        .client
        .put(path::BLOB, &put(1))
        .await
        .fails(409, Code::Conflict);
    company
        .founder
        .client
        .put(path::BLOB, &put(3))
        .await
        .fails(409, Code::Conflict);
    let signed_in: SignedIn = company.founder.sign_in().await.ok();
    assert_eq!(signed_in.blob, second.blob);
    let held: BlobHeld = company.founder.client.get(path::BLOB).await.ok();
    assert_eq!((held.blob, held.counter), (second.blob, 2));
    company.founder.client.put(path::BLOB, &put(2)).await.done();
    let long = BlobPut {
        blob: vec![0; 192 * 1024 + 1].into(),
        ..put(3)
    };
    company
        .founder
        .client
        .put(path::BLOB, &long)
        .await
        .fails(400, Code::BadRequest);

    // Another tab of the same browser has signed in somebody else since: the blob must not land in that account.
    let foreign = BlobPut {
        person: "0123456789abcdef0123456789abcdef".to_owned(),
        ..put(3)
    };
    company
        .founder
        .client
        .put(path::BLOB, &foreign)
        .await
        .fails(409, Code::Conflict);

    let (mut one, mut other) = (
        company.founder.client.clone(),
        company.founder.client.clone(),
    );
    let (a, b) = (put(3), put(3));
    let (a, b) = tokio::join!(one.put(path::BLOB, &a), other.put(path::BLOB, &b));
    assert_eq!(
        [a, b]
            .iter()
            .filter(|answer| answer.status.is_success())
            .count(),
        1
    );
}

/// 2,000 journals, the most that an organisation has, are remembered in less than 128 KiB.
#[tokio::test]
async fn a_blob_may_be_as_long_as_the_largest_organisation_needs() {
    let mut company = Company::found().await;
    let person = company.founder.person.id.to_string();
    for (encoding, replaces) in [(Encoding::Json, 1), (Encoding::Cbor, 2)] {
        company.founder.client.encoding = encoding;
        let put = BlobPut {
            person: person.clone(),
            replaces,
            counter: replaces + 1,
            blob: vec![7; 192 * 1024].into(),
        };
        company.founder.client.put(path::BLOB, &put).await.done();
        let held: BlobHeld = company.founder.client.get(path::BLOB).await.ok();
        assert_eq!((held.blob, held.counter), (put.blob, replaces + 1));
    }
}
