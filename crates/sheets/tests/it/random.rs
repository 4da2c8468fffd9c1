//! Nothing that comes in makes it fall, and what was written is what is read.

use crate::{only, read, texts};
use csv::{QuoteStyle, WriterBuilder};
use encoding_rs::GB18030;
use proptest::prelude::*;
use sheets::{best, records};

/// Reads and, if that goes well, does everything that can be done with it.
fn all_of_it(bytes: &[u8]) {
    if let Ok(book) = read(bytes)
        && let Some((index, layout)) = best(&book)
    {
        for record in records(&book.sheets[index], &layout) {
            for &column in layout.columns.keys() {
                let _ = record.get(column);
            }
        }
    }
}

/// Cells of anything but what CSV cannot say: line ends other than LF, NUL, and a mark that stands for the encoding.
fn cell() -> impl Strategy<Value = String> {
    let any = "[^\\x00\\r\\u{feff}]{0,12}";
    prop_oneof![any, "[\\u{4e00}-\\u{9fa5}A-Z0-9,;\\t\"\\n]{0,12}"]
}

fn table() -> impl Strategy<Value = Vec<Vec<String>>> {
    (1usize..8)
        .prop_flat_map(|width| prop::collection::vec(prop::collection::vec(cell(), width), 1..12))
}

#[derive(Debug, Clone, Copy)]
enum Encoded {
    Utf8,
    Utf8Marked,
    Utf16Little,
    Utf16Big,
    Gb18030,
}

fn encode(text: &str, encoded: Encoded) -> Vec<u8> {
    let utf16 = || "\u{feff}".encode_utf16().chain(text.encode_utf16());
    match encoded {
        Encoded::Utf8 => text.as_bytes().to_vec(),
        Encoded::Utf8Marked => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        Encoded::Utf16Little => utf16().flat_map(u16::to_le_bytes).collect(),
        Encoded::Utf16Big => utf16().flat_map(u16::to_be_bytes).collect(),
        Encoded::Gb18030 => GB18030.encode(text).0.into_owned(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_table_comes_back(
        table in table(),
        delimiter in prop::sample::select(vec![b',', b'\t', b';']),
        crlf in any::<bool>(),
        encoded in prop::sample::select(vec![Encoded::Utf8, Encoded::Utf8Marked, Encoded::Utf16Little, Encoded::Utf16Big, Encoded::Gb18030]),
    ) {
        let mut writer = WriterBuilder::new()
            .delimiter(delimiter)
            .quote_style(QuoteStyle::Always)
            .terminator(if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') })
            .from_writer(Vec::new());
        for row in &table {
            writer.write_record(row).unwrap();
        }
        let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        let bytes = encode(&text, encoded);
        // GB18030 has no mark: what happens to be UTF-8 is read as that, and what it can't write is not asked for.
        if matches!(encoded, Encoded::Gb18030) {
            prop_assume!(std::str::from_utf8(&bytes).is_err() || text.is_ascii());
            prop_assume!(GB18030.decode_without_bom_handling(&bytes).0 == text);
            prop_assume!(encoding_rs::Encoding::for_bom(&bytes).is_none());
        }
        let sheet = only(&bytes);
        let wanted: Vec<(u32, Vec<&str>)> = table
            .iter()
            .zip(1..)
            .filter_map(|(row, number)| {
                let last = row.iter().rposition(|cell| !cell.trim().is_empty())?;
                Some((number, row[..=last].iter().map(String::as_str).collect()))
            })
            .collect();
        prop_assert_eq!(texts(&sheet), wanted);
    }

    #[test]
    fn random_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        all_of_it(&bytes);
    }

    #[test]
    fn random_text_is_read_or_refused(text in "(姓名|手机|合计|[,;\\t\"\\n\\r]|\\PC){0,200}") {
        all_of_it(text.as_bytes());
    }

    #[test]
    fn random_zip_is_read_or_refused(tail in prop::collection::vec(any::<u8>(), 0..500)) {
        all_of_it(&[b"PK\x03\x04", &tail[..]].concat());
    }

    #[test]
    fn random_rows_are_read_or_refused(
        xml in "(<row>|</row>|<row r=\"[0-9]{1,3}\">|<c>|<c r=\"[A-Z]{1,2}1\" t=\"(s|b|e|d|str|inlineStr|x)\">|</c>|<v>|</v>|<is>|</is>|<t>|</t>|[0-9.eE+]{1,4}|&lt;|&#x41;|_x[0-9A-F]{4}_|字){0,40}"
    ) {
        all_of_it(&crate::rows(&xml));
    }

    #[test]
    fn a_changed_workbook_is_read_or_refused(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        near_end in any::<bool>(),
    ) {
        let mut bytes = crate::workbook(
            "<worksheet><sheetData><row r=\"1\"><c t=\"s\"><v>0</v></c><c><v>1</v></c></row><row r=\"2\"><c t=\"s\"><v>1</v></c></row></sheetData></worksheet>".as_bytes(),
            "<sst><si><t>姓名</t></si><si><t>张三</t></si></sst>".as_bytes(),
            b"<styleSheet/>",
        );
        // The directory is at the end: it deserves its share.
        let from = if near_end { bytes.len() - 400 } else { 0 };
        for (index, byte) in changes {
            let place = from + index.index(bytes.len() - from);
            bytes[place] = byte;
        }
        all_of_it(&bytes);
    }
}
