//! What a file may cost. Each limit is checked while reading, before what it limits is built.

/// Bytes of a file as it is handed in, packed or not: some 150,000 clients in either format.
pub const MAX_FILE: usize = 20 << 20;

/// Bytes that are unpacked from an XLSX file, whatever its directory declares: over ten times [`MAX_FILE`], where real lists shrink to a
/// sixth or a tenth.
pub const MAX_UNPACKED: u64 = 256 << 20;

/// Parts of an XLSX file. Excel writes a dozen, and one for every picture.
pub const MAX_PARTS: usize = 10_000;

/// Sheets of a workbook that are shown and hold cells.
pub const MAX_SHEETS: usize = 1_000;

/// Bytes of one tag or one run of text in an XLSX file: a full cell, each character escaped, fits several times.
pub const MAX_EVENT: usize = 1 << 20;

/// Elements inside one another in an XLSX file. Cells lie five deep; what Excel hides in extensions, below twenty.
pub const MAX_DEPTH: usize = 64;

/// Rows with something in them, over all sheets.
pub const MAX_ROWS: usize = 200_000;

/// The row furthest down that a spreadsheet can have: Excel's own limit.
pub const MAX_ROW_NUMBER: u32 = 1_048_576;

/// Columns of a row up to its last cell with something in it.
pub const MAX_COLUMNS: usize = 256;

/// Characters of a cell: Excel's own limit.
pub const MAX_CELL: usize = 32_767;

/// Bytes of all cells together as they are kept, their texts among them. An XLSX file may name one long text from a million cells.
pub const MAX_KEPT: usize = 256 << 20;
