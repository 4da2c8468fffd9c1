//! Text files: one record a line, fields between commas, tabs, semicolons or bars.

mod encoding;
mod fields;

use crate::{Book, Cell, Sheet, Unreadable, book::Meter, book::Rows};
use fields::{Fields, delimiter};

/// Reads a CSV or TSV. A row's number is its record's: a line break inside quotation marks does not count, a blank line does.
pub(crate) fn read(bytes: &[u8], name: &str) -> Result<Book, Unreadable> {
    let text = encoding::decode(bytes)?;
    let start: String = text
        .trim_start()
        .chars()
        .take(15)
        .flat_map(char::to_lowercase)
        .collect();
    // A page or a workbook as XML, which old systems give out under a spreadsheet's name.
    if [
        "<!doctype",
        "<html",
        "<table",
        "<?xml",
        "<meta",
        "%pdf",
        "{\\rtf",
    ]
    .iter()
    .any(|mark| start.starts_with(mark))
    {
        return Err(Unreadable::NotASheet);
    }
    let mut meter = Meter::new();
    let mut rows = Rows::new(&mut meter);
    for field in Fields::new(&text, delimiter(&text)) {
        let field = field?;
        rows.put(
            field.row,
            field.column,
            Cell::typed(unwrap_formula(&field.text)),
        )?;
    }
    Ok(Book {
        sheets: vec![Sheet {
            name: name.to_owned(),
            hidden: false,
            rows: rows.done(),
        }],
    })
}

/// `="420106198502279717"`: how exports keep a spreadsheet from taking digits for a number.
fn unwrap_formula(text: &str) -> &str {
    text.trim()
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'))
        .filter(|inner| !inner.contains('"'))
        .unwrap_or(text)
}
