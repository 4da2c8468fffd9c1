//! What all readers have in common: rows are tidied and counted against the limits as they come.

use crate::limits::{MAX_CELL, MAX_KEPT, MAX_ROWS};
use crate::{Cell, ReadError, Row};

/// What of a file's allowance is left, over all its sheets.
pub(crate) struct Gather {
    rows: usize,
    bytes: usize,
}

impl Gather {
    pub(crate) fn new() -> Self {
        Self {
            rows: MAX_ROWS,
            bytes: MAX_KEPT,
        }
    }

    /// Adds a row without its empty end, or nothing if all of it is empty. That it is not too wide, its reader has seen to.
    ///
    /// # Errors
    /// Too many rows, or too much text by now.
    pub(crate) fn row(
        &mut self,
        rows: &mut Vec<Row>,
        number: u32,
        mut cells: Vec<Cell>,
    ) -> Result<(), ReadError> {
        let Some(last) = cells.iter().rposition(|cell| !cell.is_blank()) else {
            return Ok(());
        };
        cells.truncate(last + 1);
        cells.shrink_to_fit();
        self.rows = self.rows.checked_sub(1).ok_or(ReadError::TooManyRows)?;
        let texts: usize = cells.iter().map(|cell| cell.text.len()).sum();
        let kept = size_of::<Row>() + cells.len() * size_of::<Cell>() + texts;
        self.bytes = self.bytes.checked_sub(kept).ok_or(ReadError::TooLarge)?;
        rows.push(Row { number, cells });
        Ok(())
    }
}

/// A text if it is not longer than a cell may be.
pub(crate) fn short(text: &str) -> Result<&str, ReadError> {
    // Bytes first: counting characters is for the few that could be too long.
    if text.len() > MAX_CELL && text.chars().count() > MAX_CELL {
        return Err(ReadError::CellTooLong);
    }
    Ok(text)
}
