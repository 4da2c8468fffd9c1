//! What goes into blind tags: the numbers by which a client is told from all others, each in its one spelling.

use crate::client::{ClientForm, Field, Problem, form_of};
use crate::section::{Card, Sensitive};
use chrono::NaiveDate;

/// A number that is tagged. Its number stands in the tags: never given a second meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tagged {
    /// Of a person's document; two kinds of document never share a tag.
    Document,
    /// A mobile or the switchboard, without extension.
    Phone,
    /// The credit code.
    CreditCode,
}

impl Tagged {
    /// Its number in tags.
    pub fn number(self) -> u8 {
        match self {
            Self::Document => 1,
            Self::Phone => 2,
            Self::CreditCode => 3,
        }
    }
}

/// The numbers of a file, each with the text that is tagged.
pub fn numbers(card: &Card, sensitive: &Sensitive, today: NaiveDate) -> Vec<(Tagged, String)> {
    let values = form_of(card, sensitive).tagged_values(today);
    let numbers = values.into_iter().map(|(_, tagged, text)| (tagged, text));
    numbers.collect()
}

impl ClientForm {
    /// The numbers that are right as they stand, each with its field and the text that is tagged.
    pub fn tagged_values(&self, today: NaiveDate) -> Vec<(Field, Tagged, String)> {
        let fields = [
            Field::IdNumber,
            Field::CreditCode,
            Field::Mobile,
            Field::Phone,
        ];
        fields
            .into_iter()
            .filter(|field| field.is_of(self.kind()))
            .filter_map(|field| {
                let (tagged, text) = self.tagged_value(field, today).ok()?;
                Some((field, tagged, text))
            })
            .collect()
    }

    fn tagged_value(&self, field: Field, today: NaiveDate) -> Result<(Tagged, String), Problem> {
        Ok(match field {
            Field::IdNumber => {
                let number = self.parse_id_number(today)?;
                let text = format!("{}:{number}", self.id_kind().code());
                (Tagged::Document, text)
            }
            Field::CreditCode => {
                let code = self.parse_credit_code()?;
                (Tagged::CreditCode, code.as_str().to_owned())
            }
            Field::Mobile => (Tagged::Phone, self.parse_mobile()?.as_str().to_owned()),
            Field::Phone => (Tagged::Phone, self.parse_phone()?.main_digits()),
            _ => return Err(Problem::Missing),
        })
    }
}
