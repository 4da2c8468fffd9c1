//! A sheet's cells.

use super::package::Part;
use super::strings::Strings;
use super::styles::Styles;
use super::xml::{What, attribute, resolved};
use crate::gather::Gather;
use crate::limits::{MAX_COLUMNS, MAX_ROW_NUMBER};
use crate::{Cell, Kind, ReadError, Row, date, number};
use quick_xml::events::{BytesStart, Event};

/// Reads all rows of a sheet. Rows that give no number follow the one before.
///
/// # Errors
/// The limits; [`ReadError::Damaged`] for rows that do not rise.
pub(super) fn read(
    mut part: Part<'_, '_>,
    strings: &Strings,
    styles: &Styles,
    gather: &mut Gather,
) -> Result<Vec<Row>, ReadError> {
    let mut rows = Vec::new();
    let mut last = 0;
    loop {
        let number = match part.next()? {
            Event::Start(element) if element.local_name().as_ref() == "row" => {
                match attribute(&element, "r")? {
                    Some(number) => number.trim().parse().map_err(|_| ReadError::Damaged)?,
                    None => last + 1,
                }
            }
            Event::End(element) if element.local_name().as_ref() == "sheetData" => break,
            Event::Eof => break,
            _ => continue,
        };
        if number <= last || number > MAX_ROW_NUMBER {
            return Err(ReadError::Damaged);
        }
        let cells = row(&mut part, strings, styles)?;
        gather.row(&mut rows, number, cells)?;
        last = number;
    }
    part.finish()?;
    Ok(rows)
}

/// The cells up to the end of a row that has just begun.
fn row(
    part: &mut Part<'_, '_>,
    strings: &Strings,
    styles: &Styles,
) -> Result<Vec<Cell>, ReadError> {
    let outside = part.depth().saturating_sub(1);
    let mut cells: Vec<Cell> = Vec::new();
    // The next cell's column, from 0.
    let mut column = 0usize;
    loop {
        let head = match part.next()? {
            Event::Start(element) if element.local_name().as_ref() == "c" => Head::of(&element)?,
            Event::End(_) => {
                if part.depth() == outside {
                    return Ok(cells);
                }
                continue;
            }
            Event::Eof => return Err(ReadError::Damaged),
            _ => continue,
        };
        column = head.column.unwrap_or(column);
        let cell = cell(part, &head, strings, styles)?;
        // Formats reach further than clients do.
        if !cell.is_blank() {
            if column >= MAX_COLUMNS {
                return Err(ReadError::TooManyColumns);
            }
            if cells.len() <= column {
                cells.resize(column + 1, Cell::default());
            }
            if let Some(place) = cells.get_mut(column) {
                *place = cell;
            }
        }
        column = column.saturating_add(1);
    }
}

/// What a cell's tag says.
struct Head {
    /// From 0.
    column: Option<usize>,
    style: Option<usize>,
    /// The type of its value; a number's if empty.
    kind: String,
}

impl Head {
    fn of(element: &BytesStart<'_>) -> Result<Self, ReadError> {
        let column = attribute(element, "r")?
            .map(|name| column(&name).ok_or(ReadError::Damaged))
            .transpose()?;
        Ok(Self {
            column,
            style: attribute(element, "s")?.and_then(|style| style.parse().ok()),
            kind: attribute(element, "t")?.unwrap_or_default(),
        })
    }
}

/// The column of a cell's name, from 0: `A1` is 0, `AB7` is 27. None if it is no cell's name.
fn column(name: &str) -> Option<usize> {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic);
    let column = letters.fold(0usize, |column, letter| {
        let value = usize::from(letter.to_ascii_uppercase() - b'A') + 1;
        column.saturating_mul(26).saturating_add(value)
    });
    column.checked_sub(1)
}

/// The value up to the end of a cell that has just begun: of a formula, what it came to when the file was saved.
fn cell(
    part: &mut Part<'_, '_>,
    head: &Head,
    strings: &Strings,
    styles: &Styles,
) -> Result<Cell, ReadError> {
    let outside = part.depth().saturating_sub(1);
    let (mut value, mut inline) = (String::new(), String::new());
    loop {
        let what = match part.next()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "v" => Some(What::All),
                "is" => Some(What::Runs),
                _ => None,
            },
            Event::Eof => return Err(ReadError::Damaged),
            _ => None,
        };
        match what {
            Some(What::All) => part.text(What::All, &mut value)?,
            Some(What::Runs) => part.text(What::Runs, &mut inline)?,
            None if part.depth() == outside => break,
            None => {}
        }
    }
    match head.kind.as_str() {
        "inlineStr" => Ok(Cell::text(resolved(&inline)?)),
        "s" if !value.trim().is_empty() => {
            let index = value.trim().parse().map_err(|_| ReadError::Damaged)?;
            Ok(Cell::text(strings.get(index)?))
        }
        "b" => Ok(Cell::text(truth(&resolved(&value)?))),
        "d" => Ok(match date::from_iso(value.trim()) {
            Some(text) => Cell {
                text,
                kind: Kind::Date,
            },
            None => Cell::text(resolved(&value)?),
        }),
        "" | "n" => numeric(&value, head.style, styles),
        // Formulas' texts, errors, and whatever comes after the format of today.
        _ => Ok(Cell::text(resolved(&value)?)),
    }
}

/// A number's cell, or a day's; a text's if it is no number after all.
fn numeric(value: &str, style: Option<usize>, styles: &Styles) -> Result<Cell, ReadError> {
    let parsed = value.trim().parse::<f64>().ok();
    if let Some(text) = parsed.and_then(|number| styles.day(style, number)) {
        return Ok(Cell {
            text,
            kind: Kind::Date,
        });
    }
    match parsed.and_then(number::cell) {
        Some(cell) => Ok(cell),
        None => Ok(Cell::text(resolved(value)?)),
    }
}

/// A truth value as spreadsheets show it.
fn truth(value: &str) -> String {
    match value.trim() {
        "1" | "true" => "TRUE".to_owned(),
        "0" | "false" => "FALSE".to_owned(),
        other => other.to_owned(),
    }
}
