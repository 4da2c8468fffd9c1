//! How much is read at most. Beyond a limit a file is refused, never cut: half a list would look like a whole one.

/// Bytes of a file as it is dropped.
pub const FILE: usize = 64 << 20;
/// Bytes that all parts of a workbook may unpack to, together. They stream through and are not held.
pub const UNPACKED: u64 = 256 << 20;
/// Bytes between two marks of the XML: a cell's text or one tag.
pub const TOKEN: u64 = 1 << 20;
/// Elements inside one another.
pub const DEPTH: usize = 64;
/// Sheets of a book.
pub const SHEETS: usize = 200;
/// Rows of a sheet that hold something.
pub const ROWS: usize = 200_000;
/// Columns from A to the last that holds something.
pub const COLUMNS: usize = 200;
/// Characters of a cell: what a spreadsheet program allows.
pub const CELL: usize = 32_767;
/// Cells of a book, gaps between them included.
pub const CELLS: usize = 5_000_000;
/// Bytes of text of a book, each use of a shared text counted.
pub const TEXT: usize = 128 << 20;
/// Number formats and cell styles of a workbook: what a spreadsheet program allows.
pub const STYLES: usize = 65_536;
/// Merged areas of a sheet that are looked at.
pub const MERGES: usize = 20_000;
