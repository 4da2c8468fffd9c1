//! What can be wrong with a field.

use serde::{Deserialize, Serialize};

/// Why a field is refused. The words shown for it, in the reader's language, are the page's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Problem {
    /// Required and empty.
    Missing,
    /// More characters than this.
    TooLong(u16),
    /// A character that has no place here.
    Characters,
    /// An ID number without 18 characters.
    IdLength,
    /// An ID number from no known region.
    IdRegion,
    /// An ID number with no possible birth date.
    IdBirthDate,
    /// An ID number with a wrong check digit.
    IdCheckDigit,
    /// A passport's or permit's number that is not 5 to 20 letters and digits.
    DocumentNumber,
    /// A credit code with a letter or mark that none has: I, O, S, V and Z are left out.
    CreditCharacters,
    /// A credit code without 18 characters.
    CreditLength,
    /// A credit code whose places 9 to 17, the organisation's own code, do not fit together.
    CreditInner,
    /// A credit code with a wrong last character.
    CreditCheck,
    /// No mobile number.
    Mobile,
    /// No telephone number.
    Phone,
    /// No industry of the national list.
    Industry,
    /// No such date.
    Date,
    /// A date in the future or before 1900.
    DateRange,
    /// More entries than this.
    TooMany(u16),
}

impl Problem {
    /// Its name in failures and for the page's words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::TooLong(_) => "too_long",
            Self::Characters => "characters",
            Self::IdLength => "id_length",
            Self::IdRegion => "id_region",
            Self::IdBirthDate => "id_birth_date",
            Self::IdCheckDigit => "id_check_digit",
            Self::DocumentNumber => "document_number",
            Self::CreditCharacters => "credit_characters",
            Self::CreditLength => "credit_length",
            Self::CreditInner => "credit_inner",
            Self::CreditCheck => "credit_check",
            Self::Mobile => "mobile",
            Self::Phone => "phone",
            Self::Industry => "industry",
            Self::Date => "date",
            Self::DateRange => "date_range",
            Self::TooMany(_) => "too_many",
        }
    }

    /// The limit that was passed, where there is one.
    pub fn limit(self) -> Option<u16> {
        match self {
            Self::TooLong(limit) | Self::TooMany(limit) => Some(limit),
            _ => None,
        }
    }
}
