//! What somebody without a session may send, and how often.

use std::num::NonZeroU32;

use axum::{body::Body, http::header};
use wire::{Code, path};

use super::{Endpoint, ID, check, description, endpoints};
use crate::app::App;

/// What a stranger may send before the server has looked at any of it: as much as a set-up needs.
const FROM_STRANGERS: usize = 256 * 1024;

#[tokio::test]
async fn strangers_send_little_and_ask_only_so_often() {
    let most = 200;
    let app = App::with(backend::Config {
        db: Some("mem://".to_owned()),
        visits_per_minute: NonZeroU32::new(most),
        ..backend::Config::default()
    })
    .await;
    // Before there is a company, when setting up is open to whoever comes.
    let mut client = app.client();
    let endpoints = endpoints(&description(&mut client).await);
    let stranger = client.clone();
    let body = |endpoint: &Endpoint, length: usize| {
        let request = stranger
            .request(endpoint.method.clone(), &endpoint.path)
            .header(header::CONTENT_TYPE, "application/json");
        request.body(Body::from(vec![b' '; length])).unwrap()
    };
    let mut open = 0;
    for endpoint in endpoints.iter().filter(|endpoint| endpoint.body.is_some()) {
        let answer = client.raw(body(endpoint, FROM_STRANGERS + 1)).await;
        let error = check(endpoint, "a long body of a stranger", &answer);
        open += usize::from(error.code == Code::TooLarge);
        assert!(
            matches!(error.code, Code::TooLarge | Code::NotSignedIn),
            "{} {}: {error:?}",
            endpoint.method,
            endpoint.path
        );
    }
    assert_eq!(
        open, 8,
        "set-up twice, sign-in three times, recovery, an answer, a renewal"
    );
    for (path, most) in [
        (path::SIGN_IN, 8),
        (path::PRE_SIGN_IN, 8),
        (path::SIGN_IN_CODE, 8),
        (path::RECOVERY_SIGN_IN, 8),
        (path::ANSWER, 128),
        (path::RENEWAL, 128),
        (path::SET_UP_TOKEN, 8),
        (path::SET_UP, 256),
    ] {
        let path = path.replace("{invitation}", ID);
        let endpoint = endpoints
            .iter()
            .find(|endpoint| endpoint.path == path && endpoint.body.is_some())
            .unwrap();
        for (length, code) in [
            (most * 1024, Code::BadRequest),
            (most * 1024 + 1, Code::TooLarge),
        ] {
            let answer = client.raw(body(endpoint, length)).await;
            assert_eq!(check(endpoint, "length", &answer).code, code, "{path}");
        }
    }

    for _ in 0..most {
        client.get(path::STATUS).await;
    }
    let mut waits = 0;
    for endpoint in &endpoints {
        let answer = client.raw(body(endpoint, FROM_STRANGERS + 1)).await;
        let error = check(endpoint, "one question too many", &answer);
        waits += usize::from(error.code == Code::TooManyTries);
        assert!(
            matches!(error.code, Code::TooManyTries | Code::NotSignedIn),
            "{} {}: {error:?}",
            endpoint.method,
            endpoint.path
        );
    }
    assert_eq!(
        waits,
        open + 3,
        "status, a challenge, an invitation's state"
    );
}
