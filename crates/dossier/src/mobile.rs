//! Mobile numbers: of mainland China 11 digits, the first 1, the second 3 to 9; from elsewhere with + and the country's code.

use crate::{mask, normal};

/// How many characters a mobile number has at most: of one from elsewhere, + and the 15 digits of E.164.
pub(crate) const MAX_CHARS: u16 = 16;

/// How many digits one of mainland China has.
const DIGITS: usize = 11;

/// A right mobile number: 11 digits without the country's code, or + and all digits. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Mobile(String);

/// The text is no mobile number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a mobile number has 11 digits and starts with 13 to 19, or begins with +")]
pub struct BadMobile;

impl Mobile {
    /// Reads a number with or without +86, 0086 or 86; separators, brackets and full-width digits are accepted.
    pub fn parse(text: &str) -> Result<Self, BadMobile> {
        let text: String = normal::number(text)
            .chars()
            .filter(|c| !matches!(c, '(' | ')' | '.' | '·'))
            .collect();
        let mainland = ["+86", "0086", "86"]
            .iter()
            .find_map(|code| text.strip_prefix(code));
        if mainland.is_none()
            && let Some(abroad) = abroad(&text)
        {
            return Ok(Self(abroad));
        }
        let national = mainland.unwrap_or(&text);
        let right = national.len() == DIGITS
            && national.bytes().all(|b| b.is_ascii_digit())
            && national.starts_with('1')
            && matches!(national.as_bytes()[1], b'3'..=b'9');
        if right {
            Ok(Self(national.to_owned()))
        } else {
            Err(BadMobile)
        }
    }

    /// The 11 digits, or + and all of them.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first three and the last four digits, the rest covered.
    pub fn masked(&self) -> String {
        mask::phone(&self.0)
    }
}

/// A number abroad in its one spelling: + and 7 to 15 digits, the country's code first (E.164).
pub(crate) fn abroad(number: &str) -> Option<String> {
    let digits = number
        .strip_prefix('+')
        .or_else(|| number.strip_prefix("00"))?;
    let right = (7..=15).contains(&digits.len())
        && digits.bytes().all(|b| b.is_ascii_digit())
        && !digits.starts_with('0');
    right.then(|| format!("+{digits}"))
}

impl core::fmt::Debug for Mobile {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Mobile").finish_non_exhaustive()
    }
}
