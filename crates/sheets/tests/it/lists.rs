//! The lists of `data/`: every client is found under its row number, and nothing else.

use serde_json::Value;
use sheets::{ClientKind, Column, Guess, Kind, Reason, Row, Sorted, guess, read, sort};
use std::path::Path;

pub(crate) fn data(name: &str) -> Vec<u8> {
    std::fs::read(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/data")
            .join(name),
    )
    .unwrap()
}

fn expected(name: &str) -> Vec<(u32, String, String)> {
    let rows: Vec<Value> = serde_json::from_slice(&data(name)).unwrap();
    let text = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
    rows.iter()
        .map(|row| {
            (
                row["row"].as_u64().unwrap() as u32,
                text(row, "name"),
                text(row, "verdict"),
            )
        })
        .collect()
}

fn found(sorted: &Sorted<'_>, guess: &Guess) -> Vec<(u32, String)> {
    let name = guess.position(Column::Name).unwrap();
    sorted
        .clients
        .iter()
        .map(|row| (row.number, row.text(name).to_owned()))
        .collect()
}

fn columns(guess: &Guess) -> Vec<Option<Column>> {
    guess.columns.iter().map(|heading| heading.column).collect()
}

#[test]
fn persons() {
    let book = read(&data("persons.xlsx"), "persons.xlsx").unwrap();
    let names: Vec<&str> = book
        .sheets
        .iter()
        .map(|sheet| sheet.name.as_str())
        .collect();
    assert_eq!(names, ["个人客户", "说明"]);

    let guess = guess(&book).unwrap();
    assert_eq!(
        (guess.sheet, guess.heading, guess.kind),
        (0, 2, ClientKind::Person)
    );
    use Column::{Address, IdNumber, Manager, Mobile, Name, Opened, Remarks, Tags};
    let order = [
        Name, IdNumber, Mobile, Address, Manager, Opened, Tags, Remarks,
    ];
    assert_eq!(columns(&guess), order.map(Some));

    let sorted = sort(&book.sheets[0], &guess);
    let expected = expected("persons.expected.json");
    let names: Vec<_> = expected
        .iter()
        .map(|(row, name, _)| (*row, name.clone()))
        .collect();
    assert_eq!(found(&sorted, &guess), names);
    let left: Vec<_> = sorted
        .left_out
        .iter()
        .map(|left| (left.row, left.reason))
        .collect();
    assert_eq!(
        left,
        [
            (1, Reason::Above),
            (2, Reason::Heading),
            (604, Reason::Total)
        ]
    );

    for (row, (_, _, verdict)) in sorted.clients.iter().zip(&expected) {
        let id = row.cell(1).unwrap();
        assert_eq!(
            id.is_lossy(),
            verdict.contains("lost"),
            "row {}",
            row.number
        );
        // Dates are days, save those that were typed as text and are another verdict's matter.
        let opened = row.cell(5).unwrap();
        if opened.kind() == Kind::Date {
            assert!(is_day(opened.text()), "row {}", row.number);
        }
        if verdict.contains("quoted") {
            assert_eq!(row.text(7), "=HYPERLINK(\"http://127.0.0.1/\",\"点我\")");
        }
    }
    let of = |number: u32| -> &Row {
        sorted
            .clients
            .iter()
            .find(|row| row.number == number)
            .unwrap()
    };
    assert_eq!(of(3).text(1), "420106198502279717");
    assert_eq!(of(3).text(5), "2023-06-06");
    // A mobile number that was kept as a number, as ten rows' are.
    let numbers = sorted
        .clients
        .iter()
        .filter(|row| row.cell(2).unwrap().kind() == Kind::Number);
    assert_eq!(numbers.clone().count(), 10);
    assert!(numbers.into_iter().all(|row| row.text(2).len() == 11));
}

fn is_day(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(at, b)| {
            if at == 4 || at == 7 {
                b == b'-'
            } else {
                b.is_ascii_digit()
            }
        })
}

#[test]
fn companies() {
    let book = read(&data("companies.csv"), "客户/companies.csv").unwrap();
    assert_eq!(book.sheets.len(), 1);
    assert_eq!(book.sheets[0].name, "companies");

    let guess = guess(&book).unwrap();
    assert_eq!(
        (guess.sheet, guess.heading, guess.kind),
        (0, 1, ClientKind::Company)
    );
    use Column::{
        Address, CreditCode, Industry, Manager, Name, Opened, Remarks, Representative, Switchboard,
    };
    let order = [
        Name,
        CreditCode,
        Representative,
        Address,
        Switchboard,
        Industry,
        Manager,
        Opened,
        Remarks,
    ];
    assert_eq!(columns(&guess), order.map(Some));

    let sorted = sort(&book.sheets[0], &guess);
    let expected = expected("companies.expected.json");
    // A name with a quoted comma, quotes or a line break counts without them: the expectation has it on one line.
    let names: Vec<_> = expected
        .iter()
        .map(|(row, name, _)| (*row, name.clone()))
        .collect();
    assert_eq!(found(&sorted, &guess), names);
    assert_eq!(sorted.left_out.len(), 1);
    assert!(
        sorted
            .clients
            .iter()
            .any(|row| row.cells.iter().any(|cell| cell.text().contains('\n')))
    );
    for (row, (_, _, verdict)) in sorted.clients.iter().zip(&expected) {
        assert_eq!(
            row.cell(4).is_none(),
            verdict.contains("phone missing"),
            "row {}",
            row.number
        );
        assert!(row.cells.iter().all(|cell| !cell.is_lossy()));
    }
}
