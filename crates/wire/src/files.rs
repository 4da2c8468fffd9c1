//! Journals and envelopes.

use ledger::rights::Section;
use serde::{Deserialize, Serialize};

use crate::{Bytes, body, look_up::FileTags, roster::Head};

/// The journals that the person reaches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Journals {
    /// Each with its end; none where nothing was written yet.
    pub journals: Vec<JournalHead>,
}

/// A journal and its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JournalHead {
    /// The unit's id.
    pub unit: String,
    /// Its last entry.
    pub head: Option<Head>,
    /// How many files it has. None where that was not counted: the archive is older than the counting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub files: Option<u64>,
}

/// The longest envelope of a section, in bytes: what every reader syncs is short, so that nobody can make syncing a burden.
///
/// The longest card has less than 1 KiB and the longest labels less than 2 KiB; the rest is for fields of later versions.
pub const fn most_sealed(section: Section) -> usize {
    if section.synced() {
        16 * 1024
    } else {
        1024 * 1024
    }
}

/// A sealed section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Envelope {
    /// The file's id.
    pub file: String,
    /// The section's number, 1–6.
    pub section: u8,
    /// The envelope, at most 1 MiB; of sections that are synced, at most 16 KiB.
    pub sealed: Bytes,
}

/// Some entries of a journal, and the envelopes of synced sections that they wrote and nothing later replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JournalPage {
    /// Signed entries, in order.
    pub entries: Vec<Bytes>,
    /// Envelopes of `card` and `labels`.
    pub envelopes: Vec<Envelope>,
    /// The chain's end at this moment; none while empty.
    pub head: Option<Head>,
}

/// One statement and the envelopes that it names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JournalAppend {
    /// The signed entry.
    pub entry: Bytes,
    /// One for each section that it writes.
    #[serde(deserialize_with = "body::list")]
    pub envelopes: Vec<Envelope>,
    /// Of each file to which it gives tags.
    #[serde(deserialize_with = "body::list")]
    pub tags: Vec<FileTags>,
}

/// The sections of a file that the person may open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FileSections {
    /// The unit whose journal it is in.
    pub unit: String,
    /// Its envelopes.
    pub envelopes: Vec<Envelope>,
}

/// Files of one unit's journal, asked for at once to be resealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WantedFiles {
    /// Their ids, 1 to [`MOST_FILES`].
    pub files: Vec<String>,
}

/// Files in one question.
pub const MOST_FILES: usize = 200;

/// The sections that are to be sealed anew of the first of the files that were asked for: as many whole files as an answer has room for, and at least one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ManySections {
    /// How many of them.
    pub files: u32,
    /// Their envelopes.
    pub envelopes: Vec<Envelope>,
}
