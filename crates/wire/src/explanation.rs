//! Why somebody opens more files than is usual: said to those who stand above them, and to nobody else.

use serde::{Deserialize, Serialize};

use crate::body::Bytes;

/// The longest word to a post, in bytes: `seal::word::MAX_BYTES`, which a test of `testkit` keeps equal.
pub const MAX_WORD: usize = 1008;

/// A word, sealed to a post and signed by its author.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WordToPost {
    /// The post's unit.
    pub unit: String,
    /// Its role.
    pub role: String,
    /// The epoch of its pair.
    pub epoch: u32,
    /// At most [`MAX_WORD`] bytes.
    pub sealed: Bytes,
}

/// Explains it, to every post that the roster names for its author.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewExplanation {
    /// When it was written, milliseconds since 1970: part of what is signed.
    pub at: u64,
    /// The same words to each post.
    #[serde(deserialize_with = "crate::body::list")]
    pub words: Vec<WordToPost>,
}

/// An explanation that nobody has taken note of yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Explanation {
    /// Its id.
    pub id: String,
    /// Whose.
    pub person: String,
    /// When it was written, as its author has signed.
    pub at: u64,
    /// How many files they had opened by then, within a day.
    pub files: u64,
    /// The word to a post of the asker.
    pub word: WordToPost,
}

/// Those to posts of the asker, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Explanations {
    /// Them, each once.
    pub explanations: Vec<Explanation>,
}
