//! A company's old list of clients (made up), with the mistakes people make in such lists.
//! Columns: name, ID number, mobile, address, opening date, tags, remarks, and what is to be decided.

use crate::{day, today};
use dossier::client::{ClientForm, Field, Kind, Problem};

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
        let form = ClientForm::new(Kind::Person)
            .with(Field::Name, name)
            .with(Field::IdNumber, id_number)
            .with(Field::Mobile, mobile)
            .with(Field::Address, address)
            .with(Field::Opened, opened)
            .with(Field::Remarks, remarks)
            .with(Field::Unit, "unit")
            .with(Field::Manager, "manager")
            .tagged(tags.split([';', '、']).map(str::to_owned).collect());
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

/// Columns: name, credit code, representative, address, telephone, industry, opening date, and what is to be decided.
const COMPANIES: &str = include_str!("data/companies.tsv");

#[test]
fn every_company_is_decided_as_it_should_be() {
    let mut refused = 0;
    for row in COMPANIES.lines() {
        let cells: Vec<&str> = row.split('\t').collect();
        let [
            name,
            credit_code,
            representative,
            address,
            phone,
            industry,
            opened,
            verdict,
        ] = cells[..]
        else {
            panic!("{row}");
        };
        let form = ClientForm::new(Kind::Company)
            .with(Field::Name, name)
            .with(Field::CreditCode, credit_code)
            .with(Field::Representative, representative)
            .with(Field::Address, address)
            .with(Field::Phone, phone)
            .with(Field::Industry, industry)
            .with(Field::Opened, opened)
            .with(Field::Unit, "unit")
            .with(Field::Manager, "manager");
        let expected = match verdict {
            "ok" => None,
            "error: phone missing" => Some((Field::Phone, Problem::Missing)),
            "error: credit code letter" => Some((Field::CreditCode, Problem::CreditCharacters)),
            "error: credit code checksum" => Some((Field::CreditCode, Problem::CreditCheck)),
            _ => panic!("{row}"),
        };
        refused += usize::from(expected.is_some());
        // Opening dates go to the end of the year in which the list was made.
        let today = day(2026, 12, 31);
        assert_eq!(form.check(today), Vec::from_iter(expected), "{row}");
    }
    assert_eq!(refused, 28);
}
