//! How bodies are written: JSON or CBOR from the same types.

use core::{fmt, marker::PhantomData};

#[cfg(feature = "json")]
use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, DeserializeOwned, SeqAccess, Visitor},
};

/// Opaque bytes: base64 in JSON (feature `json`), a byte string in CBOR. `Debug` shows the length only.
#[derive(Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, format = "byte", example = "AAEC"))]
pub struct Bytes(pub Vec<u8>);

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.0.len())
    }
}

impl<T: Into<Vec<u8>>> From<T> for Bytes {
    fn from(bytes: T) -> Self {
        Self(bytes.into())
    }
}

impl Bytes {
    /// As a fixed number of bytes, if it has that many.
    pub fn array<const N: usize>(&self) -> Option<[u8; N]> {
        self.0.as_slice().try_into().ok()
    }
}

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[cfg(feature = "json")]
        if serializer.is_human_readable() {
            return serializer.serialize_str(&STANDARD.encode(&self.0));
        }
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[cfg(feature = "json")]
        if deserializer.is_human_readable() {
            let text = String::deserialize(deserializer)?;
            return STANDARD
                .decode(text)
                .map(Self)
                .map_err(|_| de::Error::custom("not base64"));
        }
        deserializer.deserialize_byte_buf(ByteString)
    }
}

/// Takes a byte string and nothing else: neither text nor a list of numbers.
struct ByteString;

impl Visitor<'_> for ByteString {
    type Value = Bytes;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a byte string")
    }

    fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Bytes, E> {
        Ok(bytes.into())
    }

    fn visit_byte_buf<E: de::Error>(self, bytes: Vec<u8>) -> Result<Bytes, E> {
        Ok(bytes.into())
    }
}

/// The most items that are read of a list in a long request: no endpoint takes so many, and says so by the field's name.
///
/// The body's length bounds no memory: an empty item is a byte or four on its way and up to 80 in memory.
const MOST_ITEMS: usize = 10_000;

/// Reads a list of at most [`MOST_ITEMS`].
pub(crate) fn list<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    deserializer.deserialize_seq(List(PhantomData))
}

struct List<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for List<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of at most {MOST_ITEMS} items")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            if list.len() == MOST_ITEMS {
                return Err(de::Error::invalid_length(list.len() + 1, &self));
            }
            list.push(item);
        }
        Ok(list)
    }
}

/// How a body is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// `application/json`.
    Json,
    /// `application/cbor`.
    Cbor,
}

impl Encoding {
    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Cbor => "application/cbor",
        }
    }
}

/// A body that is not CBOR of the expected type, or is followed by more bytes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not the CBOR of this type")]
pub struct BadBody;

/// Deepest nesting that is read: our types need less than ten.
const MAX_DEPTH: usize = 32;

/// Writes CBOR.
///
/// # Errors
/// Only for types that cannot be written, which these are not.
pub fn to_cbor<T: Serialize>(value: &T) -> Result<Vec<u8>, BadBody> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).map_err(|_| BadBody)?;
    Ok(bytes)
}

/// Reads CBOR: all of `bytes`, nothing behind it.
///
/// # Errors
/// [`BadBody`].
pub fn from_cbor<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, BadBody> {
    let mut rest = bytes;
    let value = ciborium::de::from_reader_with_recursion_limit(&mut rest, MAX_DEPTH)
        .map_err(|_| BadBody)?;
    if rest.is_empty() {
        Ok(value)
    } else {
        Err(BadBody)
    }
}
