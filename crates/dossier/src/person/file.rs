//! A person's file, parsed.

use super::PersonForm;
use crate::date;
use crate::section::{Card, Labels, Notes, Sensitive};
use chrono::NaiveDate;

/// A person's file: four sections to be sealed apart, and the opening date, which stands in the journal's metadata.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonFile {
    /// What lists show.
    pub card: Card,
    /// Tags.
    pub labels: Labels,
    /// Document, mobile, address.
    pub sensitive: Sensitive,
    /// Remarks.
    pub notes: Notes,
    /// The opening date.
    pub opened: NaiveDate,
}

impl PersonFile {
    /// A form with the file's values, to edit it.
    pub fn to_form(&self) -> PersonForm {
        PersonForm {
            name: self.card.name.clone(),
            short_name: self.card.short_name.clone(),
            id_kind: self.sensitive.id_kind,
            id_number: self.sensitive.id_number.clone(),
            mobile: self.sensitive.mobile.clone(),
            address: self.sensitive.address.clone(),
            opened: date::format(self.opened),
            tags: self.labels.tags.clone(),
            remarks: self.notes.remarks.clone(),
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
