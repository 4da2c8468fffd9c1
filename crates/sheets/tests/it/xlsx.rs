//! What a workbook's cells become.

use crate::{archive, only, read, rows, texts, workbook};
use sheets::{Kind, ReadError};

/// One row's cells as kinds and texts.
fn row(bytes: &[u8]) -> Vec<(Kind, String)> {
    let sheet = only(bytes);
    let cells = sheet.rows.into_iter().flat_map(|row| row.cells);
    cells.map(|cell| (cell.kind, cell.text)).collect()
}

fn text(text: &str) -> (Kind, String) {
    (Kind::Text, text.to_owned())
}

fn number(text: &str) -> (Kind, String) {
    (Kind::Number, text.to_owned())
}

fn cut(text: &str) -> (Kind, String) {
    (Kind::CutNumber, text.to_owned())
}

fn day(text: &str) -> (Kind, String) {
    (Kind::Date, text.to_owned())
}

#[test]
fn numbers_are_shown_as_a_spreadsheet_shows_them() {
    let bytes = rows(
        "<row><c><v>13924704558</v></c><c t=\"n\"><v>0.30000000000000004</v></c><c><v>-12.5</v></c><c><v>1E3</v></c>\
         <c><v>-0</v></c><c><v>999999999999999</v></c><c><v>1E-3</v></c></row>",
    );
    let wanted = [
        "13924704558",
        "0.3",
        "-12.5",
        "1000",
        "0",
        "999999999999999",
        "0.001",
    ];
    assert_eq!(row(&bytes), wanted.map(number));
}

#[test]
fn numbers_that_lost_digits_keep_the_right_ones() {
    let bytes = rows(
        "<row><c><v>4.403052001112296e+17</v></c><c><v>310104197909193752</v></c><c><v>1000000000000000</v></c>\
         <c><v>-3.1010419790919302E+17</v></c><c><v>3E17</v></c></row>",
    );
    let wanted = [
        "440305200111229",
        "310104197909193",
        "100000000000000",
        "-310104197909193",
        "300000000000000",
    ];
    assert_eq!(row(&bytes), wanted.map(cut));
}

#[test]
fn days_are_told_from_numbers_by_their_format() {
    let styles = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/>
        <numFmt numFmtId="165" formatCode="[Red]0.00&quot;day&quot;\d"/><numFmt numFmtId="166" formatCode="[$-804]d\-m"/>
        <numFmt numFmtId="167" formatCode="hh:mm"/></numFmts>
        <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
        <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="167"/><xf numFmtId="31"/></cellXfs></styleSheet>"#;
    let sheet = br#"<worksheet><sheetData><row r="1"><c r="A1" s="0"><v>45083</v></c><c r="B1" s="1"><v>45083</v></c><c r="C1" s="2"><v>45083.75</v></c>
        <c r="D1" s="3"><v>45083</v></c><c r="E1" s="4"><v>60</v></c><c r="F1" s="5"><v>0.5</v></c><c r="G1" s="6"><v>1</v></c>
        <c r="H1" s="1"><v>4.4E17</v></c><c r="I1" s="1"><v>61</v></c><c r="J1" t="d"><v>2024-03-25T00:00:00</v></c><c r="K1" s="99"><v>7</v></c>
        <c r="L1" s="1"><v>2958465</v></c><c r="M1" s="1"><v>2958466</v></c></row></sheetData></worksheet>"#;
    let wanted = [
        number("45083"),
        day("2023-06-06"),
        day("2023-06-06"),
        number("45083"),
        number("60"),
        number("0.5"),
        day("1900-01-01"),
        cut("440000000000000"),
        day("1900-03-01"),
        day("2024-03-25"),
        number("7"),
        day("9999-12-31"),
        number("2958466"),
    ];
    assert_eq!(row(&workbook(sheet, b"<sst/>", styles.as_bytes())), wanted);
}

#[test]
fn days_may_count_from_1904() {
    let book = br#"<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="x" r:id="rId1"/></sheets><extLst><ext><x15:workbookPr/></ext></extLst></workbook>"#;
    let bytes = archive(&[
        ("_rels/.rels", crate::ROOT),
        ("xl/_rels/workbook.xml.rels", crate::RELATIONS),
        ("xl/workbook.xml", book),
        (
            "xl/worksheets/sheet1.xml",
            b"<worksheet><sheetData><row><c s=\"0\"><v>43621</v></c></row></sheetData></worksheet>",
        ),
        (
            "xl/styles.xml",
            b"<styleSheet><cellXfs><xf numFmtId=\"14\"/></cellXfs></styleSheet>",
        ),
    ]);
    assert_eq!(row(&bytes), [day("2023-06-06")]);
}

