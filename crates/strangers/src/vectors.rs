//! The vectors of `seal`: what the fixed keys of the properties open, and nothing else.

use serde_json::Value;

/// A file of vectors as a list: some hold one alone.
pub(crate) fn list(text: &str) -> Vec<Value> {
    match serde_json::from_str(text).unwrap() {
        Value::Array(list) => list,
        one => vec![one],
    }
}

/// A field in hexadecimal digits.
pub(crate) fn bytes(value: &Value) -> Vec<u8> {
    hex::decode(value.as_str().unwrap()).unwrap()
}

/// The same, of a fixed length.
pub(crate) fn array<const N: usize>(value: &Value) -> [u8; N] {
    bytes(value).try_into().unwrap()
}
