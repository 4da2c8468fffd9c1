//! What all routes have in common, added to the description that grew from the handlers.

use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        Content, Info, OpenApi, Ref, RefOr, Response, ResponseBuilder,
        path::Operation,
        schema::Schema,
        security::{ApiKey, ApiKeyValue, SecurityScheme},
    },
};

use crate::cookie;

/// What any route may answer besides its own statuses.
const COMMON: [(&str, &str); 9] = [
    (
        "400",
        "The body, path or query is not of the described form.",
    ),
    (
        "403",
        "The request comes from another site, or the organisation does not allow it.",
    ),
    ("405", "Not with this method."),
    ("408", "The request took too long."),
    ("413", "The body is longer than this endpoint takes."),
    ("415", "The body is neither JSON nor CBOR."),
    (
        "429",
        "Too many tries, or too many requests without a session; `Retry-After` says how long to wait.",
    ),
    ("500", "The server failed."),
    ("503", "The server cannot do it just now."),
];

/// CBOR beside JSON everywhere, the one error body under every status that is not 2xx, and who we are.
pub(crate) fn finish(mut description: OpenApi) -> OpenApi {
    description.info = Info::new("Jiandang", env!("CARGO_PKG_VERSION"));
    description.info.description = Some(
        "Signed statements and ciphertext. Bodies are JSON or CBOR, by Content-Type and Accept."
            .to_owned(),
    );
    let components = description.components.get_or_insert_with(Default::default);
    let mut schemas: Vec<(String, RefOr<Schema>)> = Vec::new();
    wire::Error::schemas(&mut schemas);
    schemas.push((wire::Error::name().into_owned(), wire::Error::schema()));
    components.schemas.extend(schemas);
    components.add_security_scheme("session", session());
    components.add_security_scheme("actor", actor());
    for (template, path) in &mut description.paths.paths {
        let operations = [
            ("get", &mut path.get),
            ("post", &mut path.post),
            ("put", &mut path.put),
            ("delete", &mut path.delete),
        ];
        for (method, operation) in operations {
            let Some(operation) = operation else { continue };
            operation.operation_id = Some(operation_id(method, template));
            complete(operation);
        }
    }
    description
}

fn session() -> SecurityScheme {
    let text = "Set at sign-in. Over TLS its name begins with `__Host-`.";
    SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
        cookie::name(false),
        text,
    )))
}

fn actor() -> SecurityScheme {
    let text = "Whose session is meant: a person's id, or `recovery`. The tabs of a browser share one cookie.";
    SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::with_description(
        wire::actor::HEADER,
        text,
    )))
}

/// Such as `get_journals_unit`: the handlers are all named after their method.
fn operation_id(method: &str, template: &str) -> String {
    let resource = template.trim_start_matches(wire::path::API);
    let words = resource
        .split(['/', '-', '{', '}'])
        .filter(|word| !word.is_empty());
    std::iter::once(method)
        .chain(words)
        .collect::<Vec<_>>()
        .join("_")
}

fn complete(operation: &mut Operation) {
    if let Some(RefOr::T(body)) = &mut operation.request_body {
        for content in body.content.values().next().cloned().into_iter() {
            body.content
                .insert(wire::Encoding::Cbor.media_type().to_owned(), content);
        }
    }
    for (status, response) in &mut operation.responses.responses {
        let RefOr::T(response) = response else {
            continue;
        };
        if status.starts_with('2') {
            for content in response.content.values().next().cloned().into_iter() {
                response
                    .content
                    .insert(wire::Encoding::Cbor.media_type().to_owned(), content);
            }
        } else {
            *response = error(&response.description);
        }
    }
    if operation.security.is_some() {
        put_error(operation, "401", "No session, or another's than is meant.");
    }
    for (status, text) in COMMON {
        put_error(operation, status, text);
    }
}

fn put_error(operation: &mut Operation, status: &str, text: &str) {
    operation
        .responses
        .responses
        .entry(status.to_owned())
        .or_insert_with(|| RefOr::T(error(text)));
}

fn error(text: &str) -> Response {
    let body = Content::new(Some(Ref::from_schema_name(wire::Error::name())));
    ResponseBuilder::new()
        .description(text)
        .content(wire::Encoding::Json.media_type(), body.clone())
        .content(wire::Encoding::Cbor.media_type(), body)
        .build()
}
