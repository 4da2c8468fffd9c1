//! Tags (客户标签): short labels, some shipped, others the company's own.

use crate::normal;

/// The tags a new archive offers.
pub const SHIPPED: [&str; 3] = ["高价值客户", "潜在客户", "投诉客户"];

/// How many tags a client may have.
pub const MAX_TAGS: usize = 20;

/// How many characters a tag may have.
pub const MAX_CHARS: usize = 20;

/// Why a list of tags is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TagProblem {
    /// More than [`MAX_TAGS`].
    #[error("too many tags")]
    TooMany,
    /// One is longer than [`MAX_CHARS`].
    #[error("a tag is too long")]
    TooLong,
    /// One holds a control character.
    #[error("a tag holds a character that cannot be shown")]
    Characters,
}

/// A tag in its one spelling; empty if there is nothing in it.
pub fn normalise(tag: &str) -> String {
    normal::text(tag)
}

/// What separates tags that are typed or pasted in one go.
pub fn separates(c: char) -> bool {
    matches!(c, ',' | ';' | '，' | '、' | '；' | '\n' | '\t')
}

/// The tags in what was typed, each in its one spelling, without empty ones. They may still be too long.
pub fn split(typed: &str) -> impl Iterator<Item = String> {
    typed
        .split(separates)
        .map(normalise)
        .filter(|tag| !tag.is_empty())
}

/// Whether a tag is no longer than [`MAX_CHARS`].
pub fn fits(tag: &str) -> bool {
    tag.chars().count() <= MAX_CHARS
}

/// The tags in their one spelling and in their order, without empty and repeated ones.
pub fn parse(tags: &[String]) -> Result<Vec<String>, TagProblem> {
    let mut kept: Vec<String> = Vec::new();
    for tag in tags.iter().map(|tag| normalise(tag)) {
        if tag.chars().any(char::is_control) {
            return Err(TagProblem::Characters);
        }
        if !fits(&tag) {
            return Err(TagProblem::TooLong);
        }
        if tag.is_empty() || kept.contains(&tag) {
            continue;
        }
        // Checked here and not at the end: the search above stays short however long the list is.
        if kept.len() == MAX_TAGS {
            return Err(TagProblem::TooMany);
        }
        kept.push(tag);
    }
    Ok(kept)
}
