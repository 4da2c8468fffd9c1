//! One cell, as the person at the spreadsheet sees it.

use std::fmt;

/// What stood in a cell, beside its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Nothing.
    Empty,
    /// Typed text.
    Text,
    /// A number, at most 15 significant digits, without a trailing `.0`.
    Number,
    /// A date `YYYY-MM-DD`, with ` HH:MM` or ` HH:MM:SS` after it where the cell shows the time; or a time alone.
    Date,
    /// `TRUE` or `FALSE`.
    Flag,
    /// A formula that no program has computed yet: its source, from `=` on.
    Formula,
    /// A formula that failed: `#N/A` and the like.
    Failed,
    /// **What was typed is lost.** A number of more than 15 digits is kept by spreadsheets as a floating-point number
    /// (an ID number's last three digits become others), or as `4.20106E+17` once saved as CSV; or a character was cut in two.
    /// The text is what remains.
    Lossy,
}

/// A cell. `Debug` shows its kind only: the text is a client's.
#[derive(Clone, PartialEq, Eq)]
pub struct Cell {
    kind: Kind,
    text: Box<str>,
}

impl Cell {
    /// A cell with nothing in it.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            kind: Kind::Empty,
            text: Box::default(),
        }
    }

    /// A cell of typed text: tidied, and `Lossy` where it shows that digits or a character are lost.
    #[must_use]
    pub fn typed(raw: &str) -> Self {
        let text = tidy(raw);
        if text.is_empty() {
            return Self::empty();
        }
        let kind = if is_scientific(&text) || text.contains(char::REPLACEMENT_CHARACTER) {
            Kind::Lossy
        } else {
            Kind::Text
        };
        Self {
            kind,
            text: text.into(),
        }
    }

    pub(crate) fn of(kind: Kind, text: impl Into<Box<str>>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::empty()
        } else {
            Self { kind, text }
        }
    }

    /// The text, without blanks around it, its line breaks as `\n`.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What stood there.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Nothing stands there.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kind == Kind::Empty
    }

    /// Digits or characters of what was typed are lost.
    #[must_use]
    pub fn is_lossy(&self) -> bool {
        self.kind == Kind::Lossy
    }
}

impl fmt::Debug for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cell::{:?}", self.kind)
    }
}

/// Blanks and invisible marks around the text off, line breaks as `\n`, other control characters away, and without the
/// apostrophe by which people keep a spreadsheet from taking digits for a number (and exports, text for a formula).
fn tidy(raw: &str) -> String {
    let around = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}')
    };
    let mut text = raw.trim_matches(around);
    if let Some(rest) = text.strip_prefix(['\'', '‘', '’', '＇'])
        && rest.starts_with(|c: char| c.is_ascii_digit() || "=+-@".contains(c))
    {
        text = rest;
    }
    if !text.contains(char::is_control) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            '\n' | '\t' => out.push(c),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// `4.20106E+17`: a spreadsheet's way to show a long number, with most of its digits gone. A plain `1E5` may be a room.
fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else {
        return false;
    };
    let mantissa = mantissa.strip_prefix('-').unwrap_or(mantissa);
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = exponent.strip_prefix('+').unwrap_or(exponent);
    let all = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    whole.len() == 1
        && all(whole)
        && all(part)
        && (1..=3).contains(&digits.len())
        && all(digits)
        && (mantissa.contains('.') || exponent.starts_with('+'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_text_is_tidied() {
        for (raw, seen) in [
            ("  张三 \u{3000}", "张三"),
            ("\u{feff}张三\u{200b}", "张三"),
            ("'420106198502279717", "420106198502279717"),
            ("’110101", "110101"),
            ("'=1+1", "=1+1"),
            ("'s-Hertogenbosch", "'s-Hertogenbosch"),
            ("一\r\n二\r三\n四", "一\n二\n三\n四"),
            ("a\u{0}b\u{7}c", "abc"),
            ("420106198502279717\t", "420106198502279717"),
        ] {
            assert_eq!(Cell::typed(raw).text(), seen, "{raw:?}");
            assert_eq!(Cell::typed(raw).kind(), Kind::Text);
        }
        assert!(Cell::typed(" \t\u{3000}").is_empty());
    }

    #[test]
    fn what_lost_digits_is_told() {
        for lost in [
            "4.20106E+17",
            "4.20106e17",
            "1E+10",
            "-3.5E+12",
            "张\u{fffd}",
        ] {
            assert!(Cell::typed(lost).is_lossy(), "{lost}");
        }
        for whole in [
            "1E5",
            "420106198502279717",
            "E+3",
            "A1E+5",
            "12E+3",
            "1.5E",
            "3.5",
        ] {
            assert!(!Cell::typed(whole).is_lossy(), "{whole}");
        }
    }

    #[test]
    fn debug_shows_no_text() {
        assert_eq!(format!("{:?}", Cell::typed("张三")), "Cell::Text");
    }
}
