//! A table as text, for spreadsheet programs.

/// CSV as RFC 4180 has it, with the byte-order mark that spreadsheet programs need to read Chinese. What such a program would take for a
/// formula gets an apostrophe before it: names are typed by strangers.
pub(crate) fn text<'a>(rows: impl IntoIterator<Item = &'a [String]>) -> String {
    let mut text = String::from("\u{feff}");
    for row in rows {
        for (at, cell) in row.iter().enumerate() {
            if at > 0 {
                text.push(',');
            }
            text.push('"');
            if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
                text.push('\'');
            }
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        }
        text.push_str("\r\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_no_formula_and_ends_no_cell() {
        let row = ["=1+1", "a\"b,c", "两\n行", "-"].map(str::to_owned);
        let expected = "\u{feff}\"'=1+1\",\"a\"\"b,c\",\"两\n行\",\"'-\"\r\n";
        assert_eq!(text([&row[..]]), expected);
    }
}
