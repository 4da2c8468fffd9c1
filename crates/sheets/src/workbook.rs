//! What was read: sheets of rows of cells.

use std::fmt;

/// A file's sheets in their order, without those that are hidden in it. A CSV file has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workbook {
    /// Possibly without a row, never more rows together than [`MAX_ROWS`](crate::limits::MAX_ROWS).
    pub sheets: Vec<Sheet>,
}

/// One sheet.
#[derive(Clone, PartialEq, Eq)]
pub struct Sheet {
    /// As on its tab; empty for a CSV file.
    pub name: String,
    /// The rows that hold something, by rising number.
    pub rows: Vec<Row>,
}

/// One row that holds something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What stands beside it in a spreadsheet program, from 1. Of a CSV file, what stands there once the program has opened it.
    pub number: u32,
    /// From column A up to the last cell that holds something; at least one.
    pub cells: Vec<Cell>,
}

/// One cell.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// What it holds, by its kind; line breaks are LF. At most [`MAX_CELL`](crate::limits::MAX_CELL) characters.
    pub text: String,
    /// What the file says that the text is.
    pub kind: Kind,
}

/// What a cell's text is, by the file's word. CSV knows texts alone, but for what a number left behind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Kind {
    /// As typed; a formula that stands in the cell as text is text. Truth values (`TRUE`) and errors (`#N/A`) are texts too.
    #[default]
    Text,
    /// A number within what a spreadsheet keeps, without exponent and without its format: leading zeros are lost.
    Number,
    /// A number of 16 or more digits before the point. Spreadsheets keep 15: the text is those 15, and the others are lost.
    /// Programs that round where spreadsheets cut may have left the fifteenth one too high.
    /// In a CSV file, a number written like `4.40305E+17`: the text is that.
    CutNumber,
    /// A day as `YYYY-MM-DD`, its time of day left out.
    Date,
}

impl Cell {
    /// A text.
    pub(crate) fn text(text: String) -> Self {
        Self {
            text,
            kind: Kind::Text,
        }
    }

    /// Whether nobody would see anything in it.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

// What clients' cells hold, and what a sheet is called after, is nobody's but theirs.
impl fmt::Debug for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sheet({} rows)", self.rows.len())
    }
}

impl fmt::Debug for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cell({:?})", self.kind)
    }
}
