//! The bytes of a section: a CBOR map (RFC 8949) with integer keys in their order, key 0 the version, the others fields; every length
//! definite.

use crate::normal;
use minicbor::data::Type;
use minicbor::encode::{self, Write};
use minicbor::{Decoder, Encode, Encoder, decode};
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

/// Fields this program does not know, kept to be written back byte for byte. `Debug` shows their number only.
#[derive(Clone, PartialEq, Default)]
pub struct Extra(BTreeMap<u64, Vec<u8>>);

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

/// A payload being read: each field's bytes are taken out by its key, and what remains is [`Extra`].
pub(super) struct Reader<'b>(BTreeMap<u64, &'b [u8]>);

impl<'b> Reader<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Result<Self, BadPayload> {
        if bytes.len() > MAX_BYTES {
            return Err(BadPayload::TooLarge);
        }
        let mut decoder = Decoder::new(bytes);
        let fields = known(decoder.map())?;
        if fields == Some(0) || known(decoder.u64())? != VERSION_KEY {
            return Err(BadPayload::Malformed);
        }
        // Before all the rest: a newer version may be written otherwise.
        match known(decoder.u64())? {
            VERSION => {}
            newer if newer > VERSION => return Err(BadPayload::NewerVersion),
            _ => return Err(BadPayload::Malformed),
        }
        let mut reader = Self(BTreeMap::new());
        let mut last = VERSION_KEY;
        for _ in 1..fields.ok_or(BadPayload::Malformed)? {
            let key = known(decoder.u64())?;
            if key <= last {
                return Err(BadPayload::Malformed);
            }
            let start = decoder.position();
            step_over(&mut decoder, MAX_DEPTH - 1)?;
            reader.0.insert(key, &bytes[start..decoder.position()]);
            last = key;
        }
        match decoder.position() == bytes.len() {
            true => Ok(reader),
            false => Err(BadPayload::Malformed),
        }
    }

    pub(super) fn number(&mut self, key: u64) -> Result<u64, BadPayload> {
        known(self.take(key)?.u64())
    }

    /// One line of at most so many characters.
    pub(super) fn line(&mut self, key: u64, max: impl Into<usize>) -> Result<String, BadPayload> {
        text(&mut self.take(key)?, max.into(), normal::is_line)
    }

    /// Several lines of at most so many characters in all.
    pub(super) fn lines(&mut self, key: u64, max: impl Into<usize>) -> Result<String, BadPayload> {
        text(&mut self.take(key)?, max.into(), normal::are_lines)
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
        let mut value = self.take(key)?;
        match definite(value.array())? {
            items if items <= count as u64 => (0..items)
                .map(|_| text(&mut value, max, normal::is_line))
                .collect(),
            _ => Err(BadPayload::Malformed),
        }
    }

    pub(super) fn rest(self) -> Extra {
        let owned = self.0.into_iter().map(|(key, value)| (key, value.to_vec()));
        Extra(sorted::map(owned))
    }

    fn some(
        &mut self,
        key: u64,
        max: usize,
        fit: impl Fn(&str) -> bool,
    ) -> Result<String, BadPayload> {
        match self.0.remove(&key) {
            Some(value) => text(&mut Decoder::new(value), max, fit),
            None => Ok(String::new()),
        }
    }

    fn take(&mut self, key: u64) -> Result<Decoder<'b>, BadPayload> {
        let value = self.0.remove(&key).ok_or(BadPayload::Malformed)?;
        Ok(Decoder::new(value))
    }
}

/// A payload being written: the unknown fields first, the known ones over them, in the keys' order.
pub(super) struct Writer(BTreeMap<u64, Vec<u8>>);

impl Writer {
    pub(super) fn new(extra: &Extra) -> Self {
        Self(extra.0.clone()).number(VERSION_KEY, VERSION)
    }

    pub(super) fn number(self, key: u64, number: u64) -> Self {
        self.field(key, number)
    }

    pub(super) fn text(self, key: u64, text: &str) -> Self {
        self.field(key, text)
    }

    /// A text, if there is any.
    pub(super) fn some_text(self, key: u64, text: &str) -> Self {
        if text.is_empty() {
            self
        } else {
            self.text(key, text)
        }
    }

    pub(super) fn texts(self, key: u64, texts: &[String]) -> Self {
        self.field(key, texts)
    }

    pub(super) fn finish(self) -> Vec<u8> {
        encoded(self)
    }

    fn field(mut self, key: u64, value: impl Encode<()>) -> Self {
        self.0.insert(key, encoded(value));
        self
    }
}

impl<C> Encode<C> for Writer {
    fn encode<W: Write>(
        &self,
        encoder: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        encoder.map(self.0.len() as u64)?;
        for (key, value) in &self.0 {
            let writer = encoder.u64(*key)?.writer_mut();
            writer.write_all(value).map_err(encode::Error::write)?;
        }
        Ok(())
    }
}

fn encoded(value: impl Encode<()>) -> Vec<u8> {
    match minicbor::to_vec(value) {
        Ok(bytes) => bytes,
        // A `Vec` takes every byte, and nothing that is written here refuses.
        Err(_) => unreachable!("a value is always written to memory"),
    }
}

/// What was decoded. What kept it from being is not told: it could quote the payload.
fn known<T>(decoded: Result<T, decode::Error>) -> Result<T, BadPayload> {
    decoded.map_err(|_| BadPayload::Malformed)
}

/// How many items follow.
fn definite(length: Result<Option<u64>, decode::Error>) -> Result<u64, BadPayload> {
    known(length)?.ok_or(BadPayload::Malformed)
}

/// Steps over one value of at most so many levels, whatever it is.
fn step_over(decoder: &mut Decoder<'_>, depth: usize) -> Result<(), BadPayload> {
    let inner = match known(decoder.datatype())? {
        Type::Array => definite(decoder.array())?,
        Type::Map => definite(decoder.map())?
            .checked_mul(2)
            .ok_or(BadPayload::Malformed)?,
        Type::Tag => known(decoder.tag()).map(|_| 1)?,
        Type::ArrayIndef
        | Type::MapIndef
        | Type::BytesIndef
        | Type::StringIndef
        | Type::Break
        | Type::Unknown(_) => return Err(BadPayload::Malformed),
        _ => return known(decoder.skip()),
    };
    let depth = depth.checked_sub(1).ok_or(BadPayload::Malformed)?;
    (0..inner).try_for_each(|_| step_over(decoder, depth))
}

/// A text as a form may have let it through: who sealed it may have used none.
fn text(
    value: &mut Decoder<'_>,
    max: usize,
    fit: impl Fn(&str) -> bool,
) -> Result<String, BadPayload> {
    let text = known(value.str())?;
    if text.chars().count() <= max && fit(text) {
        Ok(text.to_owned())
    } else {
        Err(BadPayload::Malformed)
    }
}
