mod routes;

use std::{net::SocketAddr, num::NonZeroU32};

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use backend::Config;
use wire::{
    Code, actor,
    operation::{Act, Operation, Operations},
    path,
};

use crate::{
    app::{Answer, App, Client, ORIGIN},
    company::Company,
};

const WITHDRAWAL: &str = "/api/v1/invitations/00000000000000000000000000000000";

/// What another site's page would send from this address, with whatever cookie the client has.
async fn foreign(client: &Client, address: &str) -> Answer {
    let mut client = client.clone();
    client.address = SocketAddr::new(address.parse().unwrap(), 1);
    let mut request = client
        .request(Method::DELETE, WITHDRAWAL)
        .body(Body::empty())
        .unwrap();
    request
        .headers_mut()
        .insert(header::ORIGIN, "http://evil.test".parse().unwrap());
    client.raw(request).await
}

async fn refusals(company: &mut Company) -> Vec<Operation> {
    let url = format!("{}?limit=500", path::OPERATIONS);
    let log: Operations = company.founder.client.get(&url).await.ok();
    log.operations
        .into_iter()
        .filter(|line| line.act == Act::Refused)
        .collect()
}

#[tokio::test]
async fn what_another_site_sends_is_kept_as_a_refusal() {
    let mut company = Company::found().await;
    let stranger = company.app.client();
    foreign(&stranger, "198.51.100.7")
        .await
        .fails(403, Code::ForeignOrigin);
    foreign(&company.founder.client, "198.51.100.8")
        .await
        .fails(403, Code::ForeignOrigin);
    let lines = refusals(&mut company).await;
    let me = Some(company.founder.person.id.to_string());
    let told: Vec<_> = lines
        .iter()
        .map(|line| (line.person.clone(), line.address.as_deref().unwrap()))
        .collect();
    assert_eq!(told, [(me, "198.51.100.8"), (None, "198.51.100.7")]);
    for line in &lines {
        assert_eq!(line.object.as_deref(), Some(path::INVITATION));
        assert_eq!(line.detail.as_deref(), Some("foreign_origin"));
    }
}

#[tokio::test]
async fn another_site_cannot_fill_the_log() {
    let most = 40;
    let app = App::with(Config {
        db: Some("mem://".to_owned()),
        visits_per_minute: NonZeroU32::new(most),
        ..Config::default()
    })
    .await;
    let mut company = Company::found_on(app).await;
    // The cookie makes no difference: the page's victims have one.
    for client in [company.founder.client.clone(), company.app.client()] {
        for _ in 0..most / 2 {
            foreign(&client, "198.51.100.7")
                .await
                .fails(403, Code::ForeignOrigin);
        }
    }
    assert_eq!(refusals(&mut company).await.len(), 10);
    foreign(&company.app.client(), "198.51.100.7")
        .await
        .fails(429, Code::TooManyTries);
    // Others are still heard, as long as they are not a flood of addresses.
    for host in 0..200 {
        foreign(&company.app.client(), &format!("203.0.113.{host}"))
            .await
            .fails(403, Code::ForeignOrigin);
    }
    assert_eq!(refusals(&mut company).await.len(), 100);
}

/// The status of a question with this origin, over one connection, with a proxy's word about the scheme.
async fn asked(app: &App, from: [u8; 4], origin: &str, proto: Option<&str>) -> u16 {
    let mut client = app.client();
    client.address = SocketAddr::from((from, 1));
    let mut request = Request::builder()
        .method(Method::POST)
        .uri(path::RECOVERY_CHALLENGE)
        .header(header::HOST, "archive.test")
        .header(header::ORIGIN, origin);
    if let Some(proto) = proto {
        request = request.header("x-forwarded-proto", proto);
    }
    client
        .raw(request.body(Body::empty()).unwrap())
        .await
        .status
        .as_u16()
}

