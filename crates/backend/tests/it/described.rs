//! Every endpoint that the OpenAPI description names, against every kind of wrong request.

use std::num::NonZeroU32;

use axum::{
    body::Body,
    http::{Method, header},
};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use serde_json::{Value, json};
use wire::{Code, Encoding, path};

use crate::{
    app::{Answer, App, Client},
    company::Company,
};

/// A backend that a stranger may ask as often as a test does.
async fn patient() -> App {
    App::with(backend::Config {
        db: Some("mem://".to_owned()),
        visits_per_minute: Some(NonZeroU32::MAX),
        ..backend::Config::default()
    })
    .await
}

struct Endpoint {
    method: Method,
    path: String,
    has_body: bool,
    has_id: bool,
    /// The query's parameters.
    queries: Vec<Parameter>,
}

struct Parameter {
    name: String,
    schema: Value,
}

fn queries(operation: &Value) -> Vec<Parameter> {
    let parameters = operation["parameters"].as_array();
    parameters
        .into_iter()
        .flatten()
        .filter(|parameter| parameter["in"] == "query")
        .map(|parameter| Parameter {
            name: parameter["name"].as_str().unwrap().to_owned(),
            schema: parameter["schema"].clone(),
        })
        .collect()
}

async fn description(client: &mut Client) -> Value {
    client.get(path::OPENAPI).await.ok()
}

fn endpoints(description: &Value) -> Vec<Endpoint> {
    let mut endpoints = Vec::new();
    for (template, operations) in description["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let id = "0123456789abcdef0123456789abcdef";
            let path = template
                .split('/')
                .map(|part| if part.starts_with('{') { id } else { part })
                .collect::<Vec<_>>()
                .join("/");
            endpoints.push(Endpoint {
                method: method.to_uppercase().parse().unwrap(),
                has_id: path != *template,
                path,
                has_body: operation.get("requestBody").is_some(),
                queries: queries(operation),
            });
        }
    }
    endpoints
}

#[tokio::test]
async fn the_description_names_every_route_both_encodings_and_every_error() {
    let mut company = Company::found().await;
    let description = description(&mut company.founder.client).await;
    let found = endpoints(&description);
    assert_eq!(found.len(), 23);
    for template in [
        path::STATUS,
        path::SET_UP,
        path::PRE_SIGN_IN,
        path::SIGN_IN,
        path::SIGN_OUT,
        path::SESSION,
        path::BLOB,
        path::RECOVERY_CHALLENGE,
        path::RECOVERY_SIGN_IN,
        path::RECOVERY_ACCOUNT,
        path::ROSTER,
        path::BOXES,
        path::JOURNALS,
        path::JOURNAL,
        path::FILE,
        path::INVITATIONS,
        path::INVITATION,
        path::ANSWER,
        path::OPERATIONS,
    ] {
        assert!(description["paths"].get(template).is_some(), "{template}");
    }
    let text = description.to_string();
    for operation in description["paths"]
        .as_object()
        .unwrap()
        .values()
        .flat_map(|path| path.as_object().unwrap().values())
    {
        for (status, response) in operation["responses"].as_object().unwrap() {
            if status == "204" {
                continue;
            }
            for encoding in [Encoding::Json, Encoding::Cbor] {
                let schema = &response["content"][encoding.media_type()]["schema"];
                let name = schema["$ref"]
                    .as_str()
                    .unwrap_or_else(|| panic!("{status}: {response}"));
                let name = name.strip_prefix("#/components/schemas/").unwrap();
                assert!(
                    description["components"]["schemas"].get(name).is_some(),
                    "{name} is not described"
                );
                assert_eq!(name == "Error", !status.starts_with('2'));
            }
        }
        assert!(operation["responses"].get("500").is_some());
    }
    assert!(!text.contains("surreal"));
}

/// 4xx with an error body that says something, and nothing of the database's.
fn check(endpoint: &Endpoint, what: &str, answer: &Answer) -> wire::Error {
    let error: Option<wire::Error> = answer.parse();
    let error = error.unwrap_or_else(|| {
        panic!(
            "{} {} {what}: {} {}",
            endpoint.method,
            endpoint.path,
            answer.status,
            String::from_utf8_lossy(&answer.bytes)
        )
    });
    assert!(
        answer.status.is_client_error(),
        "{} {} {what}: {} {error:?}",
        endpoint.method,
        endpoint.path,
        answer.status
    );
    assert!(!error.message.is_empty());
    assert!(!error.message.to_lowercase().contains("surreal"));
    error
}

