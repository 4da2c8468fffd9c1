//! Blind tags on their way: with the entry that gives them to a file, and in a look-up.

use ledger::tags::Tag;
use serde::{Deserialize, Serialize};

use crate::Bytes;

/// A blind tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BlindTag {
    /// The epoch of the index key.
    pub epoch: u32,
    /// The field's number.
    pub field: u8,
    /// 16 bytes.
    pub value: Bytes,
}

impl BlindTag {
    /// As the ledger has it; none if its value has another length.
    pub fn tag(&self) -> Option<Tag> {
        Some(Tag {
            epoch: self.epoch,
            field: self.field,
            value: self.value.0.as_slice().try_into().ok()?,
        })
    }
}

impl From<Tag> for BlindTag {
    fn from(tag: Tag) -> Self {
        Self {
            epoch: tag.epoch,
            field: tag.field,
            value: tag.value.to_vec().into(),
        }
    }
}

/// The tags that an entry gives to a file, in place of those it had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FileTags {
    /// The file's id.
    pub file: String,
    /// 16 random bytes: the entry signs the tags' hash with them.
    pub salt: Bytes,
    /// In rising order, at most 16.
    pub tags: Vec<BlindTag>,
}

/// Which files have one of some tags?
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LookUp {
    /// At most 64.
    pub tags: Vec<BlindTag>,
}

/// Those that do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Found {
    /// At most 64.
    pub hits: Vec<Hit>,
}

/// A file that has a tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hit {
    /// The tag's value.
    pub value: Bytes,
    /// The file's id, if it is within the person's reach.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
}
