//! The form as typed, checked field by field or parsed as a whole.

use super::{Field, IdKind, PersonFile, Problem};
use crate::mobile::Mobile;
use crate::section::{Card, Extra, Labels, Notes, Sensitive};
use crate::tag::{self, TagProblem};
use crate::{date, mask, normal};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What was typed, unchecked. `Debug` shows no value.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PersonForm {
    /// 1 to 64 characters.
    pub name: String,
    /// At most 32 characters; empty for the proposed one.
    pub short_name: String,
    /// The document.
    pub id_kind: IdKind,
    /// Its number.
    pub id_number: String,
    /// A mobile number.
    pub mobile: String,
    /// 1 to 200 characters.
    pub address: String,
    /// The opening date, in any form [`date::parse`] reads.
    pub opened: String,
    /// Tags; empty ones are dropped.
    pub tags: Vec<String>,
    /// At most 4000 characters, several lines.
    pub remarks: String,
}

pub(crate) const MAX_NAME: u16 = 64;
pub(crate) const MAX_SHORT_NAME: u16 = 32;
pub(crate) const MAX_ADDRESS: u16 = 200;
pub(crate) const MAX_REMARKS: u16 = 4000;

impl PersonForm {
    /// What is wrong with a field, if anything. The manager and the unit are the caller's to check and pass here.
    pub fn check_field(&self, field: Field, today: NaiveDate) -> Option<Problem> {
        match field {
            Field::Name => self.parse_name().err(),
            Field::ShortName => self.parse_short_name().err(),
            Field::IdNumber => self.parse_id_number(today).err(),
            Field::Mobile => self.parse_mobile().err(),
            Field::Address => self.parse_address().err(),
            Field::Opened => self.parse_opened(today).err(),
            Field::Tags => self.parse_tags().err(),
            Field::Remarks => self.parse_remarks().err(),
            Field::IdKind | Field::Manager | Field::Unit => None,
        }
    }

    /// What is wrong, in the form's order.
    pub fn check(&self, today: NaiveDate) -> Vec<(Field, Problem)> {
        Field::ALL
            .into_iter()
            .filter_map(|field| Some((field, self.check_field(field, today)?)))
            .collect()
    }

    /// The file, every value in its one spelling and an empty short name filled in; or all that is wrong.
    pub fn parse(&self, today: NaiveDate) -> Result<PersonFile, Vec<(Field, Problem)>> {
        self.build(today).map_err(|_| self.check(today))
    }

    /// A short name to offer: a Chinese name's part before the dot; of other names the first and the last word.
    pub fn proposed_short_name(&self) -> String {
        let name = normal::name(&self.name);
        // U+2E80 is where the scripts of East Asia begin.
        let western = name.chars().all(|c| c < '\u{2e80}');
        let words: Vec<&str> = name.split(' ').collect();
        let proposed = match (western, words.as_slice()) {
            (true, [first, .., last]) => format!("{first} {last}"),
            _ => name
                .split('·')
                .find(|part| !part.is_empty())
                .unwrap_or_default()
                .trim()
                .to_owned(),
        };
        proposed
            .chars()
            .take(usize::from(MAX_SHORT_NAME))
            .collect::<String>()
            .trim_end()
            .to_owned()
    }

    /// The file, or the first problem met; [`Self::parse`] collects the others.
    fn build(&self, today: NaiveDate) -> Result<PersonFile, Problem> {
        let name = self.parse_name()?;
        let short_name = self.parse_short_name()?;
        let id_number = self.parse_id_number(today)?;
        let mobile = self.parse_mobile()?;
        let address = self.parse_address()?;
        let opened = self.parse_opened(today)?;
        let tags = self.parse_tags()?;
        let remarks = self.parse_remarks()?;
        Ok(PersonFile {
            card: Card {
                name,
                short_name,
                contact_masked: mobile.masked(),
                id_masked: mask::id_number(&id_number),
                extra: Extra::default(),
            },
            labels: Labels {
                tags,
                extra: Extra::default(),
            },
            sensitive: Sensitive {
                id_kind: self.id_kind,
                id_number,
                mobile: mobile.as_str().to_owned(),
                address,
                extra: Extra::default(),
            },
            notes: Notes {
                remarks,
                extra: Extra::default(),
            },
            opened,
        })
    }

    fn parse_name(&self) -> Result<String, Problem> {
        required(within(normal::name(&self.name), MAX_NAME)?)
    }

    fn parse_short_name(&self) -> Result<String, Problem> {
        let typed = within(normal::name(&self.short_name), MAX_SHORT_NAME)?;
        Ok(if typed.is_empty() {
            self.proposed_short_name()
        } else {
            typed
        })
    }

    fn parse_id_number(&self, today: NaiveDate) -> Result<String, Problem> {
        self.id_kind.parse_number(&self.id_number, today)
    }

    fn parse_mobile(&self) -> Result<Mobile, Problem> {
        let typed = required(normal::number(&self.mobile))?;
        Mobile::parse(&typed).map_err(|_| Problem::Mobile)
    }

    fn parse_address(&self) -> Result<String, Problem> {
        required(within(normal::text(&self.address), MAX_ADDRESS)?)
    }

    fn parse_opened(&self, today: NaiveDate) -> Result<NaiveDate, Problem> {
        let typed = required(normal::text(&self.opened))?;
        let opened = date::parse(&typed).ok_or(Problem::Date)?;
        let earliest = NaiveDate::from_ymd_opt(1900, 1, 1).ok_or(Problem::DateRange)?;
        if (earliest..=today).contains(&opened) {
            Ok(opened)
        } else {
            Err(Problem::DateRange)
        }
    }

    fn parse_tags(&self) -> Result<Vec<String>, Problem> {
        tag::parse(&self.tags).map_err(|problem| match problem {
            TagProblem::TooMany => Problem::TooMany(tag::MAX_TAGS as u16),
            TagProblem::TooLong => Problem::TooLong(tag::MAX_CHARS as u16),
            TagProblem::Characters => Problem::Characters,
        })
    }

    fn parse_remarks(&self) -> Result<String, Problem> {
        within(normal::lines(&self.remarks), MAX_REMARKS)
    }
}

impl core::fmt::Debug for PersonForm {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("PersonForm").finish_non_exhaustive()
    }
}

fn required(text: String) -> Result<String, Problem> {
    if text.is_empty() {
        Err(Problem::Missing)
    } else {
        Ok(text)
    }
}

/// A text of at most so many characters without control characters. Line ends stand only where normalisation left them.
fn within(text: String, limit: u16) -> Result<String, Problem> {
    if text.chars().count() > usize::from(limit) {
        return Err(Problem::TooLong(limit));
    }
    if text.chars().any(|c| c.is_control() && c != '\n') {
        return Err(Problem::Characters);
    }
    Ok(text)
}
