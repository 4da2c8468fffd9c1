//! What is read from real and hostile files, and what is guessed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod delimited;
mod hostile;
mod layout;
mod memory;
mod random;
mod samples;
mod xlsx;

use sheets::{Cell, Kind, ReadError, Row, Sheet, Workbook};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A zip archive of these parts.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(1));
    for (name, bytes) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const ROOT: &[u8] = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const RELATIONS: &[u8] = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
const WORKBOOK: &[u8] = br#"<workbook xmlns:r="r"><sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>"#;

/// A workbook of one sheet with these three parts.
fn workbook(sheet: &[u8], strings: &[u8], styles: &[u8]) -> Vec<u8> {
    archive(&[
        ("_rels/.rels", ROOT),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", strings),
        ("xl/styles.xml", styles),
    ])
}

/// A workbook of one sheet with these rows as XML.
fn rows(xml: &str) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{xml}</sheetData></worksheet>");
    workbook(sheet.as_bytes(), b"<sst/>", b"<styleSheet/>")
}

fn read(bytes: &[u8]) -> Result<Workbook, ReadError> {
    sheets::read(bytes)
}

/// The only sheet of a file.
fn only(bytes: &[u8]) -> Sheet {
    let mut book = read(bytes).unwrap();
    assert_eq!(book.sheets.len(), 1);
    book.sheets.remove(0)
}

/// A sheet of rows of texts, numbered from 1.
fn sheet(rows: &[&[&str]]) -> Sheet {
    let rows = rows.iter().zip(1..).map(|(cells, number)| Row {
        number,
        cells: cells.iter().map(|text| text_cell(text)).collect(),
    });
    Sheet {
        name: String::new(),
        rows: rows.collect(),
    }
}

fn text_cell(text: &str) -> Cell {
    Cell {
        text: text.to_owned(),
        kind: Kind::Text,
    }
}

/// Rows as numbers and texts.
fn texts(sheet: &Sheet) -> Vec<(u32, Vec<&str>)> {
    sheet
        .rows
        .iter()
        .map(|each| {
            let cells = each.cells.iter().map(|cell| cell.text.as_str());
            (each.number, cells.collect())
        })
        .collect()
}
