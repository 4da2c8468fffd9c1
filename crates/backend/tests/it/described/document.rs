//! A body before it is written: a tree that knows bytes from text, which JSON does not.

use serde::{Serialize, Serializer, ser::SerializeMap};
use wire::{Bytes, Encoding};

#[derive(Debug, Clone)]
pub(super) enum Document {
    Null,
    Bool(bool),
    Whole(i64),
    Broken(f64),
    Text(String),
    Bytes(Bytes),
    List(Vec<Document>),
    /// May name a field twice.
    Map(Vec<(String, Document)>),
}

impl Document {
    pub(super) fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    pub(super) fn written(&self, encoding: Encoding) -> Vec<u8> {
        match encoding {
            Encoding::Json => serde_json::to_vec(self).unwrap(),
            Encoding::Cbor => wire::body::to_cbor(self).unwrap(),
        }
    }
}

impl Serialize for Document {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => value.serialize(serializer),
            Self::Whole(value) => value.serialize(serializer),
            Self::Broken(value) => value.serialize(serializer),
            Self::Text(value) => value.serialize(serializer),
            Self::Bytes(value) => value.serialize(serializer),
            Self::List(items) => items.serialize(serializer),
            Self::Map(fields) => {
                let mut map = serializer.serialize_map(Some(fields.len()))?;
                for (name, value) in fields {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}
