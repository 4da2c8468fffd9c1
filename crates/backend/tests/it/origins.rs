use axum::{
    body::Body,
    http::{Method, Request, header},
};
use wire::{Code, account::PreSignIn, path};

use crate::{app::ORIGIN, company::Company};

/// Whatever changes something, without our origin: another site's page, an old form, a program.
#[tokio::test]
async fn what_does_not_come_from_our_pages_changes_nothing() {
    let mut company = Company::found().await;
    let cookie = company.founder.client.cookie.clone().unwrap();
    let body = serde_json::to_vec(&PreSignIn {
        sign_in_name: "founder".to_owned(),
    })
    .unwrap();
    let routes = [
        (Method::POST, path::SET_UP),
        (Method::POST, path::SIGN_IN),
        (Method::POST, path::PRE_SIGN_IN),
        (Method::POST, path::SIGN_OUT),
        (Method::PUT, path::BLOB),
        (Method::POST, path::ROSTER),
        (Method::POST, path::INVITATIONS),
        (Method::POST, path::RECOVERY_CHALLENGE),
        (Method::POST, path::RECOVERY_SIGN_IN),
        (Method::PUT, path::RECOVERY_ACCOUNT),
        (
            Method::DELETE,
            "/api/v1/invitations/00000000000000000000000000000000",
        ),
        (
            Method::POST,
            "/api/v1/journals/00000000000000000000000000000000",
        ),
        (
            Method::POST,
            "/api/v1/invitations/00000000000000000000000000000000/answer",
        ),
    ];
    for (method, route) in routes {
        for origin in [
            None,
            Some("null"),
            Some("http://evil.test"),
            Some("http://archive.test.evil.test"),
        ] {
            for content in [
                "application/json",
                "text/plain",
                "application/x-www-form-urlencoded",
            ] {
                let mut request = Request::builder()
                    .method(method.clone())
                    .uri(route)
                    .header(header::HOST, "archive.test")
                    .header(header::COOKIE, &cookie)
                    .header(header::CONTENT_TYPE, content);
                if let Some(origin) = origin {
                    request = request.header(header::ORIGIN, origin);
                }
                let answer = company
                    .founder
                    .client
                    .raw(request.body(Body::from(body.clone())).unwrap())
                    .await;
                answer.fails(403, Code::ForeignOrigin);
            }
        }
    }
    let session: wire::account::Session = company.founder.client.get(path::SESSION).await.ok();
    assert!(
        session.person.is_some(),
        "the session was not ended by a foreign sign-out"
    );
}

/// A form of our own origin can't send what is read here.
#[tokio::test]
async fn simple_forms_are_no_bodies() {
    let company = Company::found().await;
    for content in [
        None,
        Some("text/plain"),
        Some("application/x-www-form-urlencoded"),
        Some("multipart/form-data; boundary=x"),
    ] {
        let mut request = Request::builder()
            .method(Method::POST)
            .uri(path::PRE_SIGN_IN)
            .header(header::HOST, "archive.test")
            .header(header::ORIGIN, ORIGIN);
        if let Some(content) = content {
            request = request.header(header::CONTENT_TYPE, content);
        }
        let body = Body::from(r#"{"sign_in_name":"founder"}"#);
        company
            .app
            .client()
            .raw(request.body(body).unwrap())
            .await
            .fails(415, Code::UnsupportedMediaType);
    }
}
