//! The unified social credit code (统一社会信用代码) of GB 32100-2015: 1 character of the registering authority, 1 of the category,
//! 6 digits of region, 9 of the organisation's own code (GB 11714-1997, its last one a check character), 1 check character.

use crate::normal;

/// A right credit code: 18 characters. It is no secret of the company: it stands on its receipts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CreditCode(String);

/// Why a text is no credit code. The first that applies, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CreditProblem {
    /// Something besides digits and capital letters without I, O, S, V, Z.
    #[error("a credit code has digits and letters without I, O, S, V, Z")]
    Characters,
    /// Not 18 characters.
    #[error("a credit code has 18 characters")]
    Length,
    /// The organisation's own code, places 9 to 17, does not check.
    #[error("the organisation's code inside does not check")]
    Inner,
    /// The last character does not follow from the others.
    #[error("the check character is wrong")]
    Check,
}

impl CreditCode {
    /// Reads a code; full-width characters, spaces, dashes and small letters are accepted.
    pub fn parse(text: &str) -> Result<Self, CreditProblem> {
        let text = normal::number(text);
        if !text.chars().all(|c| value(c).is_some()) {
            return Err(CreditProblem::Characters);
        }
        if text.len() != LENGTH {
            return Err(CreditProblem::Length);
        }
        let (body, check) = text.split_at(LENGTH - 1);
        if inner_check(&body[INNER..LENGTH - 2]) != body.chars().last() {
            return Err(CreditProblem::Inner);
        }
        if check_character(body) != check.chars().last() {
            return Err(CreditProblem::Check);
        }
        Ok(Self(text))
    }

    /// The 18 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

pub(crate) const LENGTH: usize = 18;

/// Where the organisation's own code begins.
const INNER: usize = 8;

/// The alphabet of GB 32100: a character's value is its place.
const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

fn value(c: char) -> Option<usize> {
    ALPHABET.find(c)
}

/// The check character of GB 32100: the sum of value × 3^(place from the left, from 0), and the check value, is 0 modulo 31.
pub fn check_character(body: &str) -> Option<char> {
    let mut sum = 0;
    let mut weight = 1;
    for c in body.chars() {
        sum = (sum + value(c)? * weight) % 31;
        weight = weight * 3 % 31;
    }
    ALPHABET.chars().nth((31 - sum) % 31)
}

/// The check character of GB 11714 for the 8 before it: weights 3, 7, 9, 10, 5, 8, 4, 2; digits count as they are, letters from A = 10.
/// 11 less the sum modulo 11; 10 is X, 11 is 0.
pub fn inner_check(code: &str) -> Option<char> {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    let mut sum = 0;
    for (c, weight) in code.chars().zip(WEIGHTS) {
        sum += c.to_digit(36)? * weight;
    }
    match 11 - sum % 11 {
        10 => Some('X'),
        11 => Some('0'),
        digit => char::from_digit(digit, 10),
    }
}
