//! What people compare.

use serde::{Deserialize, Serialize};

/// The beginning of a hash, spelt three ways. Read in full, each alone is enough to compare.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint {
    /// 160 bits as ten groups of four hexadecimal digits.
    pub digits: String,
    /// 120 bits as twelve Chinese characters in three groups.
    pub chinese: String,
    /// The same 120 bits as twelve English words.
    pub english: String,
}
