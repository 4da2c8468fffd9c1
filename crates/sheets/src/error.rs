//! Why a file is not read, and what its owner can do.

/// Why a file is not read. Nothing of its content is in here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Over [`MAX_FILE`](crate::limits::MAX_FILE), or over what may be unpacked or kept of it.
    /// To do: split the list, and take pictures and other sheets out of the file.
    #[error("the file is too large")]
    TooLarge,
    /// Over [`MAX_ROWS`](crate::limits::MAX_ROWS). To do: split the list.
    #[error("the file has too many rows")]
    TooManyRows,
    /// Over [`MAX_COLUMNS`](crate::limits::MAX_COLUMNS). To do: delete the columns that belong to no client.
    #[error("a row has too many columns")]
    TooManyColumns,
    /// Over [`MAX_CELL`](crate::limits::MAX_CELL). To do: shorten the cell; in a CSV file, look for a quotation mark that is never closed.
    #[error("a cell is too long")]
    CellTooLong,
    /// A workbook of Excel 97–2003 (`.xls`). To do: open it and save it as `.xlsx`.
    #[error("the file is of the old format .xls")]
    OldFormat,
    /// A workbook that opens with a password. To do: save it without one.
    #[error("the file is protected by a password")]
    Encrypted,
    /// Neither a workbook nor text: a document, a picture, a web page named `.xls`, another program's sheet.
    /// To do: open it in a spreadsheet program and save it as `.xlsx`.
    #[error("the file is no table")]
    NotATable,
    /// Text in none of the encodings that are read. To do: save it as `CSV UTF-8` or as `.xlsx`.
    #[error("the text's encoding is not known")]
    UnknownEncoding,
    /// A workbook that is cut short or was altered. To do: fetch it again, or open it and save it anew.
    #[error("the file is damaged")]
    Damaged,
}
