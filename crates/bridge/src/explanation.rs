//! Unusual reading: whoever opens more files than is usual says why, to those who stand above them.

use serde::{Deserialize, Serialize};

/// The most characters of an explanation.
pub const LONGEST: usize = 200;

/// Why an explanation is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// Nothing was written.
    Missing,
    /// More than [`LONGEST`] characters.
    TooLong,
}

/// An explanation in its one spelling: one paragraph, as [`dossier::normal::text`].
///
/// # Errors
/// What is wrong with it.
pub fn parse(typed: &str) -> Result<String, Problem> {
    let mut text = dossier::normal::text(typed);
    text.retain(|c| !c.is_control());
    match text.chars().count() {
        0 => Err(Problem::Missing),
        1..=LONGEST => Ok(text),
        _ => Err(Problem::TooLong),
    }
}

/// Explains why I open so many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explain {
    /// As typed.
    pub text: String,
}

/// Asks for what was explained to me.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct GetExplanations;

/// Takes note of one: it is shown to nobody any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeNote {
    /// Which.
    pub id: String,
}

/// An explanation to me.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExplanationView {
    /// Its id.
    pub id: String,
    /// Whose.
    pub name: String,
    /// When it was written, milliseconds since 1970.
    pub at: u64,
    /// How many files they had opened within a day, by the server's word.
    pub files: u64,
    /// What they say.
    pub said: Said,
}

/// What an explanation says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Said {
    /// This, as its author has signed.
    Words(String),
    /// My key for it is not there yet.
    KeyWaiting,
    /// It can't be verified: it was altered, or is by keys that were replaced.
    Unverified,
}

/// All that nobody has taken note of, the newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanations {
    /// Them.
    pub explanations: Vec<ExplanationView>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_explanation_is_one_line_that_says_something() {
        assert_eq!(parse(" 季度\n核对 ").as_deref(), Ok("季度 核对"));
        assert_eq!(parse(" \u{3000}\n\u{7}"), Err(Problem::Missing));
        assert!(parse(&"核".repeat(LONGEST)).is_ok());
        assert_eq!(parse(&"核".repeat(LONGEST + 1)), Err(Problem::TooLong));
    }
}
