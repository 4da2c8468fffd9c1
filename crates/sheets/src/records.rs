//! The rows that are clients.

use crate::heading::{self, Column};
use crate::{Cell, Kind, Layout, Row, Sheet};

/// How a row of totals begins, as headings are folded.
const TOTALS: [&str; 10] = [
    "合计",
    "总计",
    "小计",
    "共计",
    "总共",
    "汇总",
    "累计",
    "total",
    "subtotal",
    "grandtotal",
];

/// What may stand behind a total's word or number: what was counted.
const UNITS: [char; 12] = [
    '共', '人', '户', '条', '家', '个', '名', '位', '笔', '数', '客', '元',
];

/// One client's row.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    /// The row's number as people see it, from 1.
    pub number: u32,
    row: &'a Row,
    layout: &'a Layout,
}

impl<'a> Record<'a> {
    /// What stands in a column; none if the sheet has no such column or nothing stands there.
    pub fn get(&self, column: Column) -> Option<&'a Cell> {
        let index = *self.layout.columns.get(&column)?;
        self.row.cells.get(index).filter(|cell| !cell.is_blank())
    }
}

/// The clients of a sheet: the rows below its headings, without totals, headings that are repeated on every page, and rows with nothing in
/// any column of the layout.
pub fn records<'a>(
    sheet: &'a Sheet,
    layout: &'a Layout,
) -> impl Iterator<Item = Record<'a>> + use<'a> {
    let heading = sheet.rows.get(layout.heading);
    sheet
        .rows
        .iter()
        .skip(layout.heading.saturating_add(1))
        .filter(move |row| !is_total(row) && !heading.is_some_and(|heading| repeats(row, heading)))
        .map(move |row| Record {
            number: row.number,
            row,
            layout,
        })
        .filter(|record| {
            let mut columns = record.layout.columns.keys();
            columns.any(|&column| record.get(column).is_some())
        })
}

/// Whether a row sums up the ones above it: it begins with such a word, and all that follows is numbers. A company that is called so has
/// more to it.
fn is_total(row: &Row) -> bool {
    let mut cells = row.cells.iter().filter(|cell| !cell.is_blank());
    let begins = cells.next().is_some_and(|cell| {
        let word = heading::folded(&cell.text);
        TOTALS
            .iter()
            .filter_map(|total| word.strip_prefix(total))
            .any(is_amount)
    });
    begins && cells.all(|cell| cell.kind != Kind::Text || is_amount(&heading::folded(&cell.text)))
}

/// Whether a folded text is empty or an amount: digits with their marks and what is counted.
fn is_amount(text: &str) -> bool {
    let marks = ['.', ',', '¥', '￥', '%'];
    text.chars()
        .all(|c| c.is_ascii_digit() || marks.contains(&c) || UNITS.contains(&c))
}

/// Whether a row says again what the headings say: each cell of it, and at least two.
fn repeats(row: &Row, heading: &Row) -> bool {
    let mut filled = 0usize;
    row.cells.iter().enumerate().all(|(index, cell)| {
        filled += usize::from(!cell.is_blank());
        let above = heading.cells.get(index);
        cell.is_blank() || above.is_some_and(|above| above.text.trim() == cell.text.trim())
    }) && filled >= 2
}
