//! The zip archive: its parts by name, and what may be unpacked of it.

use super::xml::Xml;
use crate::ReadError;
use crate::limits::{MAX_PARTS, MAX_UNPACKED};
use std::collections::HashMap;
use std::io::{BufReader, Cursor};
use zip::ZipArchive;
use zip::read::ZipFile;

/// A part as a stream of XML.
pub(super) type Part<'p, 'b> = Xml<'p, BufReader<ZipFile<'p, Cursor<&'b [u8]>>>>;

/// An archive and what may still be unpacked of it, however often its parts are read.
pub(super) struct Package<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// Positions by name as [`folded`].
    names: HashMap<String, usize>,
    /// Bytes.
    left: u64,
}

impl<'b> Package<'b> {
    /// Reads the directory and refuses what it declares to be too large. That it may lie is why `left` is counted down as well.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, ReadError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::Damaged)?;
        if zip.len() > MAX_PARTS {
            return Err(ReadError::TooLarge);
        }
        let mut names = HashMap::new();
        let mut declared = 0u64;
        for index in 0..zip.len() {
            let entry = zip.by_index_data(index).map_err(|_| ReadError::Damaged)?;
            declared = declared.saturating_add(entry.size());
            let name = zip
                .name_for_index(index)
                .and_then(Result::ok)
                .ok_or(ReadError::Damaged)?;
            names.entry(folded(&name)).or_insert(index);
        }
        if declared > MAX_UNPACKED {
            return Err(ReadError::TooLarge);
        }
        Ok(Self {
            zip,
            names,
            left: MAX_UNPACKED,
        })
    }

    /// A part from its beginning; none if there is none of this name.
    pub(super) fn part(&mut self, path: &str) -> Result<Option<Part<'_, 'b>>, ReadError> {
        let Some(&index) = self.names.get(&folded(path)) else {
            return Ok(None);
        };
        let file = self.zip.by_index(index).map_err(|_| ReadError::Damaged)?;
        Ok(Some(Xml::new(BufReader::new(file), &mut self.left)))
    }
}

/// One spelling of a part's name: the format compares without case, and some writers use Windows' separator.
fn folded(name: &str) -> String {
    name.trim_start_matches('/')
        .replace('\\', "/")
        .to_lowercase()
}
