//! What stands in a workbook's cells.

use crate::workbook::{Workbook, pack, rows};
use sheets::{Book, Kind, Unreadable, read};

fn seen(book: &Book, sheet: usize) -> Vec<(u32, Vec<(Kind, String)>)> {
    let cells = |row: &sheets::Row| {
        row.cells
            .iter()
            .map(|cell| (cell.kind(), cell.text().to_owned()))
            .collect()
    };
    book.sheets[sheet]
        .rows
        .iter()
        .map(|row| (row.number, cells(row)))
        .collect()
}

fn texts(book: &Book, sheet: usize) -> Vec<(u32, Vec<String>)> {
    let only = |cells: Vec<(Kind, String)>| cells.into_iter().map(|(_, text)| text).collect();
    seen(book, sheet)
        .into_iter()
        .map(|(row, cells)| (row, only(cells)))
        .collect()
}

#[test]
fn cells_read_as_people_see_them() {
    let workbook = Workbook {
        sheets: vec![(
            "客户 &amp; 名单",
            "visible",
            "<dimension ref='A1:XFD1048576'/><sheetData>\
             <row r='3'><c r='A3' t='s'><v>1</v></c><c r='B3' s='1'><v>45083</v></c><c r='C3' s='2'><v>42</v></c>\
             <c r='D3' s='3'><v>45083.5</v></c><c r='F3' t='b'><v>1</v></c><c r='G3' t='e'><v>#N/A</v></c>\
             <c r='H3'><v>4.20106198502279E+17</v></c><c r='I3' t='str'><f>A1&amp;B1</f><v>张&amp;三</v></c>\
             <c r='J3'><f>NOW()</f></c><c r='K3' t='d'><v>2026-01-18T00:00:00</v></c><c r='L3' s='9'><v>13800000000</v></c>\
             <c r='M3' t='s'><v></v></c><c r='N3' t='inlineStr'><is><t xml:space='preserve'>x</t></is></c></row>\
             <row r='5'/><row r='9'><c r='C9' t='inlineStr'><is><r><t>欧</t></r><r><t>琴_x000D_
上</t></r></is></c><c r='E9' s='1'/></row>\
             </sheetData>".to_owned(),
        )],
        shared: Some("<sst uniqueCount='99999999999999999999' count='2'><si/><si><t>李</t><phoneticPr/><rPh><t>li</t></rPh></si></sst>".into()),
        styles: Some(
            "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;'/>\
             <numFmt numFmtId='165' formatCode='000000'/></numFmts><cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>\
             <cellXfs><xf numFmtId='0'/><xf numFmtId='164'/><xf numFmtId='165'/><xf numFmtId='22'/></cellXfs></styleSheet>"
                .into(),
        ),
        properties: "",
    };
    let book = read(&workbook.bytes(), "x").unwrap();
    assert_eq!(book.sheets[0].name, "客户 & 名单");
    let of = |kind: Kind, text: &str| (kind, text.to_owned());
    assert_eq!(
        seen(&book, 0),
        [
            (
                3,
                vec![
                    of(Kind::Text, "李"),
                    of(Kind::Date, "2023-06-06"),
                    of(Kind::Number, "000042"),
                    of(Kind::Date, "2023-06-06 12:00"),
                    of(Kind::Empty, ""),
                    of(Kind::Flag, "TRUE"),
                    of(Kind::Failed, "#N/A"),
                    of(Kind::Lossy, "420106198502279000"),
                    of(Kind::Text, "张&三"),
                    of(Kind::Formula, "=NOW()"),
                    of(Kind::Text, "2026-01-18"),
                    of(Kind::Number, "13800000000"),
                    of(Kind::Empty, ""),
                    of(Kind::Text, "x"),
                ]
            ),
            (
                9,
                vec![
                    of(Kind::Empty, ""),
                    of(Kind::Empty, ""),
                    of(Kind::Text, "欧琴\n上")
                ]
            ),
        ]
    );
}

