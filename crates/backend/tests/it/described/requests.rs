//! Requests that no schema can describe: bodies that are no documents, other content types, ids, methods and paths.

use axum::{
    body::Body,
    http::{Method, Uri, header},
};
use wire::{Code, Encoding};

use super::{Endpoint, ID, check, description, endpoints, patient};
use crate::{
    app::{Answer, Client},
    company::Company,
};

async fn send(client: &Client, endpoint: &Endpoint, content: Option<&str>, body: Body) -> Answer {
    let mut request = client.request(endpoint.method.clone(), &endpoint.path);
    if let Some(content) = content {
        request = request.header(header::CONTENT_TYPE, content);
    }
    client.raw(request.body(body).unwrap()).await
}

fn no_documents() -> [(&'static str, Encoding, Vec<u8>); 10] {
    let huge_length = [0x5b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
    [
        ("empty json", Encoding::Json, Vec::new()),
        ("empty cbor", Encoding::Cbor, Vec::new()),
        (
            "cut json",
            Encoding::Json,
            br#"{"sign_in_name": "x"#.to_vec(),
        ),
        ("cut cbor", Encoding::Cbor, vec![0xa1, 0x65, b'h']),
        ("not utf-8", Encoding::Json, vec![b'"', 0xff, 0xfe, b'"']),
        ("deep json", Encoding::Json, "[".repeat(4000).into_bytes()),
        ("deep cbor", Encoding::Cbor, vec![0x81; 4000]),
        ("endless cbor", Encoding::Cbor, vec![0x9f; 100]),
        (
            "a huge cbor length",
            Encoding::Cbor,
            [&[0xa1, 0x61, b'x'][..], &huge_length].concat(),
        ),
        ("json as cbor", Encoding::Cbor, b"{}".to_vec()),
    ]
}

async fn refuses_bodies(client: &Client, endpoint: &Endpoint) {
    for (what, encoding, bytes) in no_documents() {
        let content = Some(encoding.media_type());
        let answer = send(client, endpoint, content, bytes.into()).await;
        check(endpoint, what, &answer);
    }
    let among = |what, answer: &Answer, expected| {
        let error = check(endpoint, what, answer);
        let codes = [expected, Code::NotSignedIn, Code::NotAllowed];
        assert!(codes.contains(&error.code), "{error:?}");
    };
    let huge = vec![b' '; 17 * 1024 * 1024];
    for encoding in [Encoding::Json, Encoding::Cbor] {
        let content = Some(encoding.media_type());
        let answer = send(client, endpoint, content, huge.clone().into()).await;
        among("oversize", &answer, Code::TooLarge);
    }
    for content in [
        None,
        Some("text/plain"),
        Some("application/x-www-form-urlencoded"),
        Some("application/xml"),
    ] {
        let answer = send(client, endpoint, content, "{}".into()).await;
        among("content type", &answer, Code::UnsupportedMediaType);
    }
}

async fn refuses_ids(client: &Client, endpoint: &Endpoint) {
    for bad in [
        "x",
        "0123456789abcdef0123456789abcdeg",
        "0123456789abcdef0123456789abcdef0",
        "%ff%fe",
        "%00",
        "..%2f..",
        "é",
        ID,
    ] {
        let path = endpoint.path.replace(ID, bad);
        let Ok(uri) = path.parse::<Uri>() else {
            continue;
        };
        let request = client
            .request(endpoint.method.clone(), &uri.to_string())
            .header(header::CONTENT_TYPE, "application/json");
        let answer = client.raw(request.body("{}".into()).unwrap()).await;
        check(endpoint, bad, &answer);
    }
}

async fn refuses_methods(client: &Client, endpoint: &Endpoint) {
    for method in [Method::PATCH, Method::TRACE, "BREW".parse().unwrap()] {
        let request = client.request(method, &endpoint.path);
        let answer = client.raw(request.body(Body::empty()).unwrap()).await;
        let error = check(endpoint, "wrong method", &answer);
        assert_eq!(error.code, Code::MethodNotAllowed);
    }
}

#[tokio::test]
async fn every_endpoint_answers_every_wrong_request() {
    let mut company = Company::found_on(patient().await).await;
    let endpoints = endpoints(&description(&mut company.founder.client).await);
    for client in [company.app.client(), company.founder.client.clone()] {
        for endpoint in &endpoints {
            if endpoint.body.is_some() {
                refuses_bodies(&client, endpoint).await;
            }
            if endpoint.has_id {
                refuses_ids(&client, endpoint).await;
            }
            refuses_methods(&client, endpoint).await;
        }
    }
    for unknown in [
        "/api",
        "/api/",
        "/api/v1",
        "/api/v1/nothing",
        "/api/v2/status",
    ] {
        for method in [Method::GET, Method::POST] {
            let client = &mut company.founder.client;
            let answer = client.send::<()>(method, unknown, None).await;
            answer.fails(404, Code::NotFound);
        }
    }
}
