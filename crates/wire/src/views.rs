//! What somebody has opened.

use serde::{Deserialize, Serialize};

/// The days that are told.
pub const DAYS: u32 = 90;

/// The most files that are told.
pub const MOST_VIEWED: usize = 5_000;

/// A file that somebody opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Viewed {
    /// The file's id.
    pub file: String,
    /// How often.
    pub times: u64,
    /// When last, milliseconds since 1970.
    pub last: u64,
}

/// The files that somebody opened in the last [`DAYS`] days, the last one first; at most [`MOST_VIEWED`]. Those that were only sealed anew
/// are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ViewedFiles {
    /// Since when, milliseconds since 1970.
    pub since: u64,
    /// Them.
    pub files: Vec<Viewed>,
    /// Whether there are more.
    pub more: bool,
}
