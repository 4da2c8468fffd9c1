//! What was read: sheets of rows of cells, and the meter that keeps them within the limits.

use crate::{Cell, Unreadable, limits};
use std::fmt;

/// A file as read. A CSV is a book of one sheet, named as the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Book {
    /// In the file's order, at least one, some with no rows.
    pub sheets: Vec<Sheet>,
}

/// One sheet.
#[derive(Clone, PartialEq, Eq)]
pub struct Sheet {
    /// As on its tab.
    pub name: String,
    /// The workbook hides it.
    pub hidden: bool,
    /// Rows that hold something, by rising number.
    pub rows: Vec<Row>,
}

/// One row that holds something. Cells after the last one that does are left away.
#[derive(Clone, PartialEq, Eq)]
pub struct Row {
    /// As at the sheet's edge, from 1.
    pub number: u32,
    /// From column A on.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The cell of a column, from 0; `None` where the row has nothing there.
    #[must_use]
    pub fn cell(&self, column: usize) -> Option<&Cell> {
        self.cells.get(column).filter(|cell| !cell.is_empty())
    }

    /// The text of a column, from 0; empty where nothing stands.
    #[must_use]
    pub fn text(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", Cell::text)
    }

    /// Cells that hold something, with their columns.
    pub fn filled(&self) -> impl Iterator<Item = (usize, &Cell)> {
        self.cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.is_empty())
    }
}

impl Sheet {
    /// Columns from A to the last that holds something.
    #[must_use]
    pub fn width(&self) -> usize {
        self.rows
            .iter()
            .map(|row| row.cells.len())
            .max()
            .unwrap_or(0)
    }

    /// The row of a number.
    #[must_use]
    pub fn row(&self, number: u32) -> Option<&Row> {
        self.rows
            .binary_search_by_key(&number, |row| row.number)
            .ok()
            .and_then(|at| self.rows.get(at))
    }
}

impl fmt::Debug for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sheet")
            .field("rows", &self.rows.len())
            .field("hidden", &self.hidden)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Row")
            .field("number", &self.number)
            .field("cells", &self.cells)
            .finish()
    }
}

/// What a book may still hold.
pub(crate) struct Meter {
    cells: usize,
    text: usize,
}

impl Meter {
    pub(crate) fn new() -> Self {
        Self {
            cells: limits::CELLS,
            text: limits::TEXT,
        }
    }

    fn take(&mut self, cells: usize, text: usize) -> Result<(), Unreadable> {
        self.cells = self.cells.checked_sub(cells).ok_or(Unreadable::TooLarge)?;
        self.text = self.text.checked_sub(text).ok_or(Unreadable::TooLarge)?;
        Ok(())
    }
}

/// A sheet's rows while they are read.
pub(crate) struct Rows<'a> {
    meter: &'a mut Meter,
    rows: Vec<Row>,
}

impl<'a> Rows<'a> {
    pub(crate) fn new(meter: &'a mut Meter) -> Self {
        Self {
            meter,
            rows: Vec::new(),
        }
    }

    /// Puts a cell; rows come by rising number, columns (from 0) in any order. Nothing is put for an empty one.
    pub(crate) fn put(&mut self, number: u32, column: usize, cell: Cell) -> Result<(), Unreadable> {
        if cell.is_empty() {
            return Ok(());
        }
        if column >= limits::COLUMNS {
            return Err(Unreadable::TooManyColumns { row: number });
        }
        // Characters are never more than bytes: count them only for a cell that may be too long.
        if cell.text().len() > limits::CELL && cell.text().chars().count() > limits::CELL {
            return Err(Unreadable::LongCell { row: number });
        }
        if self.rows.last().is_none_or(|last| last.number < number) {
            if self.rows.len() == limits::ROWS {
                return Err(Unreadable::TooManyRows);
            }
            self.rows.push(Row {
                number,
                cells: Vec::new(),
            });
        }
        let Some(row) = self.rows.last_mut().filter(|last| last.number == number) else {
            return Err(Unreadable::Damaged);
        };
        let wider = (column + 1).saturating_sub(row.cells.len());
        self.meter.take(wider, cell.text().len())?;
        if wider > 0 {
            row.cells.resize_with(column + 1, Cell::empty);
        }
        if let Some(place) = row.cells.get_mut(column) {
            *place = cell;
        }
        Ok(())
    }

    /// Shows a merged area's text in its first column's other rows, as its reader sees it: a manager's name beside ten clients.
    /// Rows that hold nothing else stay away. The area's corners are a first row, a last row, and a column from 0.
    pub(crate) fn fill_down(
        &mut self,
        first: u32,
        last: u32,
        column: usize,
    ) -> Result<(), Unreadable> {
        let from = self.rows.partition_point(|row| row.number < first);
        let to = self.rows.partition_point(|row| row.number <= last);
        let Some(cell) = self
            .rows
            .get(from)
            .filter(|row| row.number == first)
            .and_then(|row| row.cell(column))
            .cloned()
        else {
            return Ok(());
        };
        for at in from + 1..to {
            let Some(row) = self.rows.get_mut(at) else {
                break;
            };
            let wider = (column + 1).saturating_sub(row.cells.len());
            // One at least, so that areas upon areas run out of cells instead of time.
            self.meter.take(wider.max(1), cell.text().len())?;
            if wider > 0 {
                row.cells.resize_with(column + 1, Cell::empty);
            }
            if let Some(place) = row.cells.get_mut(column).filter(|place| place.is_empty()) {
                *place = cell.clone();
            }
        }
        Ok(())
    }

    pub(crate) fn done(self) -> Vec<Row> {
        self.rows
    }
}
