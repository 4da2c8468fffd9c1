//! Every endpoint that the OpenAPI description names, against every kind of wrong request.

mod bodies;
mod document;
mod noise;
mod queries;
mod requests;
mod sessions;
mod strangers;

use std::num::NonZeroU32;

use axum::http::Method;
use serde_json::Value;
use wire::{Encoding, path};

use crate::{
    app::{Answer, App, Client},
    company::Company,
};

/// A backend that a stranger may ask as often as a test does.
pub(crate) async fn patient() -> App {
    App::with(backend::Config {
        db: Some("mem://".to_owned()),
        visits_per_minute: Some(NonZeroU32::MAX),
        ..backend::Config::default()
    })
    .await
}

/// Stands for every id in a path. Nothing has it.
const ID: &str = "0123456789abcdef0123456789abcdef";

pub(crate) struct Endpoint {
    pub(crate) method: Method,
    /// As the description has it.
    pub(crate) template: String,
    /// With [`ID`] for every id.
    pub(crate) path: String,
    /// The body's schema.
    pub(crate) body: Option<Value>,
    has_id: bool,
    pub(crate) needs_session: bool,
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

pub(crate) async fn description(client: &mut Client) -> Value {
    client.get(path::OPENAPI).await.ok()
}

pub(crate) fn endpoints(description: &Value) -> Vec<Endpoint> {
    let mut endpoints = Vec::new();
    for (template, operations) in description["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let path = template
                .split('/')
                .map(|part| if part.starts_with('{') { ID } else { part })
                .collect::<Vec<_>>()
                .join("/");
            endpoints.push(Endpoint {
                method: method.to_uppercase().parse().unwrap(),
                has_id: path != *template,
                template: template.clone(),
                path,
                body: operation
                    .get("requestBody")
                    .map(|body| body["content"]["application/json"]["schema"].clone()),
                needs_session: operation.get("security").is_some(),
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
    assert_eq!(found.len(), 49);
    for template in [
        path::STATUS,
        path::SET_UP,
        path::SET_UP_TOKEN,
        path::PASSWORD,
        path::KEYS,
        path::PRE_SIGN_IN,
        path::SIGN_IN,
        path::SIGN_IN_CODE,
        path::SIGN_OUT,
        path::SECOND_FACTOR,
        path::SECOND_FACTORS,
        path::SESSION,
        path::BLOB,
        path::RECOVERY_CHALLENGE,
        path::RECOVERY_SIGN_IN,
        path::RECOVERY_ACCOUNT,
        path::ROSTER,
        path::BOXES,
        path::JOURNALS,
        path::JOURNAL_ENDS,
        path::JOURNAL,
        path::ENVELOPES,
        path::FILE,
        path::LOOK_UP,
        path::INVITATIONS,
        path::INVITATION,
        path::ANSWER,
        path::RENEWAL,
        path::EXPLANATIONS,
        path::EXPLANATION,
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
