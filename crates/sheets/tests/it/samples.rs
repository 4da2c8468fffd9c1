//! Lists as companies have them.

use crate::read;
use serde::Deserialize;
use sheets::{ClientKind, Column, Kind, Layout, Record, Workbook, best, records};

const PERSONS: &[u8] = include_bytes!("../data/persons.xlsx");
const COMPANIES: &[u8] = include_bytes!("../data/companies.csv");

#[derive(Deserialize)]
struct Expected {
    row: u32,
    name: String,
    verdict: String,
}

fn expected(json: &str) -> Vec<Expected> {
    serde_json::from_str(json).unwrap()
}

fn persons() -> (Workbook, Layout, Vec<Expected>) {
    let book = read(PERSONS).unwrap();
    let (index, layout) = best(&book).unwrap();
    assert_eq!((index, book.sheets[0].name.as_str()), (0, "个人客户"));
    (
        book,
        layout,
        expected(include_str!("../data/persons.expected.json")),
    )
}

/// A name as it is compared there: without the spaces and in the width that people type by mistake.
fn name(record: &Record<'_>) -> String {
    let text = record.get(Column::Name).map_or("", |cell| &cell.text);
    text.trim().to_owned()
}

#[test]
fn persons_come_with_their_rows_and_names() {
    let (book, layout, expected) = persons();
    assert_eq!(book.sheets.len(), 2);
    assert_eq!(layout.kind, ClientKind::Person);
    assert_eq!(layout.heading, 1);
    let columns: Vec<Column> = layout.columns.keys().copied().collect();
    let all = [
        Column::Name,
        Column::IdNumber,
        Column::Mobile,
        Column::Address,
        Column::Manager,
        Column::Opened,
        Column::Tags,
        Column::Remarks,
    ];
    assert_eq!(columns, all);
    let found: Vec<(u32, String)> = records(&book.sheets[0], &layout)
        .map(|record| (record.number, name(&record)))
        .collect();
    let wanted: Vec<(u32, String)> = expected
        .into_iter()
        .map(|row| (row.row, row.name.trim().to_owned()))
        .collect();
    assert_eq!(found.len(), 600);
    assert_eq!(found, wanted);
}

#[test]
fn exactly_the_cut_numbers_are_marked() {
    let (book, layout, expected) = persons();
    let cut: Vec<u32> = records(&book.sheets[0], &layout)
        .filter(|record| {
            record
                .get(Column::IdNumber)
                .is_some_and(|cell| cell.kind == Kind::CutNumber)
        })
        .map(|record| record.number)
        .collect();
    let wanted: Vec<u32> = expected
        .iter()
        .filter(|row| row.verdict.contains("lost its last digits"))
        .map(|row| row.row)
        .collect();
    assert_eq!(cut.len(), 11);
    assert_eq!(cut, wanted);
    let marked = book
        .sheets
        .iter()
        .flat_map(|sheet| &sheet.rows)
        .flat_map(|row| &row.cells);
    assert_eq!(
        marked.filter(|cell| cell.kind == Kind::CutNumber).count(),
        11
    );
    let first = records(&book.sheets[0], &layout)
        .find(|record| record.number == 14)
        .unwrap();
    assert_eq!(first.get(Column::IdNumber).unwrap().text, "440305200111229");
}

#[test]
fn cells_are_kept_as_they_were_typed() {
    let (book, layout, _) = persons();
    let of = |number: u32, column: Column| {
        let record = records(&book.sheets[0], &layout).find(|record| record.number == number);
        record.unwrap().get(column).cloned().unwrap()
    };
    let day = of(3, Column::Opened);
    assert_eq!((day.text.as_str(), day.kind), ("2023-06-06", Kind::Date));
    let typed = of(23, Column::Opened);
    assert_eq!(
        (typed.text.as_str(), typed.kind),
        ("2019年2月19日", Kind::Text)
    );
    let never = of(244, Column::Opened);
    assert_eq!(
        (never.text.as_str(), never.kind),
        ("2031-02-30", Kind::Text)
    );
    let mobile = of(18, Column::Mobile);
    assert_eq!(
        (mobile.text.as_str(), mobile.kind),
        ("13924704558", Kind::Number)
    );

    let all = |column: Column| {
        records(&book.sheets[0], &layout).filter_map(move |record| record.get(column))
    };
    let full = |text: &str| text.chars().any(|c| ('０'..='９').contains(&c));
    assert!(all(Column::IdNumber).any(|cell| full(&cell.text)));
    assert!(all(Column::Name).any(|cell| cell.text.contains('𠮷')));
    let formulas = all(Column::Remarks).filter(|cell| cell.text.starts_with("=HYPERLINK("));
    assert_eq!(formulas.count(), 2);
    let days = all(Column::Opened).filter(|cell| cell.kind == Kind::Date);
    assert!(days.count() > 500);
}

#[test]
fn companies_come_with_their_rows_and_names() {
    let book = read(COMPANIES).unwrap();
    let (index, layout) = best(&book).unwrap();
    assert_eq!((index, layout.heading), (0, 0));
    assert_eq!(layout.kind, ClientKind::Company);
    let columns: Vec<Column> = layout.columns.keys().copied().collect();
    let all = [
        Column::Name,
        Column::CreditCode,
        Column::Representative,
        Column::Phone,
        Column::Address,
        Column::Industry,
        Column::Manager,
        Column::Opened,
        Column::Remarks,
    ];
    assert_eq!(columns, all);
    let found: Vec<(u32, String)> = records(&book.sheets[0], &layout)
        .map(|record| (record.number, name(&record)))
        .collect();
    let wanted: Vec<(u32, String)> = expected(include_str!("../data/companies.expected.json"))
        .into_iter()
        .map(|row| (row.row, row.name))
        .collect();
    assert_eq!(found.len(), 300);
    assert_eq!(found, wanted);
    let texts = book.sheets[0].rows.iter().flat_map(|row| &row.cells);
    assert!(
        texts
            .clone()
            .any(|cell| cell.text == "MBP软件信息有限公司,\"分公司\"")
    );
    assert!(texts.clone().any(|cell| cell.text == "第一行\n第二行"));
}
