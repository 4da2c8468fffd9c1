//! Which sheet holds the list, where its heading is and what its columns mean.
//!
//! A guess is a proposal: a page shows it, and a person corrects the sheet, the heading or a column.

mod column;
mod rows;
mod words;

use crate::{Book, Kind, Row, Sheet};
use column::meanings;
pub use column::{Column, Fit};
pub use rows::{LeftOut, Reason, Sorted, sort};
use std::fmt;

/// Whose files a list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClientKind {
    /// 个人客户.
    Person,
    /// 企业客户.
    Company,
}

/// What a column is taken for. `Debug` leaves the text out: a row that is no heading may hold a client's.
#[derive(Clone, PartialEq, Eq)]
pub struct Heading {
    /// As in the sheet; empty where the column has none.
    pub text: String,
    /// The field, or `None`: the column is not imported.
    pub column: Option<Column>,
    /// How sure that is; `None` without a field, and for one that a person chose.
    pub fit: Option<Fit>,
}

impl fmt::Debug for Heading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Heading({:?}, {:?})", self.column, self.fit)
    }
}

/// How a list is read. Every field may be corrected by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    /// The sheet, from 0.
    pub sheet: usize,
    /// The heading's row number; the clients stand below it.
    pub heading: u32,
    /// Whose files they are.
    pub kind: ClientKind,
    /// What each column is, from A on. No field stands twice.
    pub columns: Vec<Heading>,
}

impl Guess {
    /// Where a field stands, from 0.
    #[must_use]
    pub fn position(&self, column: Column) -> Option<usize> {
        self.columns
            .iter()
            .position(|heading| heading.column == Some(column))
    }

    /// A person's choice for a column (from 0): takes the field from where it stood before.
    pub fn choose(&mut self, position: usize, column: Option<Column>) {
        for heading in self
            .columns
            .iter_mut()
            .filter(|heading| column.is_some() && heading.column == column)
        {
            (heading.column, heading.fit) = (None, None);
        }
        if let Some(heading) = self.columns.get_mut(position) {
            (heading.column, heading.fit) = (column, None);
        }
    }
}

/// A heading is looked for in so many of a sheet's first rows that hold something.
const DEEP: usize = 40;
/// Rows by whose content the kind of clients is judged.
const SAMPLE: usize = 200;

/// The list of a book: the sheet with the best heading, hidden ones only if no other has one, of equal ones the longest.
/// `None` where no sheet has a row that names two fields, one of them the client's name or number.
#[must_use]
pub fn guess(book: &Book) -> Option<Guess> {
    let found = (0..book.sheets.len()).filter_map(|at| {
        let sheet = book.sheets.get(at)?;
        let guess = guess_sheet(book, at)?;
        let clients = sort(sheet, &guess).clients.len();
        let fields = guess
            .columns
            .iter()
            .filter(|heading| heading.column.is_some())
            .count();
        // A template without rows is no list, whatever its heading; the first of equals is preferred.
        Some((
            (
                !sheet.hidden,
                clients > 0,
                fields,
                clients,
                std::cmp::Reverse(at),
            ),
            guess,
        ))
    });
    found.max_by_key(|(rank, _)| *rank).map(|(_, guess)| guess)
}

/// The list of one sheet, by its best heading.
#[must_use]
pub fn guess_sheet(book: &Book, sheet: usize) -> Option<Guess> {
    let of = book.sheets.get(sheet)?;
    let width = of.width();
    let mut best: Option<(usize, Guess)> = None;
    for row in of.rows.iter().take(DEEP) {
        let Some((score, guess)) = candidate(of, sheet, row, width) else {
            continue;
        };
        if best.as_ref().is_none_or(|(other, _)| score > *other) {
            best = Some((score, guess));
        }
    }
    best.map(|(_, guess)| guess)
}

/// The list below a row that a person says is the heading, whatever stands in it.
#[must_use]
pub fn guess_heading(book: &Book, sheet: usize, heading: u32) -> Option<Guess> {
    let of = book.sheets.get(sheet)?;
    let row = of.row(heading)?;
    let (kind, columns) = read_heading(of, row, of.width());
    Some(Guess {
        sheet,
        heading,
        kind,
        columns,
    })
}

