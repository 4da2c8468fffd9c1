//! A part's XML, event by event, with a ration of bytes for each event and for all.

use crate::{Unreadable, limits};
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use std::io::{self, BufRead, BufReader, Read};

/// The ration was used up.
#[derive(Debug, thiserror::Error)]
#[error("too large")]
struct Spent;

/// A reader that gives out at most a token's bytes between two calls of `renew`, and at most what is left for the package.
struct Rationed<'a> {
    inner: BufReader<Box<dyn Read + 'a>>,
    left: &'a mut u64,
    token: u64,
}

impl Read for Rationed<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let given = self.fill_buf()?.read(into)?;
        self.consume(given);
        Ok(given)
    }
}

impl BufRead for Rationed<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.token == 0 || *self.left == 0 {
            return Err(io::Error::other(Spent));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, bytes: usize) {
        self.token = self.token.saturating_sub(bytes as u64);
        *self.left = self.left.saturating_sub(bytes as u64);
        self.inner.consume(bytes);
    }
}

/// One part.
pub(super) struct Xml<'a> {
    reader: Reader<Rationed<'a>>,
    buffer: Vec<u8>,
    depth: usize,
}

impl<'a> Xml<'a> {
    pub(super) fn new(entry: impl Read + 'a, left: &'a mut u64) -> Self {
        let inner = BufReader::with_capacity(32 << 10, Box::new(entry) as Box<dyn Read>);
        let mut reader = Reader::from_reader(Rationed {
            inner,
            left,
            token: limits::TOKEN,
        });
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        // Mismatched tags are seen by the depth, and by the element that is missing then.
        config.check_end_names = false;
        Self {
            reader,
            buffer: Vec::with_capacity(1024),
            depth: 0,
        }
    }

    /// The next event; `<a/>` comes as a start and an end.
    pub(super) fn next(&mut self) -> Result<Event<'_>, Unreadable> {
        self.buffer.clear();
        self.reader.get_mut().token = limits::TOKEN;
        let event = self
            .reader
            .read_event_into(&mut self.buffer)
            .map_err(|error| why(&error))?;
        match &event {
            Event::Start(_) if self.depth == limits::DEPTH => return Err(Unreadable::Damaged),
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.checked_sub(1).ok_or(Unreadable::Damaged)?,
            // A part that ends inside an element was cut.
            Event::Eof if self.depth > 0 => return Err(Unreadable::Damaged),
            _ => {}
        }
        Ok(event)
    }

    /// The text of the element whose start was the last event, to its end. With `rich`, only what stands in its `t`
    /// elements, and no reading aids (`rPh`). Longer texts than a cell's are cut at some length above it, for the caller to refuse.
    pub(super) fn text(&mut self, rich: bool) -> Result<String, Unreadable> {
        let (mut text, mut inside, mut aid, mut depth) = (String::new(), !rich, None, 0_usize);
        loop {
            let full = text.len() > 4 * limits::CELL;
            match self.next()? {
                Event::Start(tag) => {
                    match tag.local_name().as_ref() {
                        b"t" if rich => inside = aid.is_none(),
                        b"rPh" if rich && aid.is_none() => aid = Some(depth),
                        _ => {}
                    }
                    depth += 1;
                }
                Event::End(_) => {
                    let Some(now) = depth.checked_sub(1) else {
                        return Ok(text);
                    };
                    depth = now;
                    inside = !rich;
                    if aid == Some(now) {
                        aid = None;
                    }
                }
                Event::Eof => return Err(Unreadable::Damaged),
                _ if !inside || full => {}
                Event::Text(part) => {
                    text.push_str(&part.decode().map_err(|_| Unreadable::Damaged)?)
                }
                Event::CData(part) => {
                    text.push_str(&part.decode().map_err(|_| Unreadable::Damaged)?)
                }
                Event::GeneralRef(part) => {
                    let known = match &*part {
                        b"amp" => Some('&'),
                        b"lt" => Some('<'),
                        b"gt" => Some('>'),
                        b"quot" => Some('"'),
                        b"apos" => Some('\''),
                        _ => part.resolve_char_ref().ok().flatten(),
                    };
                    text.push(known.unwrap_or(char::REPLACEMENT_CHARACTER));
                }
                _ => {}
            }
        }
    }

    /// Passes over the element whose start was the last event.
    pub(super) fn skip(&mut self) -> Result<(), Unreadable> {
        let outside = self.depth.checked_sub(1).ok_or(Unreadable::Damaged)?;
        while self.depth > outside {
            self.next()?;
        }
        Ok(())
    }
}

