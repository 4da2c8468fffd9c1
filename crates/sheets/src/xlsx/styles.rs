//! Number formats, as far as they change what a number says.

use super::{package::Package, xml};
use crate::{Unreadable, limits};
use quick_xml::events::Event;
use std::collections::HashMap;

/// What a cell's format makes of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// The number itself.
    Plain,
    /// A day.
    Date,
    /// A day and a time.
    DateTime,
    /// A time of day.
    Time,
    /// At least so many digits, zeros before them.
    Padded(u8),
}

/// The formats of a workbook's cell styles, by style number.
pub(super) fn read(package: &mut Package<'_>, name: &str) -> Result<Vec<Format>, Unreadable> {
    let mut own: HashMap<u32, Format> = HashMap::new();
    let mut styles = Vec::new();
    let mut cells = false;
    let Some(mut part) = package.part(name)? else {
        return Ok(styles);
    };
    loop {
        match part.next()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                b"numFmt" => {
                    let id = xml::attribute(&tag, b"numFmtId").and_then(|id| id.parse().ok());
                    if let (Some(id), Some(code)) = (id, xml::attribute(&tag, b"formatCode")) {
                        own.insert(id, of_code(&code));
                    }
                }
                b"cellXfs" => cells = true,
                b"xf" if cells => {
                    let id = xml::attribute(&tag, b"numFmtId")
                        .and_then(|id| id.parse().ok())
                        .unwrap_or(0);
                    styles.push(own.get(&id).copied().unwrap_or_else(|| built_in(id)));
                }
                _ => {}
            },
            Event::End(tag) if tag.local_name().as_ref() == b"cellXfs" => cells = false,
            Event::Eof => return Ok(styles),
            _ => {}
        }
        if own.len() > limits::STYLES || styles.len() > limits::STYLES {
            return Err(Unreadable::TooLarge);
        }
    }
}

/// Formats that a workbook names without writing them (ECMA-376 part 1, 18.8.30, with the table for zh-cn).
fn built_in(id: u32) -> Format {
    match id {
        14..=17 | 27..=31 | 36 | 50..=54 | 57 | 58 => Format::Date,
        22 => Format::DateTime,
        18..=21 | 32..=35 | 45 | 47 | 55 | 56 => Format::Time,
        _ => Format::Plain,
    }
}

/// A format by its code, such as `yyyy"年"m"月"d"日"`; only its first section, that of positive numbers.
fn of_code(code: &str) -> Format {
    let mut chars = code.chars();
    let (mut day, mut month, mut time, mut digits) = (false, false, false, false);
    let mut zeros = Some(0_u8);
    while let Some(c) = chars.next() {
        let c = c.to_ascii_lowercase();
        if c != '0' && !matches!(c, ';' | '@' | '[' | '_') {
            zeros = None;
        }
        match c {
            ';' => break,
            '"' => while chars.next().is_some_and(|c| c != '"') {},
            // The colour, the language, a condition, or a time that has passed: no time of day.
            '[' => while chars.next().is_some_and(|c| c != ']') {},
            '\\' | '_' | '*' => {
                chars.next();
            }
            '0' => {
                digits = true;
                zeros = zeros.map(|zeros| zeros.saturating_add(1));
            }
            '#' | '?' => digits = true,
            'y' | 'd' => day = true,
            'm' => month = true,
            'h' | 's' => time = true,
            _ => {}
        }
    }
    match (day, month, time) {
        (true, _, true) => Format::DateTime,
        (true, _, false) => Format::Date,
        (false, _, true) => Format::Time,
        (false, true, false) if !digits => Format::Date,
        _ => match zeros {
            Some(width @ 2..=30) => Format::Padded(width),
            _ => Format::Plain,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes() {
        for (code, format) in [
            ("General", Format::Plain),
            ("G/通用格式", Format::Plain),
            ("@", Format::Plain),
            ("0", Format::Plain),
            ("0.00", Format::Plain),
            ("#,##0.00_ ;[Red]\\-#,##0.00\\ ", Format::Plain),
            ("\"USD\"#,##0", Format::Plain),
            ("0.00E+00", Format::Plain),
            ("000000", Format::Padded(6)),
            ("yyyy-mm-dd", Format::Date),
            ("yyyy\"年\"m\"月\"d\"日\";@", Format::Date),
            ("[$-804]yyyy\"年\"m\"月\"d\"日\"", Format::Date),
            ("m\"月\"", Format::Date),
            ("yyyy/m/d h:mm", Format::DateTime),
            ("h:mm:ss AM/PM", Format::Time),
            ("上午/下午h\"时\"mm\"分\"", Format::Time),
            ("[DBNum1][$-804]yyyy\"年\"m\"月\"", Format::Date),
        ] {
            assert_eq!(of_code(code), format, "{code}");
        }
    }
}
