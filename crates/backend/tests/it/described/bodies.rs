//! Bodies made from the described schemas: one of the right form, and all that are one step away from it.

use axum::{body::Body, http::header};
use serde_json::Value;
use wire::{Code, Encoding, path};

use super::{ID, check, description, document::Document, endpoints, patient};
use crate::{app::Client, company::Company, recovery};

/// The schemas that others refer to by name.
struct Schemas(Value);

impl Schemas {
    fn resolve<'a>(&'a self, schema: &'a Value) -> &'a Value {
        let schema = or_null(schema).unwrap_or(schema);
        let Some(reference) = schema["$ref"].as_str() else {
            return schema;
        };
        let name = reference.strip_prefix("#/components/schemas/").unwrap();
        &self.0[name]
    }

    /// A body of the described form. What it says may be nonsense.
    fn example(&self, schema: &Value) -> Document {
        let schema = self.resolve(schema);
        match kind(schema).0 {
            "object" => Document::Map(
                fields(schema)
                    .map(|(name, field)| (name.clone(), self.example(field)))
                    .collect(),
            ),
            "array" => Document::List(vec![self.example(&schema["items"])]),
            "integer" => Document::Whole(1),
            "boolean" => Document::Bool(false),
            "string" if is_bytes(schema) => Document::Bytes(vec![0, 1, 2].into()),
            "string" => Document::text(match schema["enum"].get(0) {
                Some(word) => word.as_str().unwrap(),
                None => ID,
            }),
            other => panic!("{other}: an example of {schema} is to be thought of"),
        }
    }

    /// Every value that is one step away from the described form, with its place and what is wrong there.
    fn wrong(&self, schema: &Value) -> Vec<(String, Document)> {
        let optional = or_null(schema).is_some();
        let schema = self.resolve(schema);
        let mut wrong = of_another_kind(schema, optional);
        match kind(schema).0 {
            "object" => {
                let Document::Map(example) = self.example(schema) else {
                    unreachable!()
                };
                for (at, (name, field)) in fields(schema).enumerate() {
                    if requires(schema, name) {
                        let mut without = example.clone();
                        without.remove(at);
                        wrong.push((format!("without {name}"), Document::Map(without)));
                    }
                    let mut twice = example.clone();
                    twice.push(example[at].clone());
                    wrong.push((format!("{name} twice"), Document::Map(twice)));
                    for (what, value) in self.wrong(field) {
                        let mut changed = example.clone();
                        changed[at].1 = value;
                        wrong.push((format!("{name}: {what}"), Document::Map(changed)));
                    }
                }
            }
            "array" => {
                for (what, value) in self.wrong(&schema["items"]) {
                    let list = vec![self.example(&schema["items"]), value];
                    wrong.push((format!("second item: {what}"), Document::List(list)));
                }
            }
            _ => {}
        }
        wrong
    }
}

fn fields(schema: &Value) -> impl Iterator<Item = (&String, &Value)> {
    schema["properties"].as_object().unwrap().iter()
}

fn requires(schema: &Value, name: &str) -> bool {
    let required = schema["required"].as_array().unwrap();
    required.iter().any(|required| required == name)
}

/// What a schema is of, if it is of that or of null.
fn or_null(schema: &Value) -> Option<&Value> {
    let choices = schema["oneOf"].as_array()?;
    let other = choices.iter().find(|choice| choice["type"] != "null");
    other.filter(|_| choices.len() == 2)
}

/// A schema's type, and whether null will do as well.
fn kind(schema: &Value) -> (&str, bool) {
    match schema["type"].as_array().map(Vec::as_slice) {
        Some([kind, null]) if null == "null" => (kind.as_str().unwrap(), true),
        _ => (schema["type"].as_str().unwrap(), false),
    }
}

fn is_bytes(schema: &Value) -> bool {
    schema["format"] == "byte"
}

