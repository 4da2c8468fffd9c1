//! Which encoding a text file is in.

use crate::Unreadable;
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// One broken character in so many is a field that another system cut by bytes; more is another encoding.
const BROKEN: usize = 200;

/// Decodes UTF-8, UTF-16 (both with or without their mark) or GB18030, which includes GBK and GB2312.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Unreadable> {
    let text = if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        lenient(encoding, bytes.get(mark..).unwrap_or_default())?
    } else if let Some(encoding) = unmarked_utf16(bytes) {
        lenient(encoding, bytes)?
    } else if let Ok(text) = std::str::from_utf8(bytes) {
        Cow::Borrowed(text)
    } else {
        // Text that is valid UTF-8 but for a broken character stays so: read as GB18030 it would be other characters.
        lenient(UTF_8, bytes).or_else(|_| lenient(GB18030, bytes))?
    };
    let odd = text
        .chars()
        .filter(|c| c.is_control() && !matches!(c, '\t' | '\r' | '\n' | '\u{1a}'))
        .count();
    if odd > text.len() / 100 {
        Err(Unreadable::NotASheet)
    } else {
        Ok(text)
    }
}

fn lenient<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Result<Cow<'a, str>, Unreadable> {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    if broken {
        let lost = text
            .chars()
            .filter(|&c| c == char::REPLACEMENT_CHARACTER)
            .count();
        // A multi-byte encoding read wrongly breaks most characters that are not ASCII: those are the measure.
        let beyond = text.chars().filter(|c| !c.is_ascii()).count();
        if lost * BROKEN.min(20) > beyond || lost * BROKEN > text.len() {
            return Err(Unreadable::Encoding);
        }
    }
    Ok(text)
}

/// UTF-16 without its mark: delimiters, digits and line breaks leave a zero in every second byte.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(4096) & !1)?;
    let (mut even, mut odd) = (0, 0);
    for pair in head.chunks_exact(2) {
        if let [first, second] = pair {
            even += usize::from(*first == 0);
            odd += usize::from(*second == 0);
        }
    }
    let pairs = head.len() / 2;
    if odd * 20 > pairs && even * 20 <= odd {
        Some(UTF_16LE)
    } else if even * 20 > pairs && odd * 20 <= even {
        Some(UTF_16BE)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const LIST: &str = "姓名,身份证号\n华桂珍,420106198502279717\n李欢,31010419790919375\n";

    fn utf16(text: &str, be: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| {
                if be {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            })
            .collect()
    }

    #[test]
    fn every_encoding_reads_the_same() {
        let marked = format!("\u{feff}{LIST}");
        let forms = [
            LIST.as_bytes().to_vec(),
            marked.as_bytes().to_vec(),
            GB18030.encode(LIST).0.into_owned(),
            utf16(LIST, false),
            utf16(LIST, true),
            utf16(&marked, false),
            utf16(&marked, true),
        ];
        for (at, form) in forms.iter().enumerate() {
            assert_eq!(decode(form).unwrap(), LIST, "form {at}");
        }
    }

    #[test]
    fn a_character_cut_in_two_is_one_lost_character() {
        let long = LIST.repeat(50);
        let mut bytes = GB18030.encode(&long).0.into_owned();
        let end = bytes
            .windows(2)
            .rposition(|pair| pair == GB18030.encode("欢").0.as_ref())
            .unwrap();
        bytes.remove(end + 1);
        let text = decode(&bytes).unwrap();
        assert!(text.ends_with("李\u{fffd},31010419790919375\n"));
    }

    #[test]
    fn other_bytes_are_refused() {
        assert_eq!(
            decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06"),
            Err(Unreadable::NotASheet)
        );
        let noise: Vec<u8> = (0..2000u32)
            .map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8 | 1)
            .collect();
        assert!(decode(&noise).is_err());
        // Big5 for 姓名,電話
        assert_eq!(
            decode(b"\xa9m\xa6W,\xb9q\xb8\xdc\xff\xff\n"),
            Err(Unreadable::Encoding)
        );
    }
}
