//! 谁能看: who may open what, by which post, since when and until when; now or at any moment before.

use serde::{Deserialize, Serialize};

/// What is asked about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum About {
    /// Who may open a file.
    File(String),
    /// Who may open the files of a unit.
    Unit(String),
    /// What a person may open.
    Person(String),
}

/// Asks who may open what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetAccess {
    /// What it is about.
    pub about: About,
    /// As of when, in milliseconds since 1970; none for now.
    pub at: Option<u64>,
}

/// Who may open what, as the signed roster has it. Whoever brings the recovery kits together may open everything, always.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Access {
    /// As of when, in milliseconds since 1970.
    pub at: u64,
    /// How many statements of the roster counted then; 0 before it began.
    pub statements: u64,
    /// The ways: of a unit or a file by name, of a person by unit.
    pub lines: Vec<AccessLine>,
}

/// That somebody may open sections of a unit's files by a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessLine {
    /// Who, by name.
    pub name: String,
    /// The unit whose files they are, by name.
    pub unit: String,
    /// How many files there were, where I have the unit's journal; of a file none.
    pub files: Option<u64>,
    /// Numbers of the sections, 1–6.
    pub sections: Vec<u8>,
    /// The post's unit, by name.
    pub post_unit: String,
    /// The post's role, by its name of that time.
    pub post_role: String,
    /// For a deputy: whom they stand in for, by name.
    pub stands_in_for: Option<String>,
    /// Since when without a break, in milliseconds since 1970.
    pub since: u64,
    /// The place of the roster's statement that it began with, from 1.
    pub statement: u64,
    /// When it ended or will end, in milliseconds since 1970; none while nothing says so.
    pub until: Option<u64>,
}
