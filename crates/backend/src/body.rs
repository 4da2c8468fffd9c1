//! Bodies in and out: one extractor, one responder, JSON or CBOR by the request's headers.

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Path, Query, Request, rejection::BytesRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde::{Serialize, de::DeserializeOwned};
use wire::{Code, Encoding};

use crate::error::Failure;

tokio::task_local! {
    /// How the answer to the request at hand is written. Known to the whole request, so that every refusal, wherever it
    /// arises, is written as the client reads.
    static ANSWER: Encoding;
}

/// The outermost layer: settles how answers are written.
pub(crate) async fn negotiate(request: Request, next: Next) -> Response {
    let encoding = accepted(request.headers());
    ANSWER.scope(encoding, next.run(request)).await
}

/// CBOR where the client names it, or where it sent CBOR and accepts anything; JSON otherwise.
fn accepted(headers: &HeaderMap) -> Encoding {
    let accept = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("*/*");
    let named = |encoding: Encoding| {
        accept
            .split(',')
            .any(|range| media_type(range) == encoding.media_type())
    };
    match (
        named(Encoding::Cbor),
        named(Encoding::Json),
        accept.contains("*/*"),
    ) {
        (true, _, _) => Encoding::Cbor,
        (false, false, true) => sent(headers).unwrap_or(Encoding::Json),
        _ => Encoding::Json,
    }
}

fn sent(headers: &HeaderMap) -> Option<Encoding> {
    let stated = media_type(headers.get(header::CONTENT_TYPE)?.to_str().ok()?).to_ascii_lowercase();
    [Encoding::Json, Encoding::Cbor]
        .into_iter()
        .find(|encoding| encoding.media_type() == stated)
}

/// The media type without its parameters.
fn media_type(value: &str) -> &str {
    value.split(';').next().unwrap_or_default().trim()
}

/// Writes a body in the encoding of the request at hand.
pub(crate) fn encode<T: Serialize>(status: StatusCode, value: &T) -> Response {
    let encoding = ANSWER
        .try_with(|encoding| *encoding)
        .unwrap_or(Encoding::Json);
    let written = match encoding {
        Encoding::Json => serde_json::to_vec(value).ok(),
        Encoding::Cbor => wire::body::to_cbor(value).ok(),
    };
    match written {
        Some(bytes) => (
            status,
            [(
                header::CONTENT_TYPE,
                HeaderValue::from_static(encoding.media_type()),
            )],
            bytes,
        )
            .into_response(),
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// A 200 with a body.
pub(crate) struct Reply<T>(pub(crate) T);

impl<T: Serialize> IntoResponse for Reply<T> {
    fn into_response(self) -> Response {
        encode(StatusCode::OK, &self.0)
    }
}

/// A request's body. The route's limit bounds its length, the decoders bound its depth.
pub(crate) struct Body<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let encoding = sent(request.headers()).ok_or_else(|| {
            Failure::new(
                Code::UnsupportedMediaType,
                "bodies are application/json or application/cbor",
            )
        })?;
        let bytes = Bytes::from_request(request, state).await.map_err(unread)?;
        decode(encoding, &bytes).map(Self)
    }
}

fn unread(rejection: BytesRejection) -> Failure {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Failure::new(
            Code::TooLarge,
            "the body is longer than this endpoint takes",
        ),
        _ => Failure::new(Code::BadRequest, "the body ends early"),
    }
}

/// The decoder's place in the message, not its words: those may quote what was sent.
fn decode<T: DeserializeOwned>(encoding: Encoding, bytes: &[u8]) -> Result<T, Failure> {
    if !is_map(encoding, bytes) {
        return Err(Failure::new(
            Code::BadRequest,
            "a body is a map of named fields",
        ));
    }
    match encoding {
        Encoding::Json => serde_json::from_slice(bytes).map_err(|error| {
            let message = format!(
                "not the JSON of this endpoint: line {}, column {}",
                error.line(),
                error.column()
            );
            Failure::new(Code::BadRequest, &message)
        }),
        Encoding::Cbor => wire::body::from_cbor(bytes)
            .map_err(|_| Failure::new(Code::BadRequest, "not the CBOR of this endpoint")),
    }
}

/// Every body of this API names its fields. The decoders would also read a bare sequence of their values: `["x"]` as
/// `{"name": "x"}`.
fn is_map(encoding: Encoding, bytes: &[u8]) -> bool {
    match encoding {
        Encoding::Json => bytes.trim_ascii_start().starts_with(b"{"),
        // Major type 5 (RFC 8949, section 3.1).
        Encoding::Cbor => bytes.first().is_some_and(|first| first >> 5 == 5),
    }
}

/// The one id in a route's path.
pub(crate) struct Id<T>(pub(crate) T);

impl<S: Send + Sync, T: std::str::FromStr> FromRequestParts<S> for Id<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let malformed = || Failure::new(Code::BadRequest, "an id has 32 hexadecimal digits");
        let Path(text) = Path::<String>::from_request_parts(parts, state)
            .await
            .map_err(|_| malformed())?;
        text.parse().map(Self).map_err(|_| malformed())
    }
}

/// A route's query parameters.
pub(crate) struct Params<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Params<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let Query(params) = Query::<T>::from_request_parts(parts, state)
            .await
            .map_err(|_| {
                Failure::new(Code::BadRequest, "the query is not of the described form")
            })?;
        Ok(Self(params))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn with(accept: Option<&'static str>, content: Option<&'static str>) -> Encoding {
        let mut headers = HeaderMap::new();
        accept.map(|value| headers.insert(header::ACCEPT, HeaderValue::from_static(value)));
        content.map(|value| headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(value)));
        accepted(&headers)
    }

    #[test]
    fn answers_are_written_as_the_client_reads() {
        assert_eq!(with(None, None), Encoding::Json);
        assert_eq!(with(None, Some("application/cbor")), Encoding::Cbor);
        assert_eq!(with(Some("*/*"), Some("application/cbor")), Encoding::Cbor);
        assert_eq!(
            with(Some("application/json"), Some("application/cbor")),
            Encoding::Json
        );
        assert_eq!(
            with(Some("text/html, application/cbor;q=0.9"), None),
            Encoding::Cbor
        );
        assert_eq!(with(Some("text/html"), None), Encoding::Json);
        assert_eq!(
            with(None, Some("Application/JSON; charset=utf-8")),
            Encoding::Json
        );
    }

    #[test]
    fn a_body_names_its_fields() {
        #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        struct Named {
            name: String,
        }
        let named = Named {
            name: "x".to_owned(),
        };
        let json = |text: &str| decode::<Named>(Encoding::Json, text.as_bytes());
        assert_eq!(json(" \n{\"name\": \"x\"}").unwrap(), named);
        assert_eq!(json("[\"x\"]").unwrap_err().code(), Code::BadRequest);
        let cbor = |bytes: Vec<u8>| decode::<Named>(Encoding::Cbor, &bytes);
        assert_eq!(cbor(wire::body::to_cbor(&named).unwrap()).unwrap(), named);
        assert_eq!(
            cbor(wire::body::to_cbor(&["x"]).unwrap())
                .unwrap_err()
                .code(),
            Code::BadRequest
        );
    }

    #[test]
    fn depth_is_bounded() {
        let deep = "{\"a\":".repeat(100_000);
        assert!(decode::<serde_json::Value>(Encoding::Json, deep.as_bytes()).is_err());
        let deep = [0xa1, 0x61, b'a'].repeat(100_000);
        assert!(decode::<serde_json::Value>(Encoding::Cbor, &deep).is_err());
    }
}
