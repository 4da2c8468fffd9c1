//! The texts that cells share.

use super::package::Package;
use super::xml::{What, resolved};
use crate::ReadError;
use quick_xml::events::Event;

/// All texts end to end, so that millions of short ones cost no more than their bytes and an end each.
pub(super) struct Strings {
    texts: String,
    ends: Vec<u32>,
}

impl Strings {
    /// Of a workbook whose cells share no texts.
    pub(super) fn none() -> Self {
        Self {
            texts: String::new(),
            ends: Vec::new(),
        }
    }

    /// Reads the part at this path; the same as none if it is not there.
    pub(super) fn read(package: &mut Package<'_>, path: &str) -> Result<Self, ReadError> {
        let mut strings = Self::none();
        let Some(mut part) = package.part(path)? else {
            return Ok(strings);
        };
        loop {
            match part.next()? {
                Event::Start(element) if element.local_name().as_ref() == "si" => {}
                Event::Eof => return Ok(strings),
                _ => continue,
            }
            part.text(What::Runs, &mut strings.texts)?;
            let end = u32::try_from(strings.texts.len()).map_err(|_| ReadError::TooLarge)?;
            strings.ends.push(end);
        }
    }

    /// The text with this index, counted from 0.
    ///
    /// # Errors
    /// [`ReadError::Damaged`] if there is none; [`ReadError::CellTooLong`].
    pub(super) fn get(&self, index: usize) -> Result<String, ReadError> {
        let end = |index: usize| self.ends.get(index).map(|&end| end as usize);
        let start = match index.checked_sub(1) {
            Some(before) => end(before),
            None => Some(0),
        };
        let text = start
            .zip(end(index))
            .and_then(|(start, end)| self.texts.get(start..end))
            .ok_or(ReadError::Damaged)?;
        resolved(text)
    }
}
