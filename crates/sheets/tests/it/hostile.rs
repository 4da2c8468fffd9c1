//! Files that are made to do harm, and files that came to harm.

use crate::{archive, read, rows, workbook};
use sheets::ReadError;
use std::sync::LazyLock;

const HEAD: &str = "<worksheet><sheetData>";
const TAIL: &str = "</sheetData></worksheet>";

/// A small file that unpacks to 300 MiB of rows; made once.
fn bomb() -> Vec<u8> {
    static BOMB: LazyLock<Vec<u8>> = LazyLock::new(make_bomb);
    BOMB.clone()
}

fn make_bomb() -> Vec<u8> {
    let row = format!("<row><c t=\"str\"><v>{}</v></c></row>", " ".repeat(30_000));
    let sheet = [HEAD, &row.repeat((300 << 20) / row.len()), TAIL].concat();
    workbook(sheet.as_bytes(), b"<sst/>", b"<styleSheet/>")
}

/// The same, with a directory that says that everything in it is small.
pub(crate) fn lying_bomb() -> Vec<u8> {
    let mut bytes = bomb();
    let mut changed = 0;
    // Local headers keep the size 22 bytes in, the directory 24.
    for (magic, at) in [(b"PK\x03\x04", 22), (b"PK\x01\x02", 24)] {
        let places: Vec<usize> = (0..bytes.len() - 46)
            .filter(|&place| bytes[place..].starts_with(magic))
            .collect();
        for place in places {
            bytes[place + at..place + at + 4].copy_from_slice(&100u32.to_le_bytes());
            changed += 1;
        }
    }
    assert!(changed >= 12);
    bytes
}

/// A million cells that name the same text of 30,000 characters.
pub(crate) fn echo() -> Vec<u8> {
    let strings = format!("<sst><si><t>{}</t></si></sst>", "字".repeat(30_000));
    let row = format!("<row>{}</row>", "<c t=\"s\"><v>0</v></c>".repeat(200));
    let sheet = [HEAD, &row.repeat(5_000), TAIL].concat();
    workbook(sheet.as_bytes(), strings.as_bytes(), b"<styleSheet/>")
}

/// A million rows, each with a cell.
fn sparse() -> Vec<u8> {
    let rows: String = (1..=1_000_000)
        .map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\"><v>1</v></c></row>"))
        .collect();
    crate::rows(&rows)
}

/// A line of so many bytes.
fn line(bytes: usize) -> Vec<u8> {
    vec![b'x'; bytes]
}

/// Two million shared texts of nothing.
pub(crate) fn many_strings() -> Vec<u8> {
    let strings = ["<sst>", &"<si/>".repeat(2 << 20), "</sst>"].concat();
    workbook(
        b"<worksheet><sheetData/></worksheet>",
        strings.as_bytes(),
        b"<styleSheet/>",
    )
}

/// What makes readers of styles copy: a font's long name, once for each of many cell styles.
fn heavy_styles() -> Vec<u8> {
    let name = "x".repeat(1 << 19);
    let styles = format!(
        "<styleSheet><numFmts><numFmt numFmtId=\"1\" formatCode=\"{name}\"/></numFmts><fonts><font><name val=\"{name}\"/></font></fonts><cellXfs>{}</cellXfs></styleSheet>",
        "<xf numFmtId=\"1\" fontId=\"0\"/>".repeat(200_000)
    );
    workbook(
        b"<worksheet><sheetData/></worksheet>",
        b"<sst uniqueCount=\"18446744073709551615\"/>",
        styles.as_bytes(),
    )
}

#[test]
fn bombs_are_refused() {
    let bytes = bomb();
    assert!(bytes.len() < 2 << 20, "{}", bytes.len());
    assert_eq!(read(&bytes), Err(ReadError::TooLarge));
    // Found out at the end of the part if not by what came out of it.
    let lying = read(&lying_bomb());
    assert!(matches!(
        lying,
        Err(ReadError::TooLarge | ReadError::Damaged)
    ));
}

#[test]
fn one_part_for_a_thousand_sheets_is_counted_a_thousand_times() {
    let book = format!(
        "<workbook><sheets>{}</sheets></workbook>",
        "<sheet name=\"x\" id=\"rId1\"/>".repeat(1_000)
    );
    let sheet = [HEAD, &" ".repeat(1 << 19), TAIL].concat();
    let bytes = archive(&[
        ("_rels/.rels", crate::ROOT),
        ("xl/_rels/workbook.xml.rels", crate::RELATIONS),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ]);
    assert_eq!(read(&bytes), Err(ReadError::TooLarge));
}

#[test]
fn a_text_that_is_named_too_often_is_refused() {
    assert_eq!(read(&echo()), Err(ReadError::TooLarge));
}

#[test]
fn too_many_rows_are_refused_and_empty_ones_are_not() {
    assert_eq!(read(&sparse()), Err(ReadError::TooManyRows));
    let mut empty = "<row/>".repeat(1_000_000);
    empty += "<row><c><v>1</v></c></row>";
    let book = read(&rows(&empty)).unwrap();
    assert_eq!(book.sheets[0].rows.len(), 1);
    assert_eq!(book.sheets[0].rows[0].number, 1_000_001);
    assert_eq!(
        read(&"1\n".repeat(200_001).into_bytes()),
        Err(ReadError::TooManyRows)
    );
    assert_eq!(
        read(&"1\n".repeat(200_000).into_bytes()).unwrap().sheets[0]
            .rows
            .len(),
        200_000
    );
}

