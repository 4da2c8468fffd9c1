//! Fields of delimited text (RFC 4180, and what people make of it).

use crate::{Unreadable, limits};
use std::borrow::Cow;

/// One field: its row from 1, its column from 0.
pub(super) struct Field<'a> {
    pub(super) row: u32,
    pub(super) column: usize,
    pub(super) text: Cow<'a, str>,
}

/// All fields of a text, in order, empty ones included.
pub(super) struct Fields<'a> {
    rest: &'a str,
    delimiter: char,
    row: u32,
    column: usize,
    /// A delimiter stood last: a field follows, though it may be empty.
    owed: bool,
}

impl<'a> Fields<'a> {
    pub(super) fn new(text: &'a str, delimiter: char) -> Self {
        let text = text.trim_end_matches(['\u{1a}', '\0']);
        match instruction(text) {
            Some((_, rest)) => Self {
                rest,
                delimiter,
                row: 1,
                column: 0,
                owed: false,
            },
            None => Self {
                rest: text,
                delimiter,
                row: 1,
                column: 0,
                owed: false,
            },
        }
    }

    /// The field's text and how many bytes it took.
    fn field(&self) -> Result<(Cow<'a, str>, usize), Unreadable> {
        let ends = |c: char| c == self.delimiter || c == '\n' || c == '\r';
        let Some(quoted) = self.rest.strip_prefix('"') else {
            let end = self.rest.find(ends).unwrap_or(self.rest.len());
            let (text, _) = self.rest.split_at(end);
            return Ok((Cow::Borrowed(text), end));
        };
        let mut text = String::new();
        let mut at = 0;
        loop {
            let tail = quoted.get(at..).unwrap_or_default();
            let Some(mark) = tail.find('"') else {
                return Err(Unreadable::Quote { row: self.row });
            };
            text.push_str(tail.get(..mark).unwrap_or_default());
            if text.len() > 4 * limits::CELL {
                return Err(Unreadable::LongCell { row: self.row });
            }
            at += mark + 1;
            if !quoted.get(at..).is_some_and(|tail| tail.starts_with('"')) {
                break;
            }
            text.push('"');
            at += 1;
        }
        // What follows the closing mark belongs to the field as well.
        let tail = quoted.get(at..).unwrap_or_default();
        let end = tail.find(ends).unwrap_or(tail.len());
        text.push_str(tail.get(..end).unwrap_or_default());
        Ok((Cow::Owned(text), 1 + at + end))
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = Result<Field<'a>, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() && !self.owed {
            return None;
        }
        let (text, took) = match self.field() {
            Ok(field) => field,
            Err(error) => {
                (self.rest, self.owed) = ("", false);
                return Some(Err(error));
            }
        };
        let field = Field {
            row: self.row,
            column: self.column,
            text,
        };
        let tail = self.rest.get(took..).unwrap_or_default();
        (self.rest, self.owed) = if let Some(rest) = tail.strip_prefix(self.delimiter) {
            self.column += 1;
            (rest, true)
        } else {
            self.row = self.row.saturating_add(1);
            self.column = 0;
            let rest = tail
                .strip_prefix("\r\n")
                .or_else(|| tail.strip_prefix(['\r', '\n']));
            (rest.unwrap_or_default(), false)
        };
        Some(Ok(field))
    }
}

/// The first line `sep=;`, by which a spreadsheet is told its delimiter. It shows no such row.
fn instruction(text: &str) -> Option<(char, &str)> {
    let rest = text
        .strip_prefix("sep=")
        .or_else(|| text.strip_prefix("SEP="))?;
    let delimiter = rest
        .chars()
        .next()
        .filter(|c| !matches!(c, '\r' | '\n' | '"'))?;
    let rest = rest.strip_prefix(delimiter)?;
    let rest = rest
        .strip_prefix("\r\n")
        .or_else(|| rest.strip_prefix(['\r', '\n']))?;
    Some((delimiter, rest))
}

/// The delimiter by which the first rows have most columns in common.
pub(super) fn delimiter(text: &str) -> char {
    if let Some((delimiter, _)) = instruction(text) {
        return delimiter;
    }
    let score = |delimiter: char| {
        let mut widths = Vec::new();
        for field in Fields::new(text, delimiter).take(limits::COLUMNS * 30) {
            let Ok(field) = field else { break };
            if field.column == 0 {
                if widths.len() == 30 {
                    break;
                }
                widths.push(0_usize);
            }
            if let Some(width) = widths.last_mut() {
                *width = field.column;
            }
        }
        // Rows of one and the same width, times that width: a comma inside an address is rare and uneven.
        let common = |width: usize| widths.iter().filter(|&&w| w == width).count() * width;
        widths.iter().map(|&width| common(width)).max().unwrap_or(0)
    };
    let mut best = (',', score(','));
    for delimiter in ['\t', ';', '|', '，'] {
        let score = score(delimiter);
        if score > best.1 {
            best = (delimiter, score);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn all(text: &str) -> Vec<(u32, usize, String)> {
        Fields::new(text, delimiter(text))
            .map(|f| f.unwrap())
            .map(|f| (f.row, f.column, f.text.into_owned()))
            .collect()
    }

    fn of(row: u32, column: usize, text: &str) -> (u32, usize, String) {
        (row, column, text.to_owned())
    }

    #[test]
    fn quotes_breaks_and_blank_lines() {
        assert_eq!(
            all("名,址\r\n\"甲,\"\"乙\"\"\",\"一\r\n二\"\r\n\r\n丙,\n"),
            [
                of(1, 0, "名"),
                of(1, 1, "址"),
                of(2, 0, "甲,\"乙\""),
                of(2, 1, "一\r\n二"),
                of(3, 0, ""),
                of(4, 0, "丙"),
                of(4, 1, ""),
            ]
        );
    }

    #[test]
    fn marks_inside_a_field_are_plain() {
        assert_eq!(
            all("a\"b,c\n\"d\"e,f"),
            [
                of(1, 0, "a\"b"),
                of(1, 1, "c"),
                of(2, 0, "de"),
                of(2, 1, "f")
            ]
        );
        let open = Fields::new("a,b\nc,\"d\ne,f\n", ',').find_map(Result::err);
        assert_eq!(open, Some(Unreadable::Quote { row: 2 }));
    }

    #[test]
    fn the_delimiter_is_found() {
        assert_eq!(delimiter("a,b,c\n1,2,3\n"), ',');
        assert_eq!(delimiter("a\tb\n1\t2, 3\n"), '\t');
        assert_eq!(delimiter("a;b;c\n1;2,5;3\n"), ';');
        assert_eq!(delimiter("a|b\n"), '|');
        assert_eq!(delimiter("名，址\n甲，乙\n"), '，');
        assert_eq!(delimiter("名\n甲\n"), ',');
        assert_eq!(delimiter("sep=;\na,b;c\n"), ';');
        assert_eq!(all("sep=;\na,b;c\n"), [of(1, 0, "a,b"), of(1, 1, "c")]);
    }
}
