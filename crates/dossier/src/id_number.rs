//! The resident's ID number (公民身份号码) of GB 11643-1999: 6 digits of region, 8 of birth date, 3 of sequence, 1 check character.

use crate::{mask, normal};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A right ID number: 18 characters, the last one a digit or `X`.
///
/// No `Serialize`: it is kept as text in its section and parsed again. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ResidentId {
    text: String,
    born: NaiveDate,
}

/// Sex, as the ID number states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Sex {
    /// 男.
    Male,
    /// 女.
    Female,
}

/// Why a text is no ID number. The first that applies, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdProblem {
    /// Something besides digits and a last `X`.
    #[error("an ID number has digits only, the last may be X")]
    Characters,
    /// Not 18 characters. The 15 digits of before 1999 are no longer valid.
    #[error("an ID number has 18 characters")]
    Length,
    /// The first two digits are no province.
    #[error("no such region")]
    Region,
    /// No such day, before 1800, or in the future.
    #[error("no such birth date")]
    BirthDate,
    /// The last character does not follow from the others: a digit is wrong or two are swapped.
    #[error("the check digit is wrong")]
    CheckDigit,
}

impl ResidentId {
    /// Reads an ID number; full-width characters, spaces, dashes and a small x are accepted.
    pub fn parse(text: &str) -> Result<Self, IdProblem> {
        let text = normal::number(text);
        let last = text.chars().count().saturating_sub(1);
        let well_formed = text
            .chars()
            .enumerate()
            .all(|(at, c)| c.is_ascii_digit() || (c == 'X' && at == last));
        if !well_formed {
            return Err(IdProblem::Characters);
        }
        if text.len() != LENGTH {
            return Err(IdProblem::Length);
        }
        if !PROVINCES.contains(&&text[..2]) {
            return Err(IdProblem::Region);
        }
        let born = birth_date(&text[6..14]).ok_or(IdProblem::BirthDate)?;
        if check_character(&text[..LENGTH - 1]) != text.chars().last() {
            return Err(IdProblem::CheckDigit);
        }
        Ok(Self { text, born })
    }

    /// As [`Self::parse`], and refuses a birth date after `today`.
    pub fn parse_on(text: &str, today: NaiveDate) -> Result<Self, IdProblem> {
        let id = Self::parse(text)?;
        if id.born > today {
            return Err(IdProblem::BirthDate);
        }
        Ok(id)
    }

    /// The 18 characters.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The day of birth.
    pub fn birth_date(&self) -> NaiveDate {
        self.born
    }

    /// Odd sequence numbers are men's, even ones women's.
    pub fn sex(&self) -> Sex {
        if self.text.as_bytes()[LENGTH - 2] % 2 == 1 {
            Sex::Male
        } else {
            Sex::Female
        }
    }

    /// The last four characters, the rest covered.
    pub fn masked(&self) -> String {
        mask::id_number(&self.text)
    }
}

impl core::fmt::Debug for ResidentId {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("ResidentId").finish_non_exhaustive()
    }
}

const LENGTH: usize = 18;

/// First two digits, by GB/T 2260; 83 stands on residence permits of people from Taiwan.
const PROVINCES: [&str; 35] = [
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41",
    "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71",
    "81", "82", "83",
];

fn birth_date(digits: &str) -> Option<NaiveDate> {
    let earliest = NaiveDate::from_ymd_opt(1800, 1, 1)?;
    crate::date::parse(digits).filter(|born| *born >= earliest)
}

/// The check character of ISO 7064 MOD 11-2 over ASCII digits: the sum of digit × 2^(places from the right) and the check
/// character (X is 10) is 1 modulo 11. None if something is no digit.
pub fn check_character(digits: &str) -> Option<char> {
    let mut remainder = 0;
    for c in digits.chars() {
        remainder = (remainder + c.to_digit(10)?) * 2 % 11;
    }
    let check = (12 - remainder) % 11;
    if check == 10 {
        Some('X')
    } else {
        char::from_digit(check, 10)
    }
}
