//! Which formats show a number as a day. Nothing else of a cell's format is of interest.

use super::package::Package;
use super::xml::attribute;
use crate::{ReadError, date};
use quick_xml::events::Event;
use std::collections::HashMap;

/// What the cells' formats say of days.
pub(super) struct Styles {
    /// By a format's index: whether it shows days.
    days: Vec<bool>,
    from_1904: bool,
}

impl Styles {
    /// Of a workbook without formats: no number is a day.
    pub(super) fn none() -> Self {
        Self {
            days: Vec::new(),
            from_1904: false,
        }
    }

    /// Reads the part at this path; the same as none if it is not there.
    pub(super) fn read(
        package: &mut Package<'_>,
        path: &str,
        from_1904: bool,
    ) -> Result<Self, ReadError> {
        let mut styles = Self {
            days: Vec::new(),
            from_1904,
        };
        let Some(mut part) = package.part(path)? else {
            return Ok(styles);
        };
        let mut own = HashMap::new();
        let mut cells = false;
        loop {
            match part.next()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "numFmt" => {
                        let id = attribute(&element, "numFmtId")?.unwrap_or_default();
                        let code = attribute(&element, "formatCode")?.unwrap_or_default();
                        own.insert(id, shows_days(&code));
                    }
                    "cellXfs" => cells = true,
                    "xf" if cells => {
                        let id = attribute(&element, "numFmtId")?.unwrap_or_default();
                        let days = own.get(&id).copied();
                        styles
                            .days
                            .push(days.unwrap_or_else(|| is_builtin_day(&id)));
                    }
                    _ => {}
                },
                Event::End(element) if element.local_name().as_ref() == "cellXfs" => cells = false,
                Event::Eof => return Ok(styles),
                _ => {}
            }
        }
    }

    /// The day of a number in a cell of this format; none if the format shows no day or the number is none.
    pub(super) fn day(&self, style: Option<usize>, number: f64) -> Option<String> {
        let shows = style.and_then(|style| self.days.get(style)).copied();
        if shows.unwrap_or(false) {
            date::from_serial(number, self.from_1904)
        } else {
            None
        }
    }
}

/// Formats that a workbook need not write down (ECMA-376 part 1, 18.8.30), with those of Chinese and its neighbours, without pure times.
fn is_builtin_day(id: &str) -> bool {
    matches!(
        id.parse::<u32>(),
        Ok(14..=17 | 22 | 27..=31 | 34..=36 | 50..=58)
    )
}

/// Whether a format's code has a year or a day outside quotations, escapes and brackets. A month alone may be minutes.
fn shows_days(code: &str) -> bool {
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            'y' | 'Y' | 'd' | 'D' => return true,
            '"' => {
                chars.find(|&c| c == '"');
            }
            '[' => {
                chars.find(|&c| c == ']');
            }
            '\\' | '_' | '*' => {
                chars.next();
            }
            // Other sections are for negative numbers and texts.
            ';' => return false,
            _ => {}
        }
    }
    false
}
