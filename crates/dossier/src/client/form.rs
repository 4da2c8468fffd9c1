//! The form as typed, checked field by field or parsed as a whole.

use super::{ClientFile, Field, IdKind, Kind, Problem, short_name};
use crate::credit_code::{CreditCode, CreditProblem};
use crate::industry::{self, Industry};
use crate::mobile::Mobile;
use crate::phone::Phone;
use crate::section::{Card, Extra, Identity, Labels, Notes, Sensitive};
use crate::tag::{self, TagProblem};
use crate::{date, mask, normal};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was typed, unchecked: a text for each field. `Debug` shows no value.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ClientForm {
    kind: Kind,
    /// Nothing is kept of what is empty.
    values: BTreeMap<Field, String>,
    tags: Vec<String>,
}

/// A person's name, a representative's.
pub(crate) const MAX_NAME: u16 = 64;
/// A company's name.
pub(crate) const MAX_COMPANY_NAME: u16 = 128;
pub(crate) const MAX_SHORT_NAME: u16 = 32;
pub(crate) const MAX_ADDRESS: u16 = 200;
pub(crate) const MAX_SCOPE: u16 = 4000;
pub(crate) const MAX_REMARKS: u16 = 4000;

impl ClientForm {
    /// An empty form.
    pub fn new(kind: Kind) -> Self {
        Self {
            kind,
            ..Self::default()
        }
    }

    /// Whose file it is to be.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// What stands in a field; tags have [`Self::tags`].
    pub fn get(&self, field: Field) -> &str {
        self.values.get(&field).map_or("", String::as_str)
    }

    /// Tags as typed.
    pub fn tags(&self) -> &[String] {
        &self.tags
    }

    /// Puts a text into a field.
    pub fn set(&mut self, field: Field, text: impl Into<String>) {
        let text = text.into();
        if text.is_empty() {
            self.values.remove(&field);
        } else {
            self.values.insert(field, text);
        }
    }

    /// The form with a text in a field.
    #[must_use]
    pub fn with(mut self, field: Field, text: impl Into<String>) -> Self {
        self.set(field, text);
        self
    }

    /// The form with tags.
    #[must_use]
    pub fn tagged(mut self, tags: Vec<String>) -> Self {
        self.tags = tags;
        self
    }

    /// What is wrong with a field, if anything. Whether there is such a manager and unit is the caller's to check.
    pub fn check_field(&self, field: Field, today: NaiveDate) -> Option<Problem> {
        if !field.is_of(self.kind) {
            return None;
        }
        match field {
            Field::Name => self.parse_name().err(),
            Field::IdKind => None,
            Field::IdNumber => self.parse_id_number(today).err(),
            Field::CreditCode => self.parse_credit_code().err(),
            Field::Representative => self.parse_representative().err(),
            Field::Mobile => self.parse_mobile().err(),
            Field::Phone => self.parse_phone().err(),
            Field::Address => self.parse_address().err(),
            Field::Industry => self.parse_industry().err(),
            Field::Unit | Field::Manager => required(self.get(field).to_owned()).err(),
            Field::Opened => self.parse_opened(today).err(),
            Field::ShortName => self.parse_short_name().err(),
            Field::Scope => self.parse_lines(Field::Scope, MAX_SCOPE).err(),
            Field::Tags => self.parse_tags().err(),
            Field::Remarks => self.parse_lines(Field::Remarks, MAX_REMARKS).err(),
        }
    }

    /// What is wrong, in the form's order.
    pub fn check(&self, today: NaiveDate) -> Vec<(Field, Problem)> {
        Field::of(self.kind)
            .filter_map(|field| Some((field, self.check_field(field, today)?)))
            .collect()
    }

    /// The file, every value in its one spelling and an empty short name filled in; or all that is wrong.
    pub fn parse(&self, today: NaiveDate) -> Result<ClientFile, Vec<(Field, Problem)>> {
        let problems = self.check(today);
        if problems.is_empty() {
            self.build(today).map_err(|_| self.check(today))
        } else {
            Err(problems)
        }
    }

    /// A short name to offer.
    pub fn proposed_short_name(&self) -> String {
        let name = normal::name(self.get(Field::Name));
        let proposed = match self.kind {
            Kind::Person => short_name::of_person(&name),
            Kind::Company => short_name::of_company(&name),
        };
        proposed
            .chars()
            .take(usize::from(MAX_SHORT_NAME))
            .collect::<String>()
            .trim_end()
            .to_owned()
    }

    /// The document's kind that is chosen; the resident's ID where nothing is.
    pub fn id_kind(&self) -> IdKind {
        IdKind::from_name(self.get(Field::IdKind)).unwrap_or_default()
    }

