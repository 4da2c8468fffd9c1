//! Mobile numbers of mainland China: 11 digits, the first 1, the second 3 to 9.

use crate::{mask, normal};

/// How many digits a mobile number has.
pub(crate) const DIGITS: u16 = 11;

/// A right mobile number, 11 digits without the country's code. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Mobile(String);

/// The text is no mobile number of mainland China.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a mobile number has 11 digits and starts with 13 to 19")]
pub struct BadMobile;

impl Mobile {
    /// Reads a number with or without +86, 0086 or 86; separators, brackets and full-width digits are accepted.
    pub fn parse(text: &str) -> Result<Self, BadMobile> {
        let text: String = normal::number(text)
            .chars()
            .filter(|c| !matches!(c, '(' | ')' | '.' | '·'))
            .collect();
        let national = ["+86", "0086", "86"]
            .iter()
            .find_map(|code| text.strip_prefix(code))
            .unwrap_or(&text);
        let right = national.len() == usize::from(DIGITS)
            && national.bytes().all(|b| b.is_ascii_digit())
            && national.starts_with('1')
            && matches!(national.as_bytes()[1], b'3'..=b'9');
        if right {
            Ok(Self(national.to_owned()))
        } else {
            Err(BadMobile)
        }
    }

    /// The 11 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first three and the last four digits, the rest covered.
    pub fn masked(&self) -> String {
        mask::phone(&self.0)
    }
}

impl core::fmt::Debug for Mobile {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Mobile").finish_non_exhaustive()
    }
}