const SIGN_IN: &str = "a sign-in with a short secret";

fn wrong_bodies() -> Vec<(&'static str, Encoding, Vec<u8>)> {
    let id = "0123456789abcdef0123456789abcdef";
    let cbor = |value: &Value| wire::body::to_cbor(value).unwrap();
    let mut bodies = vec![
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
            vec![0x5b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        ),
        ("json as cbor", Encoding::Cbor, b"{}".to_vec()),
    ];
    let wrong_types = [
        json!(null),
        json!(1),
        json!("text"),
        json!([]),
        json!([1, 2]),
        json!(["x"]),
        json!(["x", "AAEC"]),
        json!([[]]),
        json!({}),
        json!({ "entries": 1, "boxes": "x" }),
        json!({ "entries": ["not base64!"], "boxes": [] }),
        json!({ "entries": ["AAEC"], "boxes": [{ "key": 1 }] }),
        json!({ "boxes": [{ "key": "AAEC", "epoch": -1, "recipient": "AAEC", "sealed": "AAEC" }] }),
        json!({ "sign_in_name": 7, "secret": [] }),
        json!({ "replaces": "one", "blob": "AAEC" }),
        json!({ "id": id, "expires": "soon", "sealed": "AAEC" }),
        json!({ "challenge": "AAEC", "signature": "AAEC" }),
        json!({ "entry": "AAEC", "envelopes": [{ "file": id, "section": 300, "sealed": "AAEC" }] }),
        json!({ "entry": "AAEC", "envelopes": [] }),
        json!({ "token": "", "entries": [], "boxes": [], "account": {} }),
        json!({ "newcomer": {}, "account": {} }),
        json!({ "person": "x", "entries": [], "boxes": [], "account": null }),
    ];
    // Of the right form for one endpoint only.
    let sign_in = json!({ "sign_in_name": "x", "secret": "AAEC" });
    bodies.push((
        SIGN_IN,
        Encoding::Json,
        serde_json::to_vec(&sign_in).unwrap(),
    ));
    bodies.push((SIGN_IN, Encoding::Cbor, cbor(&sign_in)));
    for value in wrong_types {
        bodies.push((
            "wrong types",
            Encoding::Json,
            serde_json::to_vec(&value).unwrap(),
        ));
        bodies.push(("wrong types", Encoding::Cbor, cbor(&value)));
    }
    bodies
}