    /// The file, or the first problem met.
    fn build(&self, today: NaiveDate) -> Result<ClientFile, Problem> {
        let (identity, card) = match self.kind {
            Kind::Person => self.person(today)?,
            Kind::Company => self.company()?,
        };
        Ok(ClientFile {
            card: Card {
                name: self.parse_name()?,
                short_name: self.parse_short_name()?,
                ..card
            },
            labels: Labels {
                tags: self.parse_tags()?,
                extra: Extra::default(),
            },
            sensitive: Sensitive {
                identity,
                address: self.parse_address()?,
                extra: Extra::default(),
            },
            notes: Notes {
                remarks: self.parse_lines(Field::Remarks, MAX_REMARKS)?,
                scope: match self.kind {
                    Kind::Person => String::new(),
                    Kind::Company => self.parse_lines(Field::Scope, MAX_SCOPE)?,
                },
                extra: Extra::default(),
            },
            opened: self.parse_opened(today)?,
        })
    }

    /// Who the person is, and what of it the card shows.
    fn person(&self, today: NaiveDate) -> Result<(Identity, Card), Problem> {
        let id_number = self.parse_id_number(today)?;
        let mobile = self.parse_mobile()?;
        let card = Card {
            contact_masked: mobile.masked(),
            id_masked: mask::id_number(&id_number),
            ..Card::default()
        };
        let identity = Identity::Person {
            id_kind: self.id_kind(),
            id_number,
            mobile: mobile.as_str().to_owned(),
        };
        Ok((identity, card))
    }

    /// Who the company is, and what of it the card shows.
    fn company(&self) -> Result<(Identity, Card), Problem> {
        let phone = self.parse_phone()?;
        let card = Card {
            contact_masked: phone.masked(),
            credit_code: self.parse_credit_code()?.as_str().to_owned(),
            industry: self.parse_industry()?.code().to_owned(),
            ..Card::default()
        };
        let identity = Identity::Company {
            representative: self.parse_representative()?,
            phone: phone.as_str().to_owned(),
        };
        Ok((identity, card))
    }

    fn parse_name(&self) -> Result<String, Problem> {
        let most = match self.kind {
            Kind::Person => MAX_NAME,
            Kind::Company => MAX_COMPANY_NAME,
        };
        required(within(normal::name(self.get(Field::Name)), most)?)
    }

    fn parse_short_name(&self) -> Result<String, Problem> {
        let typed = within(normal::name(self.get(Field::ShortName)), MAX_SHORT_NAME)?;
        Ok(if typed.is_empty() {
            self.proposed_short_name()
        } else {
            typed
        })
    }

    pub(crate) fn parse_id_number(&self, today: NaiveDate) -> Result<String, Problem> {
        self.id_kind()
            .parse_number(self.get(Field::IdNumber), today)
    }

    pub(crate) fn parse_credit_code(&self) -> Result<CreditCode, Problem> {
        let typed = required(normal::number(self.get(Field::CreditCode)))?;
        CreditCode::parse(&typed).map_err(|problem| match problem {
            CreditProblem::Characters => Problem::CreditCharacters,
            CreditProblem::Length => Problem::CreditLength,
            CreditProblem::Inner => Problem::CreditInner,
            CreditProblem::Check => Problem::CreditCheck,
        })
    }

    fn parse_representative(&self) -> Result<String, Problem> {
        required(within(
            normal::name(self.get(Field::Representative)),
            MAX_NAME,
        )?)
    }

    pub(crate) fn parse_mobile(&self) -> Result<Mobile, Problem> {
        let typed = required(normal::number(self.get(Field::Mobile)))?;
        Mobile::parse(&typed).map_err(|_| Problem::Mobile)
    }

    pub(crate) fn parse_phone(&self) -> Result<Phone, Problem> {
        let typed = required(normal::text(self.get(Field::Phone)))?;
        Phone::parse(&typed).map_err(|_| Problem::Phone)
    }

    fn parse_address(&self) -> Result<String, Problem> {
        required(within(normal::text(self.get(Field::Address)), MAX_ADDRESS)?)
    }

    fn parse_industry(&self) -> Result<Industry, Problem> {
        let typed = required(normal::text(self.get(Field::Industry)))?;
        industry::parse(&typed).ok_or(Problem::Industry)
    }

    fn parse_opened(&self, today: NaiveDate) -> Result<NaiveDate, Problem> {
        let typed = required(normal::text(self.get(Field::Opened)))?;
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

    fn parse_lines(&self, field: Field, most: u16) -> Result<String, Problem> {
        within(normal::lines(self.get(field)), most)
    }
}

impl core::fmt::Debug for ClientForm {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("ClientForm").finish_non_exhaustive()
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
