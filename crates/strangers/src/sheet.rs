//! Client lists: files from anywhere.

use std::{
    collections::BTreeSet,
    io::{Cursor, Write},
};

use sheets::{
    Workbook, best, guess,
    limits::{MAX_CELL, MAX_COLUMNS, MAX_FILE, MAX_ROW_NUMBER, MAX_ROWS, MAX_SHEETS},
    read, records,
};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// What stands between the parts of a workbook in an input: packed, a fuzzer could alter none of them.
const BETWEEN: &[u8] = b"\0\0";

const ROOT: &[u8] = br#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const RELATIONS: &[u8] = br#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
const WORKBOOK: &[u8] = br#"<workbook xmlns:r="r"><sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>"#;

/// What is read keeps the limits, and a layout names what is there. The input is a file, or the parts of a workbook.
pub fn sheet(data: &[u8]) {
    keeps_limits(data);
    if data.starts_with(b"<") {
        keeps_limits(&workbook(data));
    }
}

fn keeps_limits(bytes: &[u8]) {
    let Ok(book) = read(bytes) else {
        return;
    };
    assert!(bytes.len() <= MAX_FILE);
    assert!(book.sheets.len() <= MAX_SHEETS);
    let rows: usize = book.sheets.iter().map(|sheet| sheet.rows.len()).sum();
    assert!(rows <= MAX_ROWS);
    for row in book.sheets.iter().flat_map(|sheet| &sheet.rows) {
        assert!((1..=MAX_ROW_NUMBER).contains(&row.number));
        assert!((1..=MAX_COLUMNS).contains(&row.cells.len()));
        assert!(row.cells.last().is_some_and(|cell| !cell.is_blank()));
        let fits = |text: &str| text.len() <= MAX_CELL || text.chars().count() <= MAX_CELL;
        assert!(row.cells.iter().all(|cell| fits(&cell.text)));
    }
    for sheet in &book.sheets {
        let rising = sheet
            .rows
            .is_sorted_by(|one, next| one.number < next.number);
        assert!(rising, "rows by rising number");
        if let Some(layout) = guess(sheet) {
            assert!(layout.heading < sheet.rows.len());
            let columns: BTreeSet<usize> = layout.columns.values().copied().collect();
            assert_eq!(columns.len(), layout.columns.len(), "a column is one thing");
            let clients = records(sheet, &layout).count();
            assert!(clients < sheet.rows.len());
        }
    }
    reads_the_best(&book);
}

fn reads_the_best(book: &Workbook) {
    if let Some((index, layout)) = best(book) {
        for record in records(&book.sheets[index], &layout) {
            let found = layout
                .columns
                .keys()
                .filter(|column| record.get(**column).is_some());
            assert!(found.count() > 0, "a client of whom nothing is known");
        }
    }
}

/// A workbook of one sheet: the sheet, the shared strings, the styles, and what else there is in place of the usual.
fn workbook(parts: &[u8]) -> Vec<u8> {
    let mut given = Vec::new();
    let mut rest = parts;
    while let Some(at) = rest
        .windows(BETWEEN.len())
        .position(|window| window == BETWEEN)
    {
        given.push(&rest[..at]);
        rest = &rest[at + BETWEEN.len()..];
    }
    given.push(rest);
    let part = |index: usize, usual| given.get(index).copied().unwrap_or(usual);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in [
        ("xl/worksheets/sheet1.xml", part(0, b"")),
        ("xl/sharedStrings.xml", part(1, b"<sst/>")),
        ("xl/styles.xml", part(2, b"<styleSheet/>")),
        ("xl/workbook.xml", part(3, WORKBOOK)),
        ("xl/_rels/workbook.xml.rels", part(4, RELATIONS)),
        ("_rels/.rels", part(5, ROOT)),
    ] {
        zip.start_file(name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