#[tokio::test]
async fn the_scheme_is_part_of_the_origin() {
    const SECURE: &str = "https://archive.test";
    const PLAIN: &str = "http://archive.test";
    const PROXY: [u8; 4] = [10, 0, 0, 1];
    const ANYBODY: [u8; 4] = [192, 0, 2, 1];
    let with = |https| {
        App::unnamed(Config {
            db: Some("mem://".to_owned()),
            https,
            trusted_proxies: vec![PROXY.into()],
            ..Config::default()
        })
    };
    let tls = with(true).await;
    assert_eq!(asked(&tls, ANYBODY, SECURE, None).await, 200);
    assert_eq!(asked(&tls, ANYBODY, PLAIN, None).await, 403);
    assert_eq!(asked(&tls, ANYBODY, PLAIN, Some("http")).await, 403);

    let plain = with(false).await;
    assert_eq!(asked(&plain, ANYBODY, PLAIN, None).await, 200);
    assert_eq!(asked(&plain, ANYBODY, SECURE, None).await, 403);
    // Anybody can write a header.
    assert_eq!(asked(&plain, ANYBODY, SECURE, Some("https")).await, 403);
    assert_eq!(asked(&plain, PROXY, SECURE, Some("https")).await, 200);
    assert_eq!(asked(&plain, PROXY, PLAIN, Some("https")).await, 403);
    assert_eq!(asked(&plain, PROXY, PLAIN, None).await, 200);

    let named = App::with(Config {
        db: Some("mem://".to_owned()),
        ..Config::default()
    })
    .await;
    assert_eq!(asked(&named, ANYBODY, ORIGIN, None).await, 200);
    assert_eq!(asked(&named, ANYBODY, SECURE, None).await, 403);
}

/// The cookie of a session that was begun, used and ended by some way.
async fn cookie_by(company: &Company, from: [u8; 4], host: &str, proto: Option<&str>) -> String {
    let mut client = company.app.client();
    client.address = SocketAddr::from((from, 1));
    let scheme = proto.unwrap_or("http");
    let request = |method: Method, path: &str| {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, host)
            .header(header::ORIGIN, format!("{scheme}://{host}"))
            .header(header::CONTENT_TYPE, "application/json");
        if let Some(proto) = proto {
            request = request.header("x-forwarded-proto", proto);
        }
        request.header(actor::HEADER, company.founder.person.id.to_string())
    };
    let body = serde_json::to_vec(&company.founder.credentials()).unwrap();
    let answer = client
        .raw(
            request(Method::POST, path::SIGN_IN)
                .body(Body::from(body))
                .unwrap(),
        )
        .await;
    let _: wire::account::SignedIn = answer.ok();
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
    let pair = cookie.split(';').next().unwrap();
    let asked = request(Method::GET, path::SESSION).header(header::COOKIE, pair);
    let _: wire::account::Session = client.raw(asked.body(Body::empty()).unwrap()).await.ok();
    let left = request(Method::POST, path::SIGN_OUT).header(header::COOKIE, pair);
    let left = client.raw(left.body(Body::empty()).unwrap()).await;
    let removed = left.headers[header::SET_COOKIE].to_str().unwrap();
    let (name, _) = pair.split_once('=').unwrap();
    assert!(removed.starts_with(&format!("{name}=;")), "{removed}");
    assert_eq!(removed.contains("; Secure"), cookie.contains("; Secure"));
    cookie.to_owned()
}

#[tokio::test]
async fn cookies_are_for_https_only_except_on_this_machine() {
    const PROXY: [u8; 4] = [10, 0, 0, 1];
    const ANYBODY: [u8; 4] = [192, 0, 2, 1];
    const SELF: [u8; 4] = [127, 0, 0, 1];
    // No public origin and no TLS: all that tells is how each request came.
    let app = App::unnamed(Config {
        db: Some("mem://".to_owned()),
        trusted_proxies: vec![PROXY.into()],
        ..Config::default()
    })
    .await;
    let company = Company::found_on(app).await;
    let asked = [
        (PROXY, "archive.test", Some("https"), true),
        (PROXY, "archive.test", Some("http"), true),
        (PROXY, "localhost:3000", Some("https"), true),
        (ANYBODY, "archive.test", None, true),
        (SELF, "archive.test", None, true),
        (SELF, "127.0.0.1:3000", None, false),
        (SELF, "[::1]:3000", None, false),
        // From a container's host: the browser and its cookie are on the machine that it names.
        (ANYBODY, "localhost:3000", None, false),
    ];
    for (from, host, proto, secure) in asked {
        let cookie = cookie_by(&company, from, host, proto).await;
        assert_eq!(cookie.contains("; Secure"), secure, "{host} {proto:?}");
        assert_eq!(cookie.starts_with("__Host-"), secure, "{host} {proto:?}");
    }
}
