//! A company's old list of clients (made up), with the mistakes people make in such lists.
//! Columns: name, ID number, mobile, address, opening date, tags, remarks, and what is to be decided.

use crate::today;
use dossier::person::{Field, PersonForm, Problem};

const LIST: &str = include_str!("data/persons.tsv");

#[test]
fn every_row_is_decided_as_it_should_be() {
    let mut refused = 0;
    for row in LIST.lines() {
        let cells: Vec<&str> = row.split('\t').collect();
        let [
            name,
            id_number,
            mobile,
            address,
            opened,
            tags,
            remarks,
            verdict,
        ] = cells[..]
        else {
            panic!("{row}");
        };
        let form = PersonForm {
            name: name.to_owned(),
            id_number: id_number.to_owned(),
            mobile: mobile.to_owned(),
            address: address.to_owned(),
            opened: opened.to_owned(),
            tags: tags.split([';', '、']).map(str::to_owned).collect(),
            remarks: remarks.to_owned(),
            ..PersonForm::default()
        };
        let expected = match verdict {
            "error: name missing" => Some((Field::Name, Problem::Missing)),
            "error: id checksum" => Some((Field::IdNumber, Problem::IdCheckDigit)),
            "error: id lost its last digits to the spreadsheet" => {
                Some((Field::IdNumber, Problem::Characters))
            }
            "error: phone length" => Some((Field::Mobile, Problem::Mobile)),
            "error: no such date" => Some((Field::Opened, Problem::Date)),
            // Known managers and numbers that stand twice are not for one form to judge.
            _ => None,
        };
        refused += usize::from(expected.is_some());
        assert_eq!(form.check(today()), Vec::from_iter(expected), "{row}");
        assert_eq!(form.parse(today()).is_ok(), expected.is_none(), "{row}");
    }
    assert_eq!(refused, 54);
}