#[test]
fn texts_come_from_wherever_they_stand() {
    let strings = "<sst count=\"9\" uniqueCount=\"18446744073709551615\"><si/><si><t>共享</t></si><si><r><t>甲</t></r><r><rPr/><t xml:space=\"preserve\"> 乙</t></r>\
        <rPh><t>yi</t></rPh></si><si><t>&lt;a&amp;b&gt;&#x4E2D;<![CDATA[<c>]]></t></si><si><t>一_x000D_\n二_x005F_x000D_</t></si></sst>";
    let sheet = "<worksheet><sheetData><row r=\"1\"><c t=\"s\"><v>1</v></c><c t=\"s\"><v>2</v></c><c t=\"s\"><v>3</v></c><c t=\"s\"><v>4</v></c><c t=\"s\"><v>0</v></c>\
        <c t=\"inlineStr\"><is><t>=HYPERLINK(\"http://127.0.0.1/\")</t></is></c><c t=\"str\"><f>A1&amp;\"x\"</f><v>共享x</v></c><c><f>1+1</f><v>2</v></c>\
        <c t=\"b\"><v>1</v></c><c t=\"b\"><v>0</v></c><c t=\"e\"><v>#N/A</v></c><c t=\"e\"><v>#SPILL!</v></c><c><f>1+1</f></c><c><v>not a number</v></c>\
        <c><v>inf</v></c><c t=\"s\"/></row></sheetData></worksheet>";
    let wanted = [
        text("共享"),
        text("甲 乙"),
        text("<a&b>中<c>"),
        text("一\n二_x000D_"),
        text(""),
        text("=HYPERLINK(\"http://127.0.0.1/\")"),
        text("共享x"),
        number("2"),
        text("TRUE"),
        text("FALSE"),
        text("#N/A"),
        text("#SPILL!"),
        text(""),
        text("not a number"),
        text("inf"),
    ];
    let bytes = workbook(sheet.as_bytes(), strings.as_bytes(), b"<styleSheet/>");
    assert_eq!(row(&bytes), wanted);
}

#[test]
fn rows_and_columns_are_where_people_see_them() {
    let bytes = rows(
        "<row><c t=\"str\"><v>a</v></c></row><row r=\"5\" spans=\"1:9\"><c r=\"C5\" t=\"str\"><v>c</v></c><c t=\"str\"><v>d</v></c><c r=\"XFD5\" s=\"3\"/></row>\
         <row/><row r=\"7\"><c t=\"str\"><v> </v></c></row><row><c r=\"AA8\" t=\"str\"><v>aa</v></c></row>",
    );
    let sheet = only(&bytes);
    let found = texts(&sheet);
    assert_eq!(found[0], (1, vec!["a"]));
    assert_eq!(found[1], (5, vec!["", "", "c", "d"]));
    assert_eq!(
        (found[2].0, found[2].1.len(), found[2].1[26]),
        (8, 27, "aa")
    );
    assert_eq!(found.len(), 3);
}

#[test]
fn hidden_sheets_and_charts_are_passed_over_and_prefixes_are_read() {
    let relations = br#"<Relationships><Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet" Target="worksheets\sheet1.xml"/>
        <Relationship Id="b" Type="x/chartsheet" Target="chart.xml"/><Relationship Id="c" Type="x/worksheet" Target="../xl/./worksheets/sheet1.xml"/></Relationships>"#;
    let book = br#"<x:workbook xmlns:x="x" xmlns:r="r"><x:sheets><x:sheet name="&#x660E;" r:id="c"/><x:sheet name="hidden" state="hidden" r:id="c"/>
        <x:sheet name="chart" r:id="b"/></x:sheets></x:workbook>"#;
    let sheet = br#"<x:worksheet xmlns:x="x"><x:sheetData><x:row r="2"><x:c r="A2" t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>"#;
    let bytes = archive(&[
        ("_rels\\.rels", crate::ROOT),
        ("xl\\_rels\\workbook.xml.rels", relations),
        ("XL\\Workbook.xml", book),
        ("xl\\worksheets\\Sheet1.xml", sheet),
    ]);
    let book = read(&bytes).unwrap();
    assert_eq!(book.sheets.len(), 1);
    assert_eq!(book.sheets[0].name, "明");
    assert_eq!(texts(&book.sheets[0]), [(2, vec!["a"])]);
}

#[test]
fn parts_may_begin_with_a_mark_and_a_declaration() {
    let marked = |xml: &str| {
        format!("\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\r\n{xml}")
    };
    let sheet =
        marked("<worksheet><sheetData><row><c t=\"s\"><v>0</v></c></row></sheetData></worksheet>");
    let strings = marked("<sst><si><t>甲</t></si></sst>");
    let bytes = archive(&[
        (
            "_rels/.rels",
            marked(std::str::from_utf8(crate::ROOT).unwrap()).as_bytes(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            marked(std::str::from_utf8(crate::RELATIONS).unwrap()).as_bytes(),
        ),
        (
            "xl/workbook.xml",
            marked(std::str::from_utf8(crate::WORKBOOK).unwrap()).as_bytes(),
        ),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
        ("xl/styles.xml", marked("<styleSheet/>").as_bytes()),
    ]);
    assert_eq!(row(&bytes), [text("甲")]);
}

#[test]
fn other_files_in_zip_are_no_tables() {
    let word = br#"<Relationships><Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/></Relationships>"#;
    let binary = br#"<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>"#;
    for parts in [
        &[(
            "mimetype",
            &b"application/vnd.oasis.opendocument.spreadsheet"[..],
        )][..],
        &[
            ("_rels/.rels", word),
            ("word/document.xml", b"<w:document/>"),
        ],
        &[("_rels/.rels", binary), ("xl/workbook.bin", b"\x01\x02")],
        &[],
    ] {
        assert_eq!(read(&archive(parts)), Err(ReadError::NotATable));
    }
}

#[test]
fn nothing_of_a_cell_is_in_what_is_printed() {
    let bytes = rows("<row><c t=\"str\"><v>张三</v></c></row>");
    let printed = format!("{:?}", read(&bytes).unwrap());
    assert!(
        printed.contains("Cell(Text)") || printed.contains("1 rows"),
        "{printed}"
    );
    let printed = format!("{printed}{:?}", only(&bytes).rows);
    assert!(
        !printed.contains('张') && !printed.contains("One"),
        "{printed}"
    );
}