#[test]
fn days_since_1904() {
    let mut workbook = Workbook {
        sheets: vec![(
            "s",
            "visible",
            "<sheetData><row><c s='0'><v>43621</v></c></row></sheetData>".into(),
        )],
        shared: None,
        styles: Some("<styleSheet><cellXfs><xf numFmtId='31'/></cellXfs></styleSheet>".into()),
        properties: "<workbookPr date1904='1'/>",
    };
    assert_eq!(
        texts(&read(&workbook.bytes(), "").unwrap(), 0),
        [(1, vec!["2023-06-06".to_owned()])]
    );
    workbook.properties = "";
    assert_eq!(
        texts(&read(&workbook.bytes(), "").unwrap(), 0),
        [(1, vec!["2019-06-05".to_owned()])]
    );
}

#[test]
fn merged_cells_show_in_each_row() {
    let inside = "<sheetData><row r='1'><c r='A1' t='str'><v>经理</v></c></row>\
         <row r='2'><c r='A2' t='str'><v>王敏</v></c><c r='B2' t='str'><v>甲</v></c></row>\
         <row r='3'><c r='B3' t='str'><v>乙</v></c></row><row r='4'><c r='A4' t='str'><v>李强</v></c></row></sheetData>\
         <mergeCells><mergeCell ref='A2:A9'/><mergeCell ref='B3:C3'/></mergeCells>";
    let book = read(&Workbook::of(inside), "").unwrap();
    let row = |number: u32, cells: &[&str]| {
        (
            number,
            cells
                .iter()
                .map(|text| (*text).to_owned())
                .collect::<Vec<_>>(),
        )
    };
    assert_eq!(
        texts(&book, 0),
        [
            row(1, &["经理"]),
            row(2, &["王敏", "甲"]),
            row(3, &["王敏", "乙"]),
            row(4, &["李强"])
        ]
    );
}

#[test]
fn several_sheets_and_hidden_ones() {
    let sheet = |text: &str| rows(&[&[text]]);
    let workbook = Workbook {
        sheets: vec![
            ("一", "visible", sheet("a")),
            ("二", "hidden", sheet("b")),
            ("三", "veryHidden", sheet("c")),
        ],
        shared: None,
        styles: None,
        properties: "",
    };
    let book = read(&workbook.bytes(), "").unwrap();
    let tabs: Vec<_> = book
        .sheets
        .iter()
        .map(|sheet| (sheet.name.as_str(), sheet.hidden))
        .collect();
    assert_eq!(tabs, [("一", false), ("二", true), ("三", true)]);
}

#[test]
fn names_of_parts_as_other_programs_write_them() {
    let root = b"<Relationships><Relationship Id='x' Type='http://a/officeDocument' Target='/XL/Workbook.xml'/></Relationships>";
    let bytes = pack(&[
        ("_rels/.rels", root),
        ("xl\\workbook.xml", b"<x:workbook><x:sheets><x:sheet name='s' r:id='a'/></x:sheets></x:workbook>"),
        ("xl\\_rels\\workbook.xml.rels", b"<Relationships><Relationship Id='a' Type='http://p/worksheet' Target='s.xml'/></Relationships>"),
        ("xl\\s.xml", "<x:worksheet><x:sheetData><x:row><x:c t='str'><x:v>张</x:v></x:c></x:row></x:sheetData></x:worksheet>".as_bytes()),
    ]);
    assert_eq!(
        texts(&read(&bytes, "").unwrap(), 0),
        [(1, vec!["张".to_owned()])]
    );
}

#[test]
fn what_is_no_workbook_says_what_it_is() {
    assert_eq!(read(b"", ""), Err(Unreadable::Empty));
    assert_eq!(read(b"PK\x03\x04 and so on", ""), Err(Unreadable::Damaged));
    assert_eq!(
        read(&pack(&[("word/document.xml", b"<w/>")]), ""),
        Err(Unreadable::NotASheet)
    );
    assert_eq!(
        read(&Workbook::of("<sheetData/>"), ""),
        Err(Unreadable::Empty)
    );
    let mut ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    assert_eq!(read(&ole, ""), Err(Unreadable::OldWorkbook));
    ole.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(read(&ole, ""), Err(Unreadable::Locked));
    // Rows that go back would give a client another's number.
    let back = "<sheetData><row r='2'><c t='str'><v>a</v></c></row><row r='1'><c t='str'><v>b</v></c></row></sheetData>";
    assert_eq!(read(&Workbook::of(back), ""), Err(Unreadable::Damaged));
}
