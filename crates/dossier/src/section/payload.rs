//! The bytes of a section: a CBOR map (RFC 8949) with integer keys, key 0 the version, the others fields.

use crate::normal;
use ciborium::Value;
use std::collections::BTreeMap;

/// The major version written; a higher one is refused. A program that writes what this one would not read (a longer text, say) must raise it.
pub const VERSION: u64 = 1;

/// The most bytes a section's payload may have.
pub const MAX_BYTES: usize = 1 << 20;

/// The deepest nesting a payload may have.
pub const MAX_DEPTH: usize = 16;

const VERSION_KEY: u64 = 0;

/// Why bytes are no section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadPayload {
    /// More than [`MAX_BYTES`].
    #[error("the section is too large")]
    TooLarge,
    /// Not the map of a section, a field missing or of a wrong type, a text that no form lets through, or bytes left over.
    #[error("the section is not well-formed")]
    Malformed,
    /// Written by a program whose format this one does not know.
    #[error("the section was written by a newer version")]
    NewerVersion,
}

/// Fields this program does not know, kept to be written back as they came. `Debug` shows their number only.
#[derive(Clone, PartialEq, Default)]
pub struct Extra(BTreeMap<u64, Value>);

impl Extra {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl core::fmt::Debug for Extra {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Extra({})", self.0.len())
    }
}

/// A payload being read: each field is taken out by its key, and what remains is [`Extra`].
pub(super) struct Reader(BTreeMap<u64, Value>);

impl Reader {
    pub(super) fn new(bytes: &[u8]) -> Result<Self, BadPayload> {
        if bytes.len() > MAX_BYTES {
            return Err(BadPayload::TooLarge);
        }
        let mut rest = bytes;
        let value = ciborium::de::from_reader_with_recursion_limit(&mut rest, MAX_DEPTH)
            .map_err(|_| BadPayload::Malformed)?;
        let Value::Map(entries) = value else {
            return Err(BadPayload::Malformed);
        };
        if !rest.is_empty() {
            return Err(BadPayload::Malformed);
        }
        let mut fields = BTreeMap::new();
        for (key, value) in entries {
            let twice = fields.insert(unsigned(&key)?, value).is_some();
            if twice {
                return Err(BadPayload::Malformed);
            }
        }
        let mut reader = Self(fields);
        match reader.number(VERSION_KEY)? {
            VERSION => Ok(reader),
            newer if newer > VERSION => Err(BadPayload::NewerVersion),
            _ => Err(BadPayload::Malformed),
        }
    }

    pub(super) fn number(&mut self, key: u64) -> Result<u64, BadPayload> {
        unsigned(&self.take(key)?)
    }

    /// One line of at most so many characters.
    pub(super) fn line(&mut self, key: u64, max: impl Into<usize>) -> Result<String, BadPayload> {
        text(self.take(key)?, max.into(), normal::is_line)
    }

    /// Several lines of at most so many characters in all.
    pub(super) fn lines(&mut self, key: u64, max: impl Into<usize>) -> Result<String, BadPayload> {
        text(self.take(key)?, max.into(), normal::are_lines)
    }

    /// As [`Self::line`]; empty where there is none.
    pub(super) fn some_line(
        &mut self,
        key: u64,
        max: impl Into<usize>,
    ) -> Result<String, BadPayload> {
        self.some(key, max.into(), normal::is_line)
    }

    /// As [`Self::lines`]; empty where there is none.
    pub(super) fn some_lines(
        &mut self,
        key: u64,
        max: impl Into<usize>,
    ) -> Result<String, BadPayload> {
        self.some(key, max.into(), normal::are_lines)
    }

    /// At most `count` texts of one line, each of at most `max` characters.
    pub(super) fn list(
        &mut self,
        key: u64,
        count: usize,
        max: usize,
    ) -> Result<Vec<String>, BadPayload> {
        match self.take(key)? {
            Value::Array(items) if items.len() <= count => items
                .into_iter()
                .map(|item| text(item, max, normal::is_line))
                .collect(),
            _ => Err(BadPayload::Malformed),
        }
    }

    pub(super) fn rest(self) -> Extra {
        Extra(self.0)
    }

    fn some(
        &mut self,
        key: u64,
        max: usize,
        fit: impl Fn(&str) -> bool,
    ) -> Result<String, BadPayload> {
        self.0
            .remove(&key)
            .map_or_else(|| Ok(String::new()), |value| text(value, max, fit))
    }

    fn take(&mut self, key: u64) -> Result<Value, BadPayload> {
        self.0.remove(&key).ok_or(BadPayload::Malformed)
    }
}

/// A payload being written: the unknown fields first, the known ones over them, in the keys' order.
pub(super) struct Writer(BTreeMap<u64, Value>);

impl Writer {
    pub(super) fn new(extra: &Extra) -> Self {
        let mut fields = extra.0.clone();
        fields.insert(VERSION_KEY, VERSION.into());
        Self(fields)
    }

    pub(super) fn number(mut self, key: u64, number: u64) -> Self {
        self.0.insert(key, number.into());
        self
    }

    pub(super) fn text(mut self, key: u64, text: &str) -> Self {
        self.0.insert(key, text.into());
        self
    }

    /// A text, if there is any.
    pub(super) fn some_text(self, key: u64, text: &str) -> Self {
        if text.is_empty() {
            self
        } else {
            self.text(key, text)
        }
    }

    pub(super) fn texts(mut self, key: u64, texts: &[String]) -> Self {
        let items = texts.iter().map(|text| text.as_str().into()).collect();
        self.0.insert(key, Value::Array(items));
        self
    }

    pub(super) fn finish(self) -> Vec<u8> {
        let entries = self.0.into_iter().map(|(key, value)| (key.into(), value));
        let mut bytes = Vec::new();
        match ciborium::into_writer(&Value::Map(entries.collect()), &mut bytes) {
            Ok(()) => bytes,
            // A `Vec` takes every byte and a `Value` has a CBOR form: neither the writer nor the value can fail.
            Err(_) => unreachable!("a value is always written to memory"),
        }
    }
}

fn unsigned(value: &Value) -> Result<u64, BadPayload> {
    let integer = value.as_integer().ok_or(BadPayload::Malformed)?;
    u64::try_from(integer).map_err(|_| BadPayload::Malformed)
}

/// A text as a form may have let it through: who sealed it may have used none.
fn text(value: Value, max: usize, fit: impl Fn(&str) -> bool) -> Result<String, BadPayload> {
    let text = value.into_text().map_err(|_| BadPayload::Malformed)?;
    if text.chars().count() <= max && fit(&text) {
        Ok(text)
    } else {
        Err(BadPayload::Malformed)
    }
}