#[tokio::test]
async fn every_endpoint_answers_every_wrong_request() {
    let mut company = Company::found_on(patient().await).await;
    let endpoints = endpoints(&description(&mut company.founder.client).await);
    for signed_in in [false, true] {
        let client = if signed_in {
            company.founder.client.clone()
        } else {
            company.app.client()
        };
        for endpoint in &endpoints {
            let request = || client.request(endpoint.method.clone(), &endpoint.path);
            if endpoint.has_body {
                for (what, encoding, bytes) in wrong_bodies() {
                    let request = request().header(header::CONTENT_TYPE, encoding.media_type());
                    let answer = client.raw(request.body(Body::from(bytes)).unwrap()).await;
                    // Asking how to stretch passes over the fields that it does not know.
                    if what == SIGN_IN && endpoint.path == path::PRE_SIGN_IN {
                        assert!(answer.status.is_success());
                        continue;
                    }
                    check(endpoint, what, &answer);
                }
                let huge = vec![b' '; 17 * 1024 * 1024];
                for encoding in [Encoding::Json, Encoding::Cbor] {
                    let request = request().header(header::CONTENT_TYPE, encoding.media_type());
                    let answer = client
                        .raw(request.body(Body::from(huge.clone())).unwrap())
                        .await;
                    let error = check(endpoint, "oversize", &answer);
                    assert!(
                        matches!(
                            error.code,
                            Code::TooLarge | Code::NotSignedIn | Code::NotAllowed
                        ),
                        "{error:?}"
                    );
                }
                for content in [
                    None,
                    Some("text/plain"),
                    Some("application/x-www-form-urlencoded"),
                    Some("application/xml"),
                ] {
                    let mut request = request();
                    if let Some(content) = content {
                        request = request.header(header::CONTENT_TYPE, content);
                    }
                    let answer = client.raw(request.body(Body::from("{}")).unwrap()).await;
                    let error = check(endpoint, "wrong content type", &answer);
                    assert!(
                        matches!(
                            error.code,
                            Code::UnsupportedMediaType | Code::NotSignedIn | Code::NotAllowed
                        ),
                        "{error:?}"
                    );
                }
            }
            if endpoint.has_id {
                for bad in [
                    "x",
                    "0123456789abcdef0123456789abcdeg",
                    "0123456789abcdef0123456789abcdef0",
                    "%ff%fe",
                    "%00",
                    "..%2f..",
                    "é",
                ] {
                    let Ok(uri) = endpoint
                        .path
                        .replace("0123456789abcdef0123456789abcdef", bad)
                        .parse::<axum::http::Uri>()
                    else {
                        continue;
                    };
                    let request = client
                        .request(endpoint.method.clone(), &uri.to_string())
                        .header(header::CONTENT_TYPE, "application/json");
                    let answer = client.raw(request.body(Body::from("{}")).unwrap()).await;
                    check(endpoint, bad, &answer);
                }
                let answer = client
                    .raw(
                        request()
                            .header(header::CONTENT_TYPE, "application/json")
                            .body(Body::from("{}"))
                            .unwrap(),
                    )
                    .await;
                check(endpoint, "an unknown id", &answer);
            }
            for method in [Method::PATCH, Method::TRACE, "BREW".parse().unwrap()] {
                let answer = client
                    .raw(
                        client
                            .request(method, &endpoint.path)
                            .body(Body::empty())
                            .unwrap(),
                    )
                    .await;
                assert_eq!(
                    check(endpoint, "wrong method", &answer).code,
                    Code::MethodNotAllowed
                );
            }
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
            let answer = company
                .founder
                .client
                .send::<()>(method, unknown, None)
                .await;
            answer.fails(404, Code::NotFound);
        }
    }
}

/// Whole numbers of the described format, and what is none.
fn wrong_numbers(schema: &Value) -> Vec<String> {
    let kind = &schema["type"];
    let has = |name: &str| {
        kind == name
            || kind
                .as_array()
                .is_some_and(|all| all.contains(&json!(name)))
    };
    assert!(
        has("integer"),
        "wrong values of {schema} are to be thought of"
    );
    assert_eq!(schema["minimum"], 0, "{schema}");
    let beyond = match schema["format"].as_str() {
        Some("int32") => u128::from(u32::MAX) + 1,
        Some("int64") => u128::from(u64::MAX) + 1,
        other => panic!("{other:?}"),
    };
    let mut wrong: Vec<String> = [
        "",
        "x",
        "-1",
        "-0.0",
        "1.5",
        "1e3",
        "0x10",
        "%2B%2B1",
        "1%202",
        "%EF%BC%91",
        "%00",
        "%ff",
        "null",
        "true",
        "[1]",
        "%7B%7D",
        "1;DROP",
        "NaN",
    ]
    .map(str::to_owned)
    .into();
    wrong.extend([beyond.to_string(), u128::MAX.to_string(), "9".repeat(4000)]);
    wrong
}

