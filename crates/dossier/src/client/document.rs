//! Kinds of ID document and what their numbers look like.

use super::Problem;
use crate::id_number::{IdProblem, ResidentId};
use crate::normal;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How many characters a document's number has at most.
pub(crate) const MAX_NUMBER: u16 = 20;

/// The document a person is identified by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum IdKind {
    /// 居民身份证.
    #[default]
    ResidentId,
    /// 护照.
    Passport,
    /// 港澳台通行证.
    TravelPermit,
    /// 外国人永久居留证.
    PermanentResidence,
}

impl IdKind {
    /// All kinds, in the order a form offers them.
    pub const ALL: [Self; 4] = [
        Self::ResidentId,
        Self::Passport,
        Self::TravelPermit,
        Self::PermanentResidence,
    ];

    /// Its name in addresses, forms and look-ups.
    pub fn name(self) -> &'static str {
        match self {
            Self::ResidentId => "resident_id",
            Self::Passport => "passport",
            Self::TravelPermit => "travel_permit",
            Self::PermanentResidence => "permanent_residence",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Its number in a payload: never given a second meaning.
    pub(crate) fn code(self) -> u64 {
        match self {
            Self::ResidentId => 1,
            Self::Passport => 2,
            Self::TravelPermit => 3,
            Self::PermanentResidence => 4,
        }
    }

    /// The kind of that number.
    pub(crate) fn from_code(code: u64) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// A number of this kind in its one spelling. Only the resident's ID has a check digit; the others are 5 to 20 letters and digits.
    pub(crate) fn parse_number(self, typed: &str, today: NaiveDate) -> Result<String, Problem> {
        let number = normal::number(typed);
        if number.is_empty() {
            return Err(Problem::Missing);
        }
        if self == Self::ResidentId {
            return match ResidentId::parse_on(&number, today) {
                Ok(id) => Ok(id.as_str().to_owned()),
                Err(problem) => Err(problem.into()),
            };
        }
        let right = (5..=usize::from(MAX_NUMBER)).contains(&number.len())
            && number.bytes().all(|b| b.is_ascii_alphanumeric());
        if right {
            Ok(number)
        } else {
            Err(Problem::DocumentNumber)
        }
    }
}

impl From<IdProblem> for Problem {
    fn from(problem: IdProblem) -> Self {
        match problem {
            IdProblem::Characters => Self::Characters,
            IdProblem::Length => Self::IdLength,
            IdProblem::Region => Self::IdRegion,
            IdProblem::BirthDate => Self::IdBirthDate,
            IdProblem::CheckDigit => Self::IdCheckDigit,
        }
    }
}
