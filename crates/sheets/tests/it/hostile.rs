//! Bytes from anybody: an answer within bounds, never a panic.

use crate::{
    lists::data,
    workbook::{Workbook, pack},
};
use proptest::prelude::*;
use sheets::{Unreadable, guess, read, sort};
use std::io::{Cursor, Read};

/// All that a page does with a file.
fn whole(bytes: &[u8]) {
    if let Ok(book) = read(bytes, "a.b")
        && let Some(guess) = guess(&book)
    {
        let sheet = &book.sheets[guess.sheet];
        let sorted = sort(sheet, &guess);
        assert_eq!(
            sorted.clients.len() + sorted.left_out.len(),
            sheet.rows.len()
        );
    }
}

/// The parts of a file, its big sheet cut to some rows so that many can be tried.
fn parts() -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(data("persons.xlsx"))).unwrap();
    let mut parts = Vec::new();
    for at in 0..zip.len() {
        let mut entry = zip.by_index(at).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        let name = entry.name().unwrap().into_owned();
        if name.ends_with("sheet1.xml") {
            let text = String::from_utf8(bytes).unwrap();
            let head = text.split_inclusive("</row>").take(6).collect::<String>();
            let tail = text.rsplit_once("</row>").unwrap().1;
            bytes = (head + tail).into_bytes();
        }
        parts.push((name, bytes));
    }
    parts
}

fn repack(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    pack(&parts)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        whole(&bytes);
        whole(&[b"PK\x03\x04", bytes.as_slice()].concat());
    }

    #[test]
    fn any_text(text in "(\\PC|[,\"\t\r\n;0-9.E+']){0,200}") {
        whole(text.as_bytes());
    }

    #[test]
    fn a_workbook_with_bytes_changed(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut bytes = repack(&parts());
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        whole(&bytes);
    }

    /// Behind the checksum: the XML itself is changed, cut or doubled.
    #[test]
    fn a_workbook_with_parts_changed(
        part in any::<prop::sample::Index>(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), 0_u8..5, any::<u8>()), 1..6),
    ) {
        let mut parts = parts();
        let part = part.index(parts.len());
        let bytes = &mut parts[part].1;
        for (at, act, byte) in changes {
            if bytes.is_empty() { break }
            let at = at.index(bytes.len());
            match act {
                0 => bytes[at] = byte,
                1 => bytes.truncate(at),
                2 => { bytes.remove(at); }
                3 => bytes.insert(at, b"<>/&;\"'09-"[usize::from(byte) % 10]),
                _ => { let tail = bytes[at..].to_vec(); bytes.extend(tail); }
            }
        }
        whole(&repack(&parts));
    }

    #[test]
    fn a_csv_with_bytes_changed(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        let mut bytes = data("companies.csv");
        bytes.truncate(4000);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        whole(&bytes);
    }
}

#[test]
fn a_workbook_cut_anywhere() {
    let bytes = repack(&parts());
    for end in (0..bytes.len()).step_by(37) {
        whole(&bytes[..end]);
    }
}

#[test]
fn numbers_in_parts_size_nothing() {
    for (wrong, answer) in [
        (
            "<sheetData><row r='4294967295'><c><v>1</v></c></row></sheetData>",
            Err(Unreadable::Damaged),
        ),
        (
            "<sheetData><row r='0'><c><v>1</v></c></row></sheetData>",
            Err(Unreadable::Damaged),
        ),
        (
            "<sheetData><row r='1048576'><c><v>1</v></c></row><row><c><v>1</v></c></row></sheetData>",
            Err(Unreadable::Damaged),
        ),
        (
            "<sheetData><row r='1'><c r='XFD1'><v>1</v></c></row></sheetData>",
            Err(Unreadable::TooManyColumns { row: 1 }),
        ),
        (
            "<sheetData><row r='1'><c t='s'><v>7</v></c></row></sheetData>",
            Err(Unreadable::Damaged),
        ),
        (
            "<sheetData><row r='1'><c s='99999999999999999999'><v>1</v></c></row></sheetData>",
            Ok(()),
        ),
        (
            "<dimension ref='Z9:A1'/><sheetData><row r='1048576'><c><v>1</v></c></row></sheetData>",
            Ok(()),
        ),
        (
            "<sheetData><row r='1'><c><v>1</v></c></row></sheetData><mergeCells><mergeCell ref='A1:A1048576'/></mergeCells>",
            Ok(()),
        ),
        (
            "<sheetData><row r='1'><c><v>1e308</v></c><c><v>-1e308</v></c><c><v>1e-308</v></c><c><v>inf</v></c></row></sheetData>",
            Ok(()),
        ),
    ] {
        assert_eq!(
            read(&Workbook::of(wrong), "").map(|_| ()),
            answer,
            "{wrong}"
        );
    }
}

#[test]
fn bombs_go_off_in_a_box() {
    // A part that unpacks a thousandfold: blanks between rows, one token without end.
    let blank = " ".repeat(3 << 20);
    assert_eq!(read(&Workbook::of(&blank), ""), Err(Unreadable::TooLarge));
    // More rows than are read.
    let rows = "<row><c><v>1</v></c></row>".repeat(200_001);
    assert_eq!(
        read(&Workbook::of(&format!("<sheetData>{rows}</sheetData>")), ""),
        Err(Unreadable::TooManyRows)
    );
    // Short rows that reach far: gaps count.
    let row = "<row><c r='GR1'><v>1</v></c></row>".repeat(30_000);
    assert_eq!(
        read(&Workbook::of(&format!("<sheetData>{row}</sheetData>")), ""),
        Err(Unreadable::TooLarge)
    );
    // One long shared text in many cells.
    let cells = "<row><c t='s'><v>0</v></c></row>".repeat(10_000);
    let workbook = Workbook {
        sheets: vec![("s", "visible", format!("<sheetData>{cells}</sheetData>"))],
        shared: Some(format!(
            "<sst><si><t>{}</t></si></sst>",
            "中".repeat(30_000)
        )),
        styles: None,
        properties: "",
    };
    assert_eq!(read(&workbook.bytes(), ""), Err(Unreadable::TooLarge));
    // Areas merged upon areas.
    let rows = "<row><c><v>1</v></c><c><v>2</v></c></row>".repeat(5000);
    let merges = "<mergeCell ref='A1:A5000'/>".repeat(20_000);
    assert_eq!(
        read(
            &Workbook::of(&format!("<sheetData>{rows}</sheetData>{merges}")),
            ""
        ),
        Err(Unreadable::TooLarge)
    );
    // Elements within elements.
    assert_eq!(
        read(&Workbook::of(&"<a>".repeat(100_000)), ""),
        Err(Unreadable::Damaged)
    );
}
