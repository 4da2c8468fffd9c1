//! The sample lists: what a company would import, with the mistakes that people make in such lists.

use std::collections::HashSet;

use chrono::NaiveDate;
use dossier::{
    client::{ClientFile, ClientForm, Field, Kind},
    section::Identity,
};
use sheets::{ClientKind, Column, ReadError, Record};

use super::{NewFile, staff::BOOKS};

const LISTS: [&[u8]; 2] = [
    include_bytes!("../../../sheets/tests/data/persons.xlsx"),
    include_bytes!("../../../sheets/tests/data/companies.csv"),
];

/// Which column goes into which field.
const COLUMNS: [(Column, Field); 12] = [
    (Column::Name, Field::Name),
    (Column::ShortName, Field::ShortName),
    (Column::IdNumber, Field::IdNumber),
    (Column::CreditCode, Field::CreditCode),
    (Column::Representative, Field::Representative),
    (Column::Mobile, Field::Mobile),
    (Column::Phone, Field::Phone),
    (Column::Address, Field::Address),
    (Column::Industry, Field::Industry),
    (Column::Scope, Field::Scope),
    (Column::Opened, Field::Opened),
    (Column::Remarks, Field::Remarks),
];

/// The rows of the lists that are right, in their order: forms that can be parsed on that day, of account managers who exist, with numbers
/// that have not come before. `taken` gets their numbers.
///
/// # Errors
/// A list can't be read; a test reads both.
pub(super) fn samples(
    today: NaiveDate,
    taken: &mut HashSet<String>,
) -> Result<Vec<NewFile>, ReadError> {
    let mut files = Vec::new();
    for list in LISTS {
        let book = sheets::read(list)?;
        let Some((sheet, layout)) = sheets::best(&book) else {
            continue;
        };
        let kind = match layout.kind {
            ClientKind::Company => Kind::Company,
            ClientKind::Person | ClientKind::Unknown => Kind::Person,
        };
        let rows = sheets::records(&book.sheets[sheet], &layout);
        files.extend(rows.filter_map(|row| new_file(&row, kind, today, taken)));
    }
    Ok(files)
}

fn new_file(
    row: &Record<'_>,
    kind: Kind,
    today: NaiveDate,
    taken: &mut HashSet<String>,
) -> Option<NewFile> {
    let text = |column| row.get(column).map_or("", |cell| cell.text.as_str());
    let book = BOOKS
        .iter()
        .find(|book| book.manager == text(Column::Manager).trim())?;
    let tags = text(Column::Tags).split([';', '；', '、']);
    let form = COLUMNS
        .iter()
        .fold(ClientForm::new(kind), |form, (column, field)| {
            form.with(*field, text(*column))
        })
        .tagged(tags.map(str::to_owned).collect());
    let file = form
        .clone()
        .with(Field::Unit, book.unit)
        .with(Field::Manager, book.manager)
        .parse(today)
        .ok()?;
    take(&file, taken).then_some(NewFile {
        form,
        unit: book.unit,
        manager: book.manager,
    })
}

/// Notes the numbers of a client that no other may have; false, and nothing noted, if one is another's already.
fn take(file: &ClientFile, taken: &mut HashSet<String>) -> bool {
    let numbers = match &file.sensitive.identity {
        Identity::Person {
            id_number, mobile, ..
        } => vec![id_number, mobile],
        Identity::Company { .. } => vec![&file.card.credit_code],
    };
    let free = numbers.iter().all(|number| !taken.contains(*number));
    if free {
        taken.extend(numbers.into_iter().cloned());
    }
    free
}