/// A row as a heading, if it can be one, and how good.
fn candidate(of: &Sheet, sheet: usize, row: &Row, width: usize) -> Option<(usize, Guess)> {
    // Headings are short texts, two at least.
    let lossy = |kind: Kind| matches!(kind, Kind::Lossy | Kind::Flag);
    if row.filled().count() < 2 || row.filled().any(|(_, cell)| lossy(cell.kind())) {
        return None;
    }
    let (kind, columns) = read_heading(of, row, width);
    let guess = Guess {
        sheet,
        heading: row.number,
        kind,
        columns,
    };
    let fits: Vec<Fit> = guess
        .columns
        .iter()
        .filter_map(|heading| heading.fit)
        .collect();
    let named = [Column::Name, Column::IdNumber, Column::CreditCode]
        .into_iter()
        .any(|column| guess.position(column).is_some());
    if fits.len() < 2 || !named {
        return None;
    }
    let weight = |fit: &Fit| match fit {
        Fit::Exact => 4,
        Fit::Near => 3,
        Fit::Holds => 2,
    };
    Some((fits.iter().map(weight).sum(), guess))
}

/// What the heading's cells mean, as the kind of clients for which they mean most.
fn read_heading(sheet: &Sheet, row: &Row, width: usize) -> (ClientKind, Vec<Heading>) {
    let (persons, companies) = (
        assign(row, width, ClientKind::Person),
        assign(row, width, ClientKind::Company),
    );
    let own = |columns: &[Heading], kind: ClientKind| {
        let other = if kind == ClientKind::Person {
            ClientKind::Company
        } else {
            ClientKind::Person
        };
        let fields = columns
            .iter()
            .filter(|heading| heading.column.is_some_and(|column| !column.is_of(other)));
        // 联系电话 is in both kinds of lists: only what is sure for one of them decides.
        fields
            .filter(|heading| heading.fit == Some(Fit::Exact))
            .count()
    };
    let (of_persons, of_companies) = (
        own(&persons, ClientKind::Person),
        own(&companies, ClientKind::Company),
    );
    let kind = match of_persons.cmp(&of_companies) {
        std::cmp::Ordering::Greater => ClientKind::Person,
        std::cmp::Ordering::Less => ClientKind::Company,
        std::cmp::Ordering::Equal => by_content(sheet, row, &persons),
    };
    (
        kind,
        if kind == ClientKind::Person {
            persons
        } else {
            companies
        },
    )
}

/// Gives each column its surest meaning and each field its surest column, the leftmost of equals.
fn assign(row: &Row, width: usize, kind: ClientKind) -> Vec<Heading> {
    let mut columns: Vec<Heading> = (0..width)
        .map(|at| Heading {
            text: row.text(at).to_owned(),
            column: None,
            fit: None,
        })
        .collect();
    let mut offers: Vec<(Fit, usize, Column)> = row
        .filled()
        .flat_map(|(at, cell)| {
            meanings(cell.text(), kind)
                .into_iter()
                .map(move |(column, fit)| (fit, at, column))
        })
        .collect();
    // A stable sort: within a fit they stay from left to right.
    offers.sort_by_key(|(fit, ..)| std::cmp::Reverse(*fit));
    for (fit, at, column) in offers {
        let taken = columns.iter().any(|heading| heading.column == Some(column));
        if let Some(heading) = columns
            .get_mut(at)
            .filter(|heading| !taken && heading.column.is_none())
        {
            (heading.column, heading.fit) = (Some(column), Some(fit));
        }
    }
    columns
}

/// Companies' names say so; where most of the first rows' do, it is their list.
fn by_content(sheet: &Sheet, heading: &Row, columns: &[Heading]) -> ClientKind {
    let Some(name) = columns
        .iter()
        .position(|heading| heading.column == Some(Column::Name))
    else {
        return ClientKind::Person;
    };
    let says = |text: &str| {
        let text = text.trim_end_matches([')', '）', '"', '”']);
        [
            "公司",
            "厂",
            "店",
            "中心",
            "集团",
            "合作社",
            "事务所",
            "工作室",
            "医院",
            "学校",
            "银行",
            "分行",
            "支行",
            "Ltd",
            "Ltd.",
            "Inc",
            "Inc.",
            "LLC",
        ]
        .iter()
        .any(|end| text.ends_with(end))
    };
    let names = || {
        sheet
            .rows
            .iter()
            .filter(|row| row.number > heading.number)
            .take(SAMPLE)
            .filter_map(|row| row.cell(name))
    };
    if names().filter(|cell| says(cell.text())).count() * 2 > names().count() {
        ClientKind::Company
    } else {
        ClientKind::Person
    }
}
