//! CSV: text with commas, tabs or semicolons between cells.

use crate::gather::{Gather, short};
use crate::limits::{MAX_COLUMNS, MAX_ROW_NUMBER};
use crate::{Cell, Kind, ReadError, Sheet, number};
use csv::{ReaderBuilder, StringRecord};

/// What may stand between cells; of equals, the first.
const DELIMITERS: [char; 3] = [',', '\t', ';'];

/// How many rows the delimiter is guessed from.
const PROBE_ROWS: usize = 20;

/// How many characters the delimiter is guessed from.
const PROBE_CHARS: usize = 1 << 16;

/// Reads text whose line ends are LF, the last one there.
///
/// Rows are numbered as a spreadsheet program numbers them: an empty line is a row, a line break between quotation marks is none.
pub(crate) fn read(text: &str) -> Result<Sheet, ReadError> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text) as u8)
        .from_reader(text.as_bytes());
    let mut gather = Gather::new();
    let mut rows = Vec::new();
    let mut record = StringRecord::new();
    let (mut number, mut line) = (0u32, reader.position().line());
    while reader
        .read_record(&mut record)
        .map_err(|_| ReadError::Damaged)?
    {
        // The reader passes over empty lines; they are the lines it went on by and that are neither this record's own end nor inside it.
        let passed = reader.position().line() - line;
        line += passed;
        let inside: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
        let empty = passed.saturating_sub(1).saturating_sub(inside as u64);
        number = u32::try_from(u64::from(number) + empty + 1)
            .ok()
            .filter(|&number| number <= MAX_ROW_NUMBER)
            .ok_or(ReadError::TooManyRows)?;
        // The empty end goes before anything is built: a line of twenty million commas is no row of twenty million cells.
        let length = record
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.trim().is_empty())
            .last()
            .map_or(0, |(last, _)| last + 1);
        if length > MAX_COLUMNS {
            return Err(ReadError::TooManyColumns);
        }
        let cells: Result<Vec<Cell>, ReadError> = record.iter().take(length).map(cell).collect();
        gather.row(&mut rows, number, cells?)?;
    }
    Ok(Sheet {
        name: String::new(),
        rows,
    })
}

fn cell(text: &str) -> Result<Cell, ReadError> {
    let kind = if number::is_cut_text(text) {
        Kind::CutNumber
    } else {
        Kind::Text
    };
    Ok(Cell {
        text: short(text)?.to_owned(),
        kind,
    })
}

/// The delimiter of a text: the one that stands equally often, outside quotation marks, in most of the first rows; of equals, the one that
/// stands more often.
fn delimiter(text: &str) -> char {
    let rows = counts(text);
    let best = (0..DELIMITERS.len()).rev().max_by_key(|&candidate| {
        rows.iter()
            .map(|row| row[candidate])
            .filter(|&count| count > 0)
            .map(|count| {
                let agreeing = rows.iter().filter(|row| row[candidate] == count).count();
                (agreeing, count)
            })
            .max()
    });
    best.and_then(|index| DELIMITERS.get(index))
        .copied()
        .unwrap_or(',')
}

/// How often each delimiter stands outside quotation marks in each of the first rows.
fn counts(text: &str) -> Vec<[usize; DELIMITERS.len()]> {
    let mut rows = Vec::new();
    let mut row = [0; DELIMITERS.len()];
    let mut quoted = false;
    for c in text.chars().take(PROBE_CHARS) {
        match c {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '\n' => {
                rows.push(std::mem::take(&mut row));
                if rows.len() == PROBE_ROWS {
                    break;
                }
            }
            _ => {
                if let Some(index) = DELIMITERS.iter().position(|&delimiter| delimiter == c) {
                    row[index] += 1;
                }
            }
        }
    }
    rows.push(row);
    rows
}
