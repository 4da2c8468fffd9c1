use std::{net::SocketAddr, num::NonZeroU32};

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use backend::Config;
use wire::{
    Code,
    account::{PreSignIn, RecoveryChallenge, SignInParameters, Status},
    operation::Operations,
    path,
};

use crate::{
    app::{Answer, App, Client},
    company::Company,
};

const PROXY: [u8; 4] = [10, 0, 0, 1];

async fn bounded(most: u32) -> App {
    App::with(Config {
        db: Some("mem://".to_owned()),
        trusted_proxies: vec![PROXY.into()],
        visits_per_minute: NonZeroU32::new(most),
        ..Config::default()
    })
    .await
}

/// A question over one connection, with a header that says for whom.
async fn status(client: &Client, from: [u8; 4], forwarded: Option<&str>) -> Answer {
    let mut client = client.clone();
    client.address = SocketAddr::from((from, 5000));
    let mut request = client.request(Method::GET, path::STATUS);
    if let Some(forwarded) = forwarded {
        request = request.header("x-forwarded-for", forwarded);
    }
    client.raw(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn strangers_ask_only_so_often_whatever_they_ask() {
    let mut company = Company::found_on(bounded(8).await).await;
    let mut stranger = company.app.client();
    stranger.address = SocketAddr::from(([198, 51, 100, 7], 1));
    let ask = PreSignIn {
        sign_in_name: "founder".to_owned(),
    };
    let invitation = path::invitation("0123456789abcdef0123456789abcdef");
    for _ in 0..2 {
        let _: Status = stranger.get(path::STATUS).await.ok();
        let _: SignInParameters = stranger.post(path::PRE_SIGN_IN, &ask).await.ok();
        let _: RecoveryChallenge = stranger.post(path::RECOVERY_CHALLENGE, &()).await.ok();
        stranger.get(&invitation).await.fails(404, Code::NotFound);
    }
    let answers = [
        stranger.get(path::STATUS).await,
        stranger.post(path::PRE_SIGN_IN, &ask).await,
        stranger.post(path::RECOVERY_CHALLENGE, &()).await,
        stranger.get(&invitation).await,
        stranger.post(&format!("{invitation}/answer"), &()).await,
    ];
    for answer in answers {
        let wait = answer.fails(429, Code::TooManyTries).retry_after.unwrap();
        assert!((1..=60).contains(&wait), "{wait}");
        assert_eq!(
            answer.headers[header::RETRY_AFTER],
            wait.to_string().as_str()
        );
    }
    // Neither people elsewhere nor those who are signed in are kept waiting.
    let _: Status = company.app.client().get(path::STATUS).await.ok();
    company.founder.client.address = stranger.address;
    for _ in 0..10 {
        let _: Operations = company.founder.client.get(path::OPERATIONS).await.ok();
    }
}

#[tokio::test]
async fn a_forged_header_makes_nobody_somebody_else() {
    let app = bounded(2).await;
    let client = app.client();
    // A new name for each question, from a peer that is no trusted proxy.
    for (number, expected) in [(1, 200), (2, 200), (3, 429)] {
        let forwarded = format!("203.0.113.{number}");
        let answer = status(&client, [192, 0, 2, 1], Some(&forwarded)).await;
        assert_eq!(answer.status, expected);
    }
    // The same through the proxy, which adds whom it heard.
    for (number, expected) in [(1, 200), (2, 200), (3, 429)] {
        let forwarded = format!("203.0.113.{number}, 192.0.2.2");
        let answer = status(&client, PROXY, Some(&forwarded)).await;
        assert_eq!(answer.status, expected);
    }
    // Others behind the proxy are others.
    let answer = status(&client, PROXY, Some("192.0.2.3")).await;
    assert_eq!(answer.status, 200);
}

#[tokio::test]
async fn the_log_names_the_client_behind_a_trusted_proxy_and_no_forged_one() {
    let mut company = Company::found_on(bounded(100).await).await;
    for (from, written) in [(PROXY, "192.0.2.44"), ([192, 0, 2, 55], "192.0.2.55")] {
        let mut client = company.app.client();
        client.address = SocketAddr::from((from, 5000));
        let credentials = serde_json::to_vec(&company.founder.credentials()).unwrap();
        let request = client
            .request(Method::POST, path::SIGN_IN)
            .header(header::CONTENT_TYPE, "application/json")
            .header("x-forwarded-for", "203.0.113.1, 192.0.2.44");
        let answer = client
            .raw(request.body(Body::from(credentials)).unwrap())
            .await;
        assert_eq!(answer.status, 200);
        let log: Operations = company.founder.client.get(path::OPERATIONS).await.ok();
        assert_eq!(log.operations[0].address.as_deref(), Some(written));
    }
}

/// A made-up cookie is no session: it costs a look, and whoever sends it is a stranger.
#[tokio::test]
async fn a_made_up_session_counts_as_a_strangers_visit() {
    let mut company = Company::found_on(bounded(3).await).await;
    let mut stranger = company.app.client();
    stranger.address = SocketAddr::from(([198, 51, 100, 7], 1));
    for number in 0..5 {
        stranger.cookie = Some(format!("__Host-jiandang_session={number}"));
        let (status, code) = match number {
            0..3 => (401, Code::NotSignedIn),
            _ => (429, Code::TooManyTries),
        };
        stranger.get(path::SESSION).await.fails(status, code);
    }
    // Neither are those who are signed in kept waiting, nor those who only say that they have no session.
    stranger.cookie = None;
    stranger
        .get(path::SESSION)
        .await
        .fails(401, Code::NotSignedIn);
    company.founder.client.address = stranger.address;
    for _ in 0..5 {
        let _: Operations = company.founder.client.get(path::OPERATIONS).await.ok();
    }
}

#[tokio::test]
async fn health_and_description_are_questions_like_others_but_for_this_machine() {
    let app = bounded(4).await;
    let mut stranger = app.client();
    for _ in 0..2 {
        assert_eq!(stranger.get("/health").await.status, 200);
        assert_eq!(stranger.get(path::OPENAPI).await.status, 200);
    }
    for path in ["/health", path::OPENAPI] {
        stranger.get(path).await.fails(429, Code::TooManyTries);
    }
    let mut watcher = app.client();
    watcher.address = SocketAddr::from(([127, 0, 0, 1], 1));
    for _ in 0..6 {
        let request = Request::builder()
            .uri("/health")
            .header(header::HOST, "localhost:3000")
            .body(Body::empty())
            .unwrap();
        assert_eq!(watcher.raw(request).await.status, 200);
    }
}
