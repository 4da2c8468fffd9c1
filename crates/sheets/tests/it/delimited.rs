//! What text files become.

use crate::{only, read, texts};
use sheets::{Kind, ReadError};

#[test]
fn delimiters_are_told_by_what_stands_evenly() {
    for (text, wanted) in [
        ("a,b,c\n1,2,3\n", vec!["a", "b", "c"]),
        ("a\tb\n甲,乙\t1\n丙\t2\n", vec!["a", "b"]),
        ("a;b;c\n1,5;2;3\n2,5;2;3\n", vec!["a", "b", "c"]),
        ("\"a,b\";c\n\"d,e\";f\n", vec!["a,b", "c"]),
        ("a\nb\n", vec!["a"]),
        ("名单,,\n\n姓名,电话,备注\n", vec!["名单"]),
    ] {
        assert_eq!(texts(&only(text.as_bytes()))[0].1, wanted, "{text}");
    }
}

#[test]
fn rows_are_counted_as_spreadsheet_programs_count_them() {
    let text = "\n\na,b\n\"one\ntwo\",\"x\n\ny\"\n\n , \n,\nc\n\n\"\"\nd,,,";
    let wanted = [
        (3, vec!["a", "b"]),
        (4, vec!["one\ntwo", "x\n\ny"]),
        (8, vec!["c"]),
        (11, vec!["d"]),
    ];
    for end in ["\n", "\r\n", "\r"] {
        let text = text.replace('\n', end);
        assert_eq!(texts(&only(text.as_bytes())), wanted, "{end:?}");
    }
}

#[test]
fn quotations_hold_everything() {
    let sheet = only("\"甲,\"\"乙\"\"\",=HYPERLINK(\"\"),\" x \"\n".as_bytes());
    assert_eq!(texts(&sheet)[0].1, ["甲,\"乙\"", "=HYPERLINK(\"\")", " x "]);
}

#[test]
fn cut_numbers_show_by_their_exponent() {
    let sheet = only(
        b"4.40305E+17,4E+15,4.4E+14,440305200111229617,4.40305e+17 ,A.1E+17,44.1E+17,E+17,1E+\n",
    );
    let kinds: Vec<Kind> = sheet.rows[0].cells.iter().map(|cell| cell.kind).collect();
    let (cut, text) = (Kind::CutNumber, Kind::Text);
    assert_eq!(kinds, [cut, cut, text, text, cut, text, text, text, text]);
    assert_eq!(sheet.rows[0].cells[0].text, "4.40305E+17");
}

#[test]
fn every_encoding_is_read() {
    let text = "姓名,备注\n𠮷田,甲\n";
    let utf16 = |little: bool| -> Vec<u8> {
        let units = "\u{feff}".encode_utf16().chain(text.encode_utf16());
        let bytes = |unit: u16| {
            if little {
                unit.to_le_bytes()
            } else {
                unit.to_be_bytes()
            }
        };
        units.flat_map(bytes).collect()
    };
    let gb18030 =
        b"\xd0\xd5\xc3\xfb,\xb1\xb8\xd7\xa2\n\x95\x34\xac\x35\xcc\xef,\xbc\xd7\n".to_vec();
    let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    for bytes in [text.as_bytes().to_vec(), marked, utf16(true), utf16(false)] {
        assert_eq!(
            texts(&only(&bytes)),
            [(1, vec!["姓名", "备注"]), (2, vec!["𠮷田", "甲"])]
        );
    }
    assert_eq!(texts(&only(&gb18030))[0].1, ["姓名", "备注"]);
    assert_eq!(texts(&only(&gb18030))[1].1[1], "甲");
}

#[test]
fn what_is_no_text_is_refused_with_what_it_is() {
    let ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    let name: Vec<u8> = "EncryptedPackage".bytes().flat_map(|b| [b, 0]).collect();
    assert_eq!(read(&ole), Err(ReadError::OldFormat));
    assert_eq!(
        read(&[&ole[..], &[0; 999], &name].concat()),
        Err(ReadError::Encrypted)
    );
    assert_eq!(read(b"a,b\n1,\0\n"), Err(ReadError::NotATable));
    assert_eq!(read(b"\n <html><table>"), Err(ReadError::NotATable));
    assert_eq!(
        read(b"\x89PNG\r\n\x1a\n\0\0\xff\xff"),
        Err(ReadError::UnknownEncoding)
    );
    assert_eq!(read(b"\xff\xfe\x00\xd8"), Err(ReadError::UnknownEncoding));
}

#[test]
fn an_empty_file_is_an_empty_table() {
    for bytes in [&b""[..], b"\n\n", b",,,\n", b"\xef\xbb\xbf"] {
        assert!(only(bytes).rows.is_empty());
    }
}
