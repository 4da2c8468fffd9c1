//! A client's file, parsed.

use super::{ClientForm, Field, Kind};
use crate::date;
use crate::section::{Card, Identity, Labels, Notes, Sensitive};
use chrono::NaiveDate;

/// A client's file: four sections to be sealed apart, and the opening date, which stands in the journal's metadata.
#[derive(Debug, Clone, PartialEq)]
pub struct ClientFile {
    /// What lists show.
    pub card: Card,
    /// Tags.
    pub labels: Labels,
    /// Who the client is by law, and how to reach them. Whether it is a person or a company stands here.
    pub sensitive: Sensitive,
    /// Remarks, scope of business.
    pub notes: Notes,
    /// The opening date.
    pub opened: NaiveDate,
}

impl ClientFile {
    /// A form with the file's values, to edit it. Unit and manager are not in the file.
    pub fn to_form(&self) -> ClientForm {
        let form = form_of(&self.card, &self.sensitive)
            .with(Field::Name, &self.card.name)
            .with(Field::ShortName, &self.card.short_name)
            .with(Field::Address, &self.sensitive.address)
            .with(Field::Opened, date::format(self.opened))
            .with(Field::Remarks, &self.notes.remarks)
            .tagged(self.labels.tags.clone());
        match form.kind() {
            Kind::Person => form,
            Kind::Company => form
                .with(Field::Industry, &self.card.industry)
                .with(Field::Scope, &self.notes.scope),
        }
    }

    /// Takes over the fields of `before` that this program does not know. A form cannot hold them, so an edit must carry them on.
    pub fn keep_extra(mut self, before: &Self) -> Self {
        self.card.extra = before.card.extra.clone();
        self.labels.extra = before.labels.extra.clone();
        self.sensitive.extra = before.sensitive.extra.clone();
        self.notes.extra = before.notes.extra.clone();
        self
    }
}

/// A form with who the client is by law and the numbers, and nothing else.
pub(crate) fn form_of(card: &Card, sensitive: &Sensitive) -> ClientForm {
    match &sensitive.identity {
        Identity::Person {
            id_kind,
            id_number,
            mobile,
        } => ClientForm::new(Kind::Person)
            .with(Field::IdKind, id_kind.name())
            .with(Field::IdNumber, id_number)
            .with(Field::Mobile, mobile),
        Identity::Company {
            representative,
            phone,
        } => ClientForm::new(Kind::Company)
            .with(Field::CreditCode, &card.credit_code)
            .with(Field::Representative, representative)
            .with(Field::Phone, phone),
    }
}
