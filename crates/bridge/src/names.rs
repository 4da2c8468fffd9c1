//! Names that people type for themselves, their company and its units: how they are spelt, and what is wrong with one. The page says
//! it beside the field, and the engine holds to it.

/// The most characters of any of them.
pub const LONGEST: u16 = 64;
/// The fewest characters of what somebody signs in with.
pub const SHORTEST_SIGN_IN: u16 = 2;

/// Why a name is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameProblem {
    /// Nothing was typed.
    Missing,
    /// Fewer characters than this.
    TooShort(u16),
    /// More characters than this.
    TooLong(u16),
    /// White space inside of what somebody signs in with.
    Spaces,
    /// A character that nobody can see.
    Characters,
}

impl NameProblem {
    /// Its name in failures.
    pub fn name(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::TooShort(_) => "too_short",
            Self::TooLong(_) => "too_long",
            Self::Spaces => "spaces",
            Self::Characters => "characters",
        }
    }
}

/// A name in its one spelling: ends trimmed, runs of white space made one space, full-width letters and digits folded.
pub fn spelt(typed: &str) -> String {
    dossier::normal::name(typed)
}

/// The name of a person, a company, a unit, or of whom an invitation is for.
///
/// # Errors
/// What is wrong with it.
pub fn parse(typed: &str) -> Result<String, NameProblem> {
    let name = spelt(typed);
    if name.is_empty() {
        return Err(NameProblem::Missing);
    }
    if name.chars().count() > usize::from(LONGEST) {
        return Err(NameProblem::TooLong(LONGEST));
    }
    // The spelling has dropped what is never seen. These shape a client's name; in names that are compared by eye they would make two of one.
    let unseen = |c: char| c.is_control() || matches!(c, '\u{180e}' | '\u{200c}' | '\u{200d}');
    if name.chars().any(unseen) {
        return Err(NameProblem::Characters);
    }
    Ok(name)
}

/// What somebody signs in with: as [`parse`], without white space inside, since nobody could tell one space from two.
///
/// # Errors
/// What is wrong with it.
pub fn parse_sign_in(typed: &str) -> Result<String, NameProblem> {
    let name = parse(typed)?;
    if name.contains(char::is_whitespace) {
        return Err(NameProblem::Spaces);
    }
    if name.chars().count() < usize::from(SHORTEST_SIGN_IN) {
        return Err(NameProblem::TooShort(SHORTEST_SIGN_IN));
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_gets_its_one_spelling() {
        assert_eq!(parse(" 销售  一组\u{3000}").as_deref(), Ok("销售 一组"));
        assert_eq!(parse("王\u{200b}敏").as_deref(), Ok("王敏"));
        assert_eq!(parse_sign_in("\tｗａｎｇｍｉｎ ").as_deref(), Ok("wangmin"));
        assert_eq!(parse(&"字".repeat(64)), Ok("字".repeat(64)));
    }

    #[test]
    fn what_is_wrong_is_told() {
        assert_eq!(parse(" \u{3000}\u{200b}"), Err(NameProblem::Missing));
        assert_eq!(parse(&"字".repeat(65)), Err(NameProblem::TooLong(64)));
        assert_eq!(parse("a\u{200d}b"), Err(NameProblem::Characters));
        assert_eq!(parse("a\u{7f}b"), Err(NameProblem::Characters));
        assert_eq!(parse_sign_in("wang min"), Err(NameProblem::Spaces));
        assert_eq!(parse_sign_in("王\u{3000}敏"), Err(NameProblem::Spaces));
        assert_eq!(parse_sign_in("w"), Err(NameProblem::TooShort(2)));
        assert_eq!(parse_sign_in(""), Err(NameProblem::Missing));
    }
}
