//! Queries: every parameter that is described, against every wrong value.

use axum::body::Body;
use serde_json::{Value, json};
use wire::Code;

use super::{ID, Parameter, check, description, endpoints, patient};
use crate::{app::Client, company::Company};

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
        let path = endpoint.path.replace(ID, &unit.to_string());
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