fn why(error: &quick_xml::Error) -> Unreadable {
    match error {
        quick_xml::Error::Io(error) if error.get_ref().is_some_and(|inner| inner.is::<Spent>()) => {
            Unreadable::TooLarge
        }
        _ => Unreadable::Damaged,
    }
}

/// An attribute by its local name, its entities resolved where they can be.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &[u8]) -> Option<String> {
    let found = tag
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    let raw = String::from_utf8_lossy(&found.value);
    Some(match quick_xml::escape::unescape(&raw) {
        Ok(text) => text.into_owned(),
        Err(_) => raw.into_owned(),
    })
}

/// `_x000D_` and the like: how a workbook writes what XML has no character for.
pub(super) fn unescape(text: String) -> String {
    if !text.contains("_x") {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let code = from.get(2..6).filter(|_| from.get(6..7) == Some("_"));
        let code = code.filter(|code| code.bytes().all(|b| b.is_ascii_hexdigit()));
        match code
            .and_then(|code| u32::from_str_radix(code, 16).ok())
            .and_then(char::from_u32)
        {
            Some(c) => {
                out.push(c);
                rest = from.get(7..).unwrap_or_default();
            }
            None => {
                out.push_str("_x");
                rest = from.get(2..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn text(xml: &str, rich: bool) -> String {
        let mut left = 10_000;
        let mut xml = Xml::new(xml.as_bytes(), &mut left);
        assert!(matches!(xml.next().unwrap(), Event::Start(_)));
        let text = xml.text(rich).unwrap();
        assert!(matches!(xml.next().unwrap(), Event::Eof));
        text
    }

    #[test]
    fn plain_and_rich_text() {
        assert_eq!(
            text("<v>a&amp;&#20013;<![CDATA[<b>]]></v>", false),
            "a&中<b>"
        );
        assert_eq!(
            text(
                "<si>x<r><rPr><b/></rPr><t>欧</t></r>y<r><t>琴</t></r><rPh sb='0'><t>ou</t></rPh></si>",
                true
            ),
            "欧琴"
        );
        assert_eq!(text("<si/>", true), "");
    }

    #[test]
    fn rations_and_depth_hold() {
        let mut left = 10;
        assert_eq!(
            Xml::new(&b"<v>0123456789</v>"[..], &mut left).skip_all(),
            Err(Unreadable::TooLarge)
        );
        let mut left = 100 << 20;
        let long = format!("<v>{}</v>", "0".repeat(5 << 20));
        assert_eq!(
            Xml::new(long.as_bytes(), &mut left).skip_all(),
            Err(Unreadable::TooLarge)
        );
        let deep = "<a>".repeat(65) + &"</a>".repeat(65);
        assert_eq!(
            Xml::new(deep.as_bytes(), &mut left).skip_all(),
            Err(Unreadable::Damaged)
        );
        assert_eq!(
            Xml::new(&b"<a></a></a>"[..], &mut left).skip_all(),
            Err(Unreadable::Damaged)
        );
        assert_eq!(
            Xml::new(&b"<a><b></b>"[..], &mut left).skip_all(),
            Err(Unreadable::Damaged)
        );
    }

    impl Xml<'_> {
        fn skip_all(&mut self) -> Result<(), Unreadable> {
            while !matches!(self.next()?, Event::Eof) {}
            Ok(())
        }
    }

    #[test]
    fn escapes_of_workbooks() {
        assert_eq!(
            unescape("a_x000D_\nb_x4E2D__xZZZZ_ _x12".to_owned()),
            "a\r\nb中_xZZZZ_ _x12"
        );
        assert_eq!(unescape("_x005F_x000D_".to_owned()), "_x000D_");
    }
}
