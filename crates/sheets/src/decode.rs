//! Text from bytes, in the encodings that Chinese companies' programs write.

use crate::ReadError;
use encoding_rs::{Encoding, GB18030};

/// UTF-8 with or without a byte-order mark, UTF-16 with one, else GB18030 (GBK and GB 2312 are part of it).
/// Line ends are made LF, and the last line has one.
///
/// # Errors
/// [`ReadError::UnknownEncoding`] if it is none of them: a sequence that does not exist is no text to guess at.
pub(crate) fn text(bytes: &[u8]) -> Result<String, ReadError> {
    let (text, wrong) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => {
            encoding.decode_without_bom_handling(bytes.get(length..).unwrap_or_default())
        }
        None => match std::str::from_utf8(bytes) {
            Ok(text) => (text.into(), false),
            Err(_) => GB18030.decode_without_bom_handling(bytes),
        },
    };
    if wrong {
        return Err(ReadError::UnknownEncoding);
    }
    let mut text = line_ends(&text);
    if !text.ends_with('\n') {
        text.push('\n');
    }
    Ok(text)
}

/// A text with every line end made LF.
pub(crate) fn line_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}
