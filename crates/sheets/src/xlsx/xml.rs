//! One part's XML as a stream that can cost no more than it may: neither in all, nor at once, nor in depth.

use crate::ReadError;
use crate::gather::short;
use crate::limits::{MAX_DEPTH, MAX_EVENT};
use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};
use std::io::{self, BufRead, Read};

/// A reader of events. An empty element comes as its start and its end.
pub(super) struct Xml<'p, R> {
    reader: Reader<Metered<'p, R>>,
    buffer: Vec<u8>,
    depth: usize,
}

impl<'p, R: BufRead> Xml<'p, R> {
    /// Reads from the beginning and takes what it reads off what is `left`, in bytes.
    pub(super) fn new(inner: R, left: &'p mut u64) -> Self {
        let mut reader = Reader::from_reader(Metered {
            inner,
            left,
            event: 0,
            spent: false,
        });
        reader.config_mut().expand_empty_elements = true;
        Self {
            reader,
            buffer: Vec::new(),
            depth: 0,
        }
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// The next event. After the end of the part, its end again.
    ///
    /// # Errors
    /// [`ReadError::TooLarge`] beyond what may be unpacked; [`ReadError::Damaged`] for what is no XML, ends within an element, is nested too
    /// deeply, or declares entities, which no spreadsheet does.
    pub(super) fn next(&mut self) -> Result<Event<'_>, ReadError> {
        self.buffer.clear();
        self.reader.get_mut().event = 0;
        let event = self.reader.read_event_into(&mut self.buffer);
        match &event {
            Ok(Event::Start(_)) if self.depth == MAX_DEPTH => return Err(ReadError::Damaged),
            Ok(Event::Start(_)) => self.depth += 1,
            Ok(Event::End(_)) => self.depth = self.depth.saturating_sub(1),
            Ok(Event::Eof) if self.depth > 0 => return Err(ReadError::Damaged),
            Ok(Event::DocType(_)) => return Err(ReadError::Damaged),
            _ => {}
        }
        let spent = self.reader.get_ref().spent;
        event.map_err(|_| match spent {
            true => ReadError::TooLarge,
            false => ReadError::Damaged,
        })
    }

    /// Reads on to the end of the part, where its checksum is compared: what was read is what was saved.
    pub(super) fn finish(mut self) -> Result<(), ReadError> {
        while !matches!(self.next()?, Event::Eof) {}
        Ok(())
    }

    /// Adds the text up to the end of the element that has just begun. Of a `Runs` text, only what is in `t` and no reading aid (`rPh`).
    ///
    /// # Errors
    /// As [`next`](Self::next); [`ReadError::CellTooLong`] for a text that no cell can hold.
    pub(super) fn text(&mut self, what: What, out: &mut String) -> Result<(), ReadError> {
        let outside = self.depth.saturating_sub(1);
        let start = out.len();
        let (mut run, mut aid) = (0usize, 0usize);
        loop {
            match self.next()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "t" => run += 1,
                    "rPh" => aid += 1,
                    _ => {}
                },
                Event::End(element) => {
                    match element.local_name().as_ref() {
                        "t" => run = run.saturating_sub(1),
                        "rPh" => aid = aid.saturating_sub(1),
                        _ => {}
                    }
                    if self.depth == outside {
                        return Ok(());
                    }
                }
                _ if what == What::Runs && (run == 0 || aid > 0) => {}
                Event::Text(text) => out.push_str(&text.xml10_content()),
                Event::CData(text) => out.push_str(&text.xml10_content()),
                Event::GeneralRef(name) => {
                    if let Some(c) = name.resolve_char_ref().map_err(|_| ReadError::Damaged)? {
                        out.push(c);
                    } else {
                        let text = resolve_predefined_entity(&name.xml10_content())
                            .ok_or(ReadError::Damaged)?;
                        out.push_str(text);
                    }
                }
                Event::Eof => return Err(ReadError::Damaged),
                _ => {}
            }
            // Below the limit of one event the exact length waits until escapes are resolved.
            if out.len() - start > MAX_EVENT {
                return Err(ReadError::CellTooLong);
            }
        }
    }
}

/// Which text of an element is meant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// All of it.
    All,
    /// The runs of a rich text.
    Runs,
}

/// An attribute by its name without prefix; none if it is not there.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, ReadError> {
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| ReadError::Damaged)?;
        if attribute.key.local_name().as_ref() == name {
            let value = unescape(&attribute.value).map_err(|_| ReadError::Damaged)?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}

/// A text with the format's own escapes resolved (`_x000D_` is a carriage return) and its line ends made LF.
pub(super) fn resolved(text: &str) -> Result<String, ReadError> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("_x") {
        let (before, escape) = rest.split_at(start);
        out.push_str(before);
        if let Some(c) = escaped(escape) {
            out.push(c);
            rest = escape.get(7..).unwrap_or_default();
        } else {
            out.push_str("_x");
            rest = escape.get(2..).unwrap_or_default();
        }
    }
    out.push_str(rest);
    if out.contains('\r') {
        out = crate::decode::line_ends(&out);
    }
    short(&out)?;
    Ok(out)
}

/// The character of an escape that a text begins with: `_x`, four hexadecimal digits, `_`.
fn escaped(text: &str) -> Option<char> {
    let digits = text.get(2..6)?;
    if text.get(6..7)? != "_" || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    char::from_u32(u32::from_str_radix(digits, 16).ok()?)
}

/// Counts what is read, in all and since the last event, and stops at either limit.
struct Metered<'p, R> {
    inner: R,
    left: &'p mut u64,
    event: usize,
    /// Whether it stopped for what is left in all.
    spent: bool,
}

impl<R: BufRead> BufRead for Metered<'_, R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let bytes = self.inner.fill_buf()?;
        let most = usize::try_from(*self.left)
            .unwrap_or(usize::MAX)
            .min(MAX_EVENT.saturating_sub(self.event));
        if most == 0 && !bytes.is_empty() {
            self.spent = *self.left == 0;
            return Err(io::Error::other("over the limit"));
        }
        Ok(bytes.get(..most).unwrap_or(bytes))
    }

    fn consume(&mut self, count: usize) {
        self.event = self.event.saturating_add(count);
        *self.left = self.left.saturating_sub(count as u64);
        self.inner.consume(count);
    }
}

impl<R: BufRead> Read for Metered<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(out)?;
        self.consume(count);
        Ok(count)
    }
}
