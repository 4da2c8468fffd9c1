//! XLSX: XML parts in a zip archive, read as streams.
//!
//! Not with calamine: it copies a font's and a format's name for every cell style and reserves what a file says that it will need, so that
//! a small file takes all memory whatever it unpacks to, and it gives up a whole file for one error value that it does not know.

mod cells;
mod package;
mod parts;
mod strings;
mod styles;
mod xml;

use crate::gather::Gather;
use crate::{ReadError, Sheet, Workbook};
use package::Package;
use strings::Strings;
use styles::Styles;

/// Reads a workbook's sheets, but for hidden ones and those that hold no cells (charts, macros).
pub(crate) fn read(bytes: &[u8]) -> Result<Workbook, ReadError> {
    let mut package = Package::open(bytes)?;
    let book = parts::book(&mut package)?;
    let styles = match &book.styles {
        Some(path) => Styles::read(&mut package, path, book.from_1904)?,
        None => Styles::none(),
    };
    let strings = match &book.strings {
        Some(path) => Strings::read(&mut package, path)?,
        None => Strings::none(),
    };
    let mut gather = Gather::new();
    let mut sheets = Vec::new();
    for sheet in book.sheets {
        let part = package.part(&sheet.path)?.ok_or(ReadError::Damaged)?;
        let rows = cells::read(part, &strings, &styles, &mut gather)?;
        sheets.push(Sheet {
            name: sheet.name,
            rows,
        });
    }
    Ok(Workbook { sheets })
}