/// One value of each other kind, and numbers of the kind that are out of its bounds.
fn of_another_kind(schema: &Value, optional: bool) -> Vec<(String, Document)> {
    let (kind, or_null) = kind(schema);
    let optional = optional || or_null;
    let mut values = vec![
        ("a broken number", Document::Broken(1.5)),
        ("a huge number", Document::Broken(1e30)),
    ];
    if !optional {
        values.push(("null", Document::Null));
    }
    if kind != "boolean" {
        values.push(("true", Document::Bool(true)));
    }
    if kind == "integer" {
        assert_eq!(schema["minimum"], 0, "{schema}");
        values.push(("a negative number", Document::Whole(-1)));
        if schema["format"] == "int32" {
            let beyond = i64::from(u32::MAX) + 1;
            values.push(("a number beyond 32 bits", Document::Whole(beyond)));
        }
    } else {
        values.push(("a number", Document::Whole(7)));
    }
    if kind != "string" {
        values.push(("text", Document::text("text")));
    } else if is_bytes(schema) {
        values.push(("text that is not base64", Document::text("not base64!")));
        values.push(("base64 without its padding", Document::text("AAECAw")));
    } else {
        values.push((
            "bytes that are not UTF-8",
            Document::Bytes(vec![0xff].into()),
        ));
    }
    if kind != "array" {
        values.push(("an empty list", Document::List(Vec::new())));
    }
    if kind != "object" {
        values.push(("an empty map", Document::Map(Vec::new())));
    }
    let values = values.into_iter();
    values
        .map(|(what, value)| (what.to_owned(), value))
        .collect()
}

/// Whether it was the body's form that was refused, not what the body says.
fn is_about_form(error: &wire::Error) -> bool {
    let messages = [
        "a body is a map of named fields",
        "not the JSON of this endpoint",
        "not the CBOR of this endpoint",
    ];
    error.code == Code::BadRequest
        && messages
            .iter()
            .any(|message| error.message.starts_with(message))
}

#[tokio::test]
async fn every_body_one_step_from_its_schema_is_refused_for_its_form() {
    let mut company = Company::found_on(patient().await).await;
    let description = description(&mut company.founder.client).await;
    let schemas = Schemas(description["components"]["schemas"].clone());
    let stranger = company.app.client();
    let mut root = company.app.client();
    recovery::sign_in(&company, &mut root).await;
    let member = company.founder.client.clone();
    let mut asked = 0;
    for endpoint in &endpoints(&description) {
        let Some(schema) = &endpoint.body else {
            continue;
        };
        let ask = async |client: &Client, document: &Document, encoding: Encoding| {
            let request = client
                .request(endpoint.method.clone(), &endpoint.path)
                .header(header::CONTENT_TYPE, encoding.media_type());
            let body = Body::from(document.written(encoding));
            client.raw(request.body(body).unwrap()).await
        };
        let client = match endpoint.path.as_str() {
            path::RECOVERY_ACCOUNT => &root,
            _ if endpoint.needs_session => &member,
            _ => &stranger,
        };
        let example = schemas.example(schema);
        let wrong = schemas.wrong(schema);
        for encoding in [Encoding::Json, Encoding::Cbor] {
            // What the example says is refused, or even true of somebody; its form is not.
            let answer = ask(client, &example, encoding).await;
            if !answer.status.is_success() {
                let error = check(endpoint, "the example", &answer);
                assert!(!is_about_form(&error), "{}: {error:?}", endpoint.path);
            }
            for (what, document) in &wrong {
                // In JSON, bytes are text.
                if encoding == Encoding::Json && what.ends_with("not UTF-8") {
                    continue;
                }
                let answer = ask(client, document, encoding).await;
                let error = check(endpoint, what, &answer);
                assert!(
                    is_about_form(&error),
                    "{} {encoding:?} {what}: {error:?}",
                    endpoint.path
                );
                if endpoint.needs_session {
                    let answer = ask(&stranger, document, encoding).await;
                    assert_eq!(check(endpoint, what, &answer).code, Code::NotSignedIn);
                }
                asked += 1;
            }
        }
    }
    assert!(asked > 1_000, "{asked}");
}
