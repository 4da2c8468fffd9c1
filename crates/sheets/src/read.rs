//! From bytes to a book: which format they are, by what they hold and not by the file's name.

use crate::{Book, Unreadable, delimited, limits, xlsx};

/// First bytes of an OLE compound file: a workbook of before 2007, or one with a password.
const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// Reads a file. `name` is the file's own name; it becomes a CSV's sheet name and decides nothing.
///
/// # Errors
/// [`Unreadable`] says why the file as a whole can't be read; a bad cell is never a reason.
pub fn read(bytes: &[u8], name: &str) -> Result<Book, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    if bytes.len() > limits::FILE {
        return Err(Unreadable::TooLarge);
    }
    let book = if bytes.starts_with(b"PK") {
        xlsx::read(bytes)?
    } else if bytes.starts_with(OLE) {
        let mark: Vec<u8> = "EncryptedPackage"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let locked = bytes.windows(mark.len()).any(|window| window == mark);
        return Err(if locked {
            Unreadable::Locked
        } else {
            Unreadable::OldWorkbook
        });
    } else {
        delimited::read(bytes, stem(name))?
    };
    if book.sheets.iter().all(|sheet| sheet.rows.is_empty()) {
        return Err(Unreadable::Empty);
    }
    Ok(book)
}

fn stem(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}
