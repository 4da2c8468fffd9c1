//! One worksheet's cells.

use super::{
    package::Package,
    serial,
    styles::Format,
    xml::{self, Xml},
};
use crate::{Cell, Kind, Unreadable, book::Rows, limits};
use quick_xml::events::{BytesStart, Event};

/// What cells refer to.
pub(super) struct Context<'a> {
    pub(super) shared: &'a [Box<str>],
    pub(super) formats: &'a [Format],
    pub(super) from_1904: bool,
}

/// Reads a worksheet into rows. Rows and cells without a number of their own follow the one before.
pub(super) fn read(
    package: &mut Package<'_>,
    name: &str,
    context: &Context<'_>,
    rows: &mut Rows<'_>,
) -> Result<(), Unreadable> {
    let mut part = package.part(name)?.ok_or(Unreadable::Damaged)?;
    let mut at = Place { row: 0, column: 0 };
    let mut merges = 0;
    loop {
        let step = match part.next()? {
            Event::Start(tag) => Step::of(&tag, context),
            Event::Eof => return Ok(()),
            _ => Step::Else,
        };
        match step {
            Step::Row(number) => {
                at = Place {
                    row: number.unwrap_or(at.row.saturating_add(1)),
                    column: 0,
                };
                if at.row == 0 || at.row > MOST_ROWS {
                    return Err(Unreadable::Damaged);
                }
            }
            Step::Cell(head) => {
                at.column = head.column.unwrap_or(at.column);
                let cell = cell(&mut part, &head, context)?;
                rows.put(at.row, at.column, cell)?;
                at.column = at.column.saturating_add(1);
            }
            // Merged areas stand after all rows.
            Step::Merge(first, last) if merges < limits::MERGES && last.row > first.row => {
                merges += 1;
                rows.fill_down(first.row, last.row, first.column)?;
            }
            Step::Merge(..) | Step::Else => {}
        }
    }
}

/// What an element of a worksheet begins.
enum Step {
    Row(Option<u32>),
    Cell(Head),
    Merge(Place, Place),
    Else,
}

impl Step {
    fn of(tag: &BytesStart<'_>, context: &Context<'_>) -> Self {
        match tag.local_name().as_ref() {
            b"row" => Self::Row(xml::attribute(tag, b"r").and_then(|number| number.parse().ok())),
            b"c" => Self::Cell(Head::of(tag, context)),
            b"mergeCell" => xml::attribute(tag, b"ref")
                .and_then(|area| area_of(&area))
                .map_or(Self::Else, |(first, last)| Self::Merge(first, last)),
            _ => Self::Else,
        }
    }
}

/// Rows of a spreadsheet, whether they hold something or not.
const MOST_ROWS: u32 = 1_048_576;

/// A row from 1 and a column from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    row: u32,
    column: usize,
}

/// `B14`.
fn place_of(reference: &str) -> Option<Place> {
    let letters = reference
        .bytes()
        .take_while(u8::is_ascii_alphabetic)
        .count();
    let (letters, digits) = reference
        .split_at_checked(letters)
        .filter(|(letters, _)| (1..=3).contains(&letters.len()))?;
    let column = letters.bytes().fold(0, |sum, b| {
        sum * 26 + usize::from(b.to_ascii_uppercase() - b'A' + 1)
    });
    let row = digits
        .parse()
        .ok()
        .filter(|row| (1..=MOST_ROWS).contains(row))?;
    Some(Place {
        row,
        column: column - 1,
    })
}

/// `A1:H1`.
fn area_of(reference: &str) -> Option<(Place, Place)> {
    let (first, last) = reference.split_once(':')?;
    Some((place_of(first)?, place_of(last)?))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    Number,
    Shared,
    Text,
    Flag,
    Failed,
}

/// What a cell's tag says about its value.
struct Head {
    column: Option<usize>,
    written: Written,
    format: Format,
}

impl Head {
    fn of(tag: &BytesStart<'_>, context: &Context<'_>) -> Self {
        let style = xml::attribute(tag, b"s").and_then(|style| style.parse::<usize>().ok());
        let written = match xml::attribute(tag, b"t").as_deref() {
            None | Some("n") => Written::Number,
            Some("s") => Written::Shared,
            Some("b") => Written::Flag,
            Some("e") => Written::Failed,
            Some(_) => Written::Text,
        };
        Self {
            column: xml::attribute(tag, b"r")
                .and_then(|reference| place_of(&reference))
                .map(|place| place.column),
            written,
            format: style
                .and_then(|style| context.formats.get(style))
                .copied()
                .unwrap_or(Format::Plain),
        }
    }
}

/// The cell whose start was the last event, to its end.
fn cell(part: &mut Xml<'_>, head: &Head, context: &Context<'_>) -> Result<Cell, Unreadable> {
    let (mut found, mut formula) = (Cell::empty(), None);
    loop {
        enum Holds {
            Value,
            Inline,
            Formula,
            Else,
        }
        let holds = match part.next()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                b"v" => Holds::Value,
                b"is" => Holds::Inline,
                b"f" => Holds::Formula,
                _ => Holds::Else,
            },
            Event::End(_) => break,
            Event::Eof => return Err(Unreadable::Damaged),
            _ => continue,
        };
        match holds {
            Holds::Value => {
                let raw = part.text(false)?;
                found = value(raw, head, context)?;
            }
            Holds::Inline => found = Cell::typed(&xml::unescape(part.text(true)?)),
            Holds::Formula => formula = Some(part.text(false)?),
            Holds::Else => part.skip()?,
        }
    }
    match formula {
        Some(source) if found.is_empty() && !source.trim().is_empty() => {
            Ok(Cell::of(Kind::Formula, format!("={}", source.trim())))
        }
        _ => Ok(found),
    }
}

fn value(raw: String, head: &Head, context: &Context<'_>) -> Result<Cell, Unreadable> {
    if raw.trim().is_empty() {
        return Ok(Cell::empty());
    }
    Ok(match head.written {
        Written::Number => serial::cell(&raw, head.format, context.from_1904),
        Written::Shared => {
            let text = raw
                .trim()
                .parse::<usize>()
                .ok()
                .and_then(|at| context.shared.get(at));
            Cell::typed(text.ok_or(Unreadable::Damaged)?)
        }
        Written::Text => Cell::typed(&iso_day(xml::unescape(raw))),
        Written::Flag => Cell::of(
            Kind::Flag,
            if matches!(raw.trim(), "1" | "true") {
                "TRUE"
            } else {
                "FALSE"
            },
        ),
        Written::Failed => Cell::of(Kind::Failed, raw.trim()),
    })
}

/// A date that is written as one (`t="d"`), without the midnight after it.
fn iso_day(mut text: String) -> String {
    if let Some(day) = text
        .strip_suffix("T00:00:00")
        .or_else(|| text.strip_suffix("T00:00:00Z"))
        .map(str::len)
    {
        text.truncate(day);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places() {
        assert_eq!(place_of("A1"), Some(Place { row: 1, column: 0 }));
        assert_eq!(
            place_of("AA604"),
            Some(Place {
                row: 604,
                column: 26
            })
        );
        assert_eq!(
            place_of("XFD1048576"),
            Some(Place {
                row: MOST_ROWS,
                column: 16_383
            })
        );
        for wrong in [
            "", "A", "1", "A0", "A1048577", "AAAA1", "中1", "A-1", "$A$1",
        ] {
            assert_eq!(place_of(wrong), None, "{wrong}");
        }
        assert_eq!(
            area_of("A1:H3"),
            Some((Place { row: 1, column: 0 }, Place { row: 3, column: 7 }))
        );
    }
}
