//! Random bytes and random documents.

use axum::{body::Body, http::header};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use serde_json::{Value, json};
use wire::Encoding;

use super::{Endpoint, check, description, endpoints, patient};
use crate::company::Company;

/// The names of all fields of all bodies.
fn field_names(description: &Value) -> Vec<String> {
    let schemas = description["components"]["schemas"].as_object().unwrap();
    let fields = schemas
        .values()
        .filter_map(|schema| schema["properties"].as_object());
    fields.flat_map(|fields| fields.keys().cloned()).collect()
}

/// Whether a document has by chance the form that a schema describes: whoever asks for a name's salt has to say no more than the name.
fn fits(description: &Value, schema: &Value, value: &Value) -> bool {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.strip_prefix("#/components/schemas/").unwrap();
        return fits(
            description,
            &description["components"]["schemas"][name],
            value,
        );
    }
    match schema["type"].as_str() {
        Some("object") => {
            let required = schema["required"].as_array().unwrap();
            required.iter().all(|name| {
                let name = name.as_str().unwrap();
                let field = value.get(name);
                field.is_some_and(|field| fits(description, &schema["properties"][name], field))
            })
        }
        Some("array") => value.as_array().is_some_and(|items| {
            let mut items = items.iter();
            items.all(|item| fits(description, &schema["items"], item))
        }),
        Some("integer") => value.is_u64(),
        _ => value.is_string(),
    }
}

/// Random bytes and random documents at random endpoints: never a 5xx, and no success but what was asked for in the described form.
#[test]
fn noise_is_answered() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(10 << 20)
        .build()
        .unwrap();
    let (company, description) = runtime.block_on(async {
        let mut company = Company::found_on(patient().await).await;
        let description = description(&mut company.founder.client).await;
        (company, description)
    });
    let endpoints = endpoints(&description);
    let names = field_names(&description);
    let with_body: Vec<&Endpoint> = endpoints
        .iter()
        .filter(|endpoint| endpoint.body.is_some())
        .collect();
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        Just(json!("AAECAwQFBgcICQoLDA0ODw==")),
    ];
    let names = prop::sample::select(names);
    let document = leaf.prop_recursive(4, 32, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(names.clone(), inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    });
    let body = prop_oneof![
        document.prop_map(|value| {
            let json = serde_json::to_vec(&value).unwrap();
            let cbor = wire::body::to_cbor(&value).unwrap();
            (value, json, cbor)
        }),
        prop::collection::vec(any::<u8>(), 0..200).prop_map(|bytes| (
            Value::Null,
            bytes.clone(),
            bytes
        )),
    ];
    let mut runner = TestRunner::new(Config {
        cases: 192,
        failure_persistence: None,
        ..Config::default()
    });
    runner
        .run(
            &(0..with_body.len(), body, any::<bool>()),
            |(which, (value, json, cbor), signed_in)| {
                let endpoint = with_body[which];
                let asked = fits(&description, endpoint.body.as_ref().unwrap(), &value);
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
                    if !(asked && answer.status.is_success()) {
                        check(endpoint, "noise", &answer);
                    }
                }
                Ok(())
            },
        )
        .unwrap();
}