/// Wrong values, repeated and unknown names in every query that is described, and the largest numbers that are right.
#[tokio::test]
async fn every_query_answers_every_wrong_value() {
    let mut company = Company::found_on(patient().await).await;
    let unit = company.unit("销售一组").await;
    let endpoints = endpoints(&description(&mut company.founder.client).await);
    let mut named = Vec::new();
    for endpoint in &endpoints {
        // The founder's own unit, so that nothing but the query is wrong.
        let path = endpoint
            .path
            .replace("0123456789abcdef0123456789abcdef", &unit.to_string());
        let ask = async |client: &Client, query: &str| {
            let request = client.request(endpoint.method.clone(), &format!("{path}?{query}"));
            client.raw(request.body(Body::empty()).unwrap()).await
        };
        for Parameter { name, schema } in &endpoint.queries {
            let mut wrong: Vec<String> = wrong_numbers(schema)
                .iter()
                .map(|value| format!("{name}={value}"))
                .collect();
            wrong.extend([
                format!("{name}=1&{name}=1"),
                format!("{name}=1&{name}=2"),
                format!("{name}[]=1"),
                format!("{name}=1&other=1"),
                format!("{}=1", name.to_uppercase()),
                name.clone(),
            ]);
            for query in wrong {
                let stranger = ask(&company.app.client(), &query).await;
                assert_eq!(check(endpoint, &query, &stranger).code, Code::NotSignedIn);
                let answer = ask(&company.founder.client, &query).await;
                assert_eq!(
                    check(endpoint, &query, &answer).code,
                    Code::BadRequest,
                    "{query}"
                );
            }
            let right = ask(&company.founder.client, &format!("{name}=1")).await;
            assert_eq!(right.status, 200, "{path} {name}");
            for largest in [u64::from(u32::MAX), i64::MAX as u64, u64::MAX] {
                let answer = ask(&company.founder.client, &format!("{name}={largest}")).await;
                if answer.status != 200 {
                    check(endpoint, &format!("{name}={largest}"), &answer);
                }
            }
            named.push(name.clone());
        }
    }
    named.sort();
    assert_eq!(named, ["after", "after", "before", "limit"]);
}

/// Random bytes and random documents at random endpoints: never a success, never a 5xx.
#[test]
fn noise_is_answered() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(10 << 20)
        .build()
        .unwrap();
    let (company, endpoints) = runtime.block_on(async {
        let mut company = Company::found_on(patient().await).await;
        let endpoints = endpoints(&description(&mut company.founder.client).await);
        (company, endpoints)
    });
    let with_body: Vec<&Endpoint> = endpoints
        .iter()
        .filter(|endpoint| endpoint.has_body)
        .collect();
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        Just(json!("AAECAwQFBgcICQoLDA0ODw==")),
    ];
    let names = prop_oneof![
        Just("entries"),
        Just("boxes"),
        Just("entry"),
        Just("envelopes"),
        Just("token"),
        Just("account"),
        Just("newcomer"),
        Just("person"),
        Just("secret"),
        Just("blob"),
        Just("replaces"),
        Just("challenge"),
        Just("signature"),
        Just("id"),
    ];
    let document = leaf.prop_recursive(4, 32, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(names.clone().prop_map(str::to_owned), inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    });
    let body = prop_oneof![
        document.prop_map(|value| (
            serde_json::to_vec(&value).unwrap(),
            wire::body::to_cbor(&value).unwrap()
        )),
        prop::collection::vec(any::<u8>(), 0..200).prop_map(|bytes| (bytes.clone(), bytes)),
    ];
    let mut runner = TestRunner::new(Config {
        cases: 192,
        failure_persistence: None,
        ..Config::default()
    });
    runner
        .run(
            &(0..with_body.len(), body, any::<bool>()),
            |(which, (json, cbor), signed_in)| {
                let endpoint = with_body[which];
                let client = if signed_in {
                    company.founder.client.clone()
                } else {
                    company.app.client()
                };
                for (encoding, bytes) in [(Encoding::Json, json), (Encoding::Cbor, cbor)] {
                    let request = client
                        .request(endpoint.method.clone(), &endpoint.path)
                        .header(header::CONTENT_TYPE, encoding.media_type())
                        .body(Body::from(bytes))
                        .unwrap();
                    let answer = runtime.block_on(client.raw(request));
                    check(endpoint, "noise", &answer);
                }
                Ok(())
            },
        )
        .unwrap();
}

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
    for endpoint in endpoints.iter().filter(|endpoint| endpoint.has_body) {
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
    assert_eq!(open, 5, "set-up, sign-in twice, recovery, an answer");
    for (path, most) in [
        (path::SIGN_IN, 8),
        (path::PRE_SIGN_IN, 8),
        (path::RECOVERY_SIGN_IN, 8),
        (path::ANSWER, 128),
        (path::SET_UP, 256),
    ] {
        let path = path.replace("{invitation}", "0123456789abcdef0123456789abcdef");
        let endpoint = endpoints
            .iter()
            .find(|endpoint| endpoint.path == path && endpoint.has_body)
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
