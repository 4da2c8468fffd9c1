//! Which format a file is in, told by its content: names lie.

use crate::limits::MAX_FILE;
use crate::{ReadError, Workbook, decode, delimited, xlsx};

/// What every zip archive, and so every XLSX file, begins with: an entry, or the end of an empty one.
const ZIP: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];

/// What a compound file begins with: `.xls`, and `.xlsx` behind a password.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// The name under which a compound file holds a workbook that opens with a password; there it is in UTF-16.
const ENCRYPTED: &str = "EncryptedPackage";

/// Reads a client list from an XLSX or CSV file's bytes, at most [`MAX_FILE`] of them.
///
/// # Errors
/// As [`ReadError`] says. A file is read wholly or not at all.
pub fn read(bytes: &[u8]) -> Result<Workbook, ReadError> {
    if bytes.len() > MAX_FILE {
        return Err(ReadError::TooLarge);
    }
    if ZIP.iter().any(|magic| bytes.starts_with(magic)) {
        return xlsx::read(bytes);
    }
    if bytes.starts_with(COMPOUND) {
        return Err(compound(bytes));
    }
    let text = decode::text(bytes)?;
    // Many programs name a web page `.xls`, and Excel opens it.
    if text.trim_start().starts_with('<') || text.contains('\0') {
        return Err(ReadError::NotATable);
    }
    let sheet = delimited::read(&text)?;
    Ok(Workbook {
        sheets: vec![sheet],
    })
}

fn compound(bytes: &[u8]) -> ReadError {
    let name: Vec<u8> = ENCRYPTED
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    if bytes.windows(name.len()).any(|window| window == name) {
        ReadError::Encrypted
    } else {
        ReadError::OldFormat
    }
}
