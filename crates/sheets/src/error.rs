use thiserror::Error;

/// Why a file can't be read as a list. Row numbers are the sheet's, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Unreadable {
    /// No bytes, or no cell with anything in it.
    #[error("the file is empty")]
    Empty,
    /// Neither a workbook nor text: a picture, a PDF, a page of HTML, another program's format.
    #[error("the file is neither XLSX nor CSV")]
    NotASheet,
    /// A workbook of before 2007 (`.xls`); the same program can save it as XLSX.
    #[error("an old workbook: save it as XLSX")]
    OldWorkbook,
    /// A workbook with a password, which only its own program can take off.
    #[error("the workbook is locked by a password")]
    Locked,
    /// Text in an encoding other than UTF-8, UTF-16 and GB18030.
    #[error("the text's encoding is not known")]
    Encoding,
    /// A workbook whose parts are missing, cut or contradict each other.
    #[error("the workbook is damaged")]
    Damaged,
    /// A quotation mark opens a field in this row and nothing closes it.
    #[error("a quotation mark in row {row} is never closed")]
    Quote {
        /// The row in which it opens.
        row: u32,
    },
    /// More bytes than [`limits::FILE`](crate::limits::FILE), or that unpack to more than the other limits.
    #[error("the file is too large")]
    TooLarge,
    /// More than [`limits::ROWS`](crate::limits::ROWS).
    #[error("more than 200,000 rows")]
    TooManyRows,
    /// More than [`limits::COLUMNS`](crate::limits::COLUMNS).
    #[error("row {row} has more than 200 columns")]
    TooManyColumns {
        /// The first such row.
        row: u32,
    },
    /// A cell longer than [`limits::CELL`](crate::limits::CELL).
    #[error("a cell in row {row} is too long")]
    LongCell {
        /// The first such row.
        row: u32,
    },
}