#[test]
fn too_many_columns_are_refused() {
    assert!(read(&rows("<row><c r=\"IV1\"><v>1</v></c></row>")).is_ok());
    assert_eq!(
        read(&rows("<row><c r=\"IW1\"><v>1</v></c></row>")),
        Err(ReadError::TooManyColumns)
    );
    assert_eq!(
        read(&rows(
            "<row><c r=\"ZZZZZZZZZZZZZZZZZZZZ1\"><v>1</v></c></row>"
        )),
        Err(ReadError::TooManyColumns)
    );
    let line = |commas: usize| format!("{}x\n", ",".repeat(commas)).into_bytes();
    assert!(read(&line(255)).is_ok());
    assert_eq!(read(&line(256)), Err(ReadError::TooManyColumns));
    assert!(
        read(&vec![b','; 2 << 20]).unwrap().sheets[0]
            .rows
            .is_empty()
    );
}

#[test]
fn long_cells_and_long_files_are_refused() {
    let cell = |length: usize| {
        rows(&format!(
            "<row><c t=\"str\"><v>{}</v></c></row>",
            "字".repeat(length)
        ))
    };
    assert!(read(&cell(32_767)).is_ok());
    assert_eq!(read(&cell(32_768)), Err(ReadError::CellTooLong));
    assert_eq!(read(&cell(2 << 20)), Err(ReadError::Damaged));
    let pieces = format!(
        "<row><c t=\"str\"><v>{}</v></c></row>",
        "xxxxxxxx<!-- -->".repeat(1 << 20)
    );
    assert_eq!(read(&rows(&pieces)), Err(ReadError::CellTooLong));
    assert!(read(&line(32_767)).is_ok());
    assert_eq!(read(&line(32_768)), Err(ReadError::CellTooLong));
    assert_eq!(read(&line(20 << 20)), Err(ReadError::CellTooLong));
    assert_eq!(read(&line(50_000_000)), Err(ReadError::TooLarge));
    // A quotation mark that is never closed.
    let open = format!("a,\"b\n{}", "1,2\n".repeat(100_000));
    assert_eq!(read(open.as_bytes()), Err(ReadError::CellTooLong));
}

#[test]
fn deep_and_tricky_xml_is_refused() {
    let deep = 200_000;
    let nested = ["<a>".repeat(deep), "</a>".repeat(deep)].concat();
    assert_eq!(read(&rows(&nested)), Err(ReadError::Damaged));
    let sheet = [HEAD, TAIL].concat();
    assert_eq!(
        read(&workbook(
            sheet.as_bytes(),
            nested.as_bytes(),
            b"<styleSheet/>"
        )),
        Err(ReadError::Damaged)
    );
    let entities = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><worksheet><sheetData><row><c t=\"str\"><v>&b;</v></c></row></sheetData></worksheet>";
    assert_eq!(
        read(&workbook(entities.as_bytes(), b"<sst/>", b"<styleSheet/>")),
        Err(ReadError::Damaged)
    );
    for row in [
        "<row><c t=\"str\"><v>&unknown;</v></c></row>",
        "<row><c t=\"str\"><v>x</w></c></row>",
        "<row r=\"2\"/><row r=\"2\"/>",
        "<row r=\"2\"/><row r=\"1\"/>",
        "<row r=\"0\"/>",
        "<row r=\"1048577\"/>",
        "<row r=\"x\"/>",
        "<row><c r=\"1\"/></row>",
        "<row><c t=\"s\"><v>0</v></c></row>",
        "<row><c t=\"s\"><v>18446744073709551616</v></c></row>",
        "</sheetData></worksheet></row>",
    ] {
        assert_eq!(read(&rows(row)), Err(ReadError::Damaged), "{row}");
    }
}

#[test]
fn styles_and_promises_cost_nothing() {
    assert!(read(&heavy_styles()).unwrap().sheets[0].rows.is_empty());
    assert!(read(&many_strings()).is_ok());
}

#[test]
fn a_workbook_of_too_many_sheets_is_refused() {
    let book = format!(
        "<workbook><sheets>{}</sheets></workbook>",
        "<sheet name=\"x\" id=\"rId1\"/>".repeat(1_001)
    );
    let bytes = archive(&[
        ("_rels/.rels", crate::ROOT),
        ("xl/_rels/workbook.xml.rels", crate::RELATIONS),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/worksheets/sheet1.xml", b"<worksheet/>"),
    ]);
    assert_eq!(read(&bytes), Err(ReadError::TooLarge));
}

#[test]
fn truncated_files_are_damaged() {
    let whole = include_bytes!("../data/persons.xlsx");
    for length in [
        5,
        100,
        1_000,
        whole.len() / 2,
        whole.len() - 1,
        whole.len() - 30,
    ] {
        assert_eq!(read(&whole[..length]), Err(ReadError::Damaged), "{length}");
    }
    let sheet = [HEAD, "<row><c><v>1</v></c></row>"].concat();
    assert_eq!(
        read(&workbook(sheet.as_bytes(), b"<sst/>", b"<styleSheet/>")),
        Err(ReadError::Damaged)
    );
}

#[test]
fn a_changed_part_is_damaged() {
    let text = "<row><c t=\"str\"><v>13800000000</v></c></row>";
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let plain =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let sheet = [HEAD, text, TAIL].concat();
    for (name, bytes) in [
        ("_rels/.rels", crate::ROOT),
        ("xl/_rels/workbook.xml.rels", crate::RELATIONS),
        ("xl/workbook.xml", crate::WORKBOOK),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ] {
        zip.start_file(name, plain).unwrap();
        std::io::Write::write_all(&mut zip, bytes).unwrap();
    }
    let mut bytes = zip.finish().unwrap().into_inner();
    assert!(read(&bytes).is_ok());
    let place = bytes
        .windows(3)
        .position(|window| window == b"138")
        .unwrap();
    bytes[place] = b'2';
    assert_eq!(read(&bytes), Err(ReadError::Damaged));
}
