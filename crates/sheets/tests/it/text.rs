//! CSV and TSV as programs and people write them.

use sheets::{Book, Kind, Unreadable, read};

fn texts(book: &Book) -> Vec<(u32, Vec<&str>)> {
    book.sheets[0]
        .rows
        .iter()
        .map(|row| {
            (
                row.number,
                row.cells.iter().map(|cell| cell.text()).collect(),
            )
        })
        .collect()
}

#[test]
fn rows_keep_their_numbers() {
    let book = read(
        "姓名,地址,,\r\n\r\n张三,\"一\r\n二\",,\r\n,,,\r\n李四,\"a,b\"".as_bytes(),
        "名单.csv",
    )
    .unwrap();
    assert_eq!(
        texts(&book),
        [
            (1, vec!["姓名", "地址"]),
            (3, vec!["张三", "一\n二"]),
            (5, vec!["李四", "a,b"])
        ]
    );
    assert_eq!(book.sheets[0].name, "名单");
}

#[test]
fn guards_of_digits_come_off() {
    let book = read(
        b"a\tb\tc\n'420106198502279717\t=\"110101195010202272\"\t4.20106E+17\n",
        "x.tsv",
    )
    .unwrap();
    let row = &book.sheets[0].rows[1];
    assert_eq!(
        (row.text(0), row.text(1), row.text(2)),
        ("420106198502279717", "110101195010202272", "4.20106E+17")
    );
    let kinds: Vec<Kind> = row.cells.iter().map(|cell| cell.kind()).collect();
    assert_eq!(kinds, [Kind::Text, Kind::Text, Kind::Lossy]);
}

#[test]
fn what_a_workbook_saved_as_unicode_text_is() {
    let text = "\u{feff}姓名\t手机\r\n张三\t13800000000\r\n";
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(
        texts(&read(&bytes, "x.txt").unwrap()),
        [(1, vec!["姓名", "手机"]), (2, vec!["张三", "13800000000"])]
    );
}

#[test]
fn limits_refuse_instead_of_cutting() {
    assert_eq!(read(b"a,b\n\"c,d\n", ""), Err(Unreadable::Quote { row: 2 }));
    assert_eq!(
        read(format!("a\n{}\n", "b".repeat(32_768)).as_bytes(), ""),
        Err(Unreadable::LongCell { row: 2 })
    );
    assert!(read("中".repeat(32_767).as_bytes(), "").is_ok());
    assert_eq!(
        read(format!("a\n{}b\n", ",".repeat(200)).as_bytes(), ""),
        Err(Unreadable::TooManyColumns { row: 2 })
    );
    // Empty columns are none, however many.
    assert!(read(format!("a\nb{}\n", ",".repeat(2000)).as_bytes(), "").is_ok());
    assert!(read("a\n".repeat(200_000).as_bytes(), "").is_ok());
    assert_eq!(
        read("a\n".repeat(200_001).as_bytes(), ""),
        Err(Unreadable::TooManyRows)
    );
    // A page that calls itself a workbook.
    assert_eq!(
        read(
            "  <html><table><tr><td>张三</td></tr></table>".as_bytes(),
            "a.xls"
        ),
        Err(Unreadable::NotASheet)
    );
    assert_eq!(read(b"\n\n,,\n", ""), Err(Unreadable::Empty));
}
