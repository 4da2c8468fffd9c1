//! Who may ask: a session, and of the one that is meant.

use axum::body::Body;
use wire::{Code, path};

use super::{Endpoint, check, description, endpoints, patient};
use crate::{
    app::{Answer, Client},
    company::Company,
};

async fn ask(client: &Client, endpoint: &Endpoint) -> Answer {
    let request = client.request(endpoint.method.clone(), &endpoint.path);
    client.raw(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_request_means_the_session_of_one_and_gets_no_other() {
    let mut company = Company::found_on(patient().await).await;
    let staff = company.hire("李强").await;
    let endpoints = endpoints(&description(&mut company.founder.client).await);
    let stranger = company.app.client();
    // Two tabs of one browser: the founder's page goes on while the cookie has become a colleague's.
    let mut stale = company.founder.client.clone();
    stale.cookie = staff.client.cookie.clone();
    let mut silent = staff.client.clone();
    silent.actor = None;
    let mut sessions = 0;
    for endpoint in &endpoints {
        let code = check_or_none(endpoint, &ask(&stranger, endpoint).await);
        assert_eq!(
            endpoint.needs_session,
            code == Some(Code::NotSignedIn),
            "{} {}",
            endpoint.method,
            endpoint.path
        );
        if !endpoint.needs_session {
            continue;
        }
        ask(&stale, endpoint).await.fails(401, Code::AnotherActor);
        let error = ask(&silent, endpoint).await.fails(400, Code::BadRequest);
        assert!(error.message.contains(wire::actor::HEADER), "{error:?}");
        sessions += 1;
    }
    assert_eq!(sessions, 38);
    // Signing out, which was among them, has ended nobody's session.
    let mut client = staff.client.clone();
    let asked: wire::account::Session = client.get(path::SESSION).await.ok();
    assert_eq!(asked.person, staff.client.actor);
}

fn check_or_none(endpoint: &Endpoint, answer: &Answer) -> Option<Code> {
    (!answer.status.is_success()).then(|| check(endpoint, "a stranger", answer).code)
}
