use std::fs;

use ledger::templates::ShippedRole;
use wire::{
    Code,
    account::{Session, SetUp, SetUpToken, SignedIn, Status},
    path,
    roster::RosterPage,
};

use crate::{
    app::App,
    company::{Company, random, set_up},
};

#[tokio::test]
async fn a_company_begins_once_and_only_with_the_token() {
    let app = App::start().await;
    let status: Status = app.client().get(path::STATUS).await.ok();
    assert!(!status.set_up);
    let token = app.backend.setup_token().await.unwrap();
    assert_eq!(app.backend.setup_token().await.unwrap(), token);

    // Asked before anything is typed; a guess counts as at the end.
    let asks = |token: &str| SetUpToken {
        token: token.to_owned(),
    };
    app.client()
        .post(path::SET_UP_TOKEN, &asks(&token))
        .await
        .done();
    app.client()
        .post(path::SET_UP_TOKEN, &asks("not the token"))
        .await
        .fails(403, Code::NotAllowed);
    let (wrong, _) = set_up(&app, "not the token".to_owned(), &ShippedRole::FOUNDER);
    app.client()
        .post(path::SET_UP, &wrong)
        .await
        .fails(403, Code::NotAllowed);
    let (body, _) = set_up(&app, token, &ShippedRole::FOUNDER);
    let mut client = app.client();
    let _: SignedIn = client.post(path::SET_UP, &body).await.ok();
    assert!(client.cookie.is_some());
    assert_eq!(app.backend.setup_token().await, None);
    app.client()
        .post(path::SET_UP_TOKEN, &asks(&body.token))
        .await
        .fails(409, Code::AlreadySetUp);
    let (other, _) = set_up(&app, body.token.clone(), &ShippedRole::FOUNDER);
    app.client()
        .post(path::SET_UP, &other)
        .await
        .fails(409, Code::AlreadySetUp);
    let status: Status = app.client().get(path::STATUS).await.ok();
    assert!(status.set_up);
}

/// Whose first answer was lost gets another, and everybody else what they got before: the company exists.
#[tokio::test]
async fn a_set_up_sent_again_is_answered_to_its_founder_alone() {
    let app = App::start().await;
    let token = app.backend.setup_token().await.unwrap();
    let (body, company) = set_up(&app, token, &ShippedRole::FOUNDER);
    let mut unheard = app.client();
    let _: SignedIn = unheard.post(path::SET_UP, &body).await.ok();

    let otherwise = |change: fn(&mut SetUp)| {
        let mut body = body.clone();
        change(&mut body);
        body
    };
    let wrong = [
        otherwise(|body| body.token = "not the token".to_owned()),
        otherwise(|body| body.account.secret = random::<32>().into()),
        otherwise(|body| body.account.salt = random::<16>().into()),
        otherwise(|body| drop(body.entries.pop())),
        otherwise(|body| {
            body.entries.remove(0);
        }),
    ];
    for body in &wrong {
        let mut client = app.client();
        let answer = client.post(path::SET_UP, body).await;
        assert!(answer.status.is_client_error(), "{answer:?}");
        assert_eq!(client.cookie, None);
    }
    let _: Session = unheard.get(path::SESSION).await.ok();

    let mut founder = app.client();
    let signed_in: SignedIn = founder.post(path::SET_UP, &body).await.ok();
    assert_eq!(
        (signed_in.person, signed_in.blob),
        (company.founder.person.id.to_string(), body.account.blob)
    );
    let page: RosterPage = founder.get(path::ROSTER).await.ok();
    assert_eq!(page.entries.len(), body.entries.len());
    // The session that nobody received is over.
    unheard
        .get(path::SESSION)
        .await
        .fails(401, Code::NotSignedIn);
}

#[tokio::test]
async fn two_founders_at_once_make_one_company() {
    let app = App::start().await;
    let token = app.backend.setup_token().await.unwrap();
    let (first, _) = set_up(&app, token.clone(), &ShippedRole::FOUNDER);
    let (second, _) = set_up(&app, token, &ShippedRole::FOUNDER);
    let (mut one, mut other) = (app.client(), app.client());
    let (a, b) = tokio::join!(
        one.post(path::SET_UP, &first),
        other.post(path::SET_UP, &second)
    );
    let mut statuses = [a.status.as_u16(), b.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses[0], 200);
    assert!((400..500).contains(&statuses[1]), "{statuses:?}");
}

#[tokio::test]
async fn a_foul_start_leaves_nothing_behind() {
    let app = App::start().await;
    let token = app.backend.setup_token().await.unwrap();
    let (mut body, _) = set_up(&app, token, &ShippedRole::FOUNDER);
    let good = body.entries.clone();
    body.entries[1].0[70] ^= 1;
    app.client()
        .post(path::SET_UP, &body)
        .await
        .fails(422, Code::Refused);
    body.entries = vec![good[1].clone()];
    app.client()
        .post(path::SET_UP, &body)
        .await
        .fails(422, Code::Refused);
    body.entries = Vec::new();
    app.client()
        .post(path::SET_UP, &body)
        .await
        .fails(400, Code::BadRequest);
    body.entries = good;
    let _: SignedIn = app.client().post(path::SET_UP, &body).await.ok();
}

#[tokio::test]
async fn everything_survives_a_restart() {
    let app = App::durable().await;
    let token = app.backend.setup_token().await;
    let app = app.restart().await;
    assert_eq!(
        app.backend.setup_token().await,
        token,
        "the printed link still works"
    );

    let company = Company::found_on(app).await;
    let Company {
        app,
        mut founder,
        roster,
        ..
    } = company;
    drop(founder.client);
    let app = app.restart().await;
    assert_eq!(app.backend.setup_token().await, None);
    founder.client = app.client();
    let signed_in: SignedIn = founder.sign_in().await.ok();
    assert_eq!(signed_in.blob, founder.account.blob);
    let page: RosterPage = founder.client.get(path::ROSTER).await.ok();
    assert_eq!(page.entries.len() as u64, roster.len());
}

/// With the database alone nobody can tell a right password from a wrong one: what is stored needs the server secret, which lies
/// elsewhere.
#[tokio::test]
async fn a_stolen_database_gives_nothing_to_guess_against() {
    let Company {
        app, mut founder, ..
    } = Company::found_on(App::durable().await).await;
    let _: SignedIn = founder.sign_in().await.ok();
    drop(founder.client);
    let thief = app
        .restart_after(|data| fs::write(data.join("server.secret"), [7; 32]).unwrap())
        .await;
    founder.client = thief.client();
    founder.sign_in().await.fails(401, Code::WrongCredentials);
}
