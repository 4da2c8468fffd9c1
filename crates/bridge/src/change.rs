//! Changes of units and roles. Each is looked at, as the difference that it makes to who may read what, before it is signed.

use serde::{Deserialize, Serialize};

use crate::organisation::{Reach, ReadsView};

/// What may be done with a section, in the order of the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Operation {
    /// Hold its key and read it.
    View,
    /// Change it without asking.
    Edit,
    /// Propose a change that somebody approves.
    Propose,
    /// Open new files.
    Create,
    /// Delete files.
    Delete,
    /// Export in full.
    ExportFull,
    /// Export masked.
    ExportMasked,
    /// Decide proposals.
    Approve,
}

impl Operation {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::View,
        Self::Edit,
        Self::Propose,
        Self::Create,
        Self::Delete,
        Self::ExportFull,
        Self::ExportMasked,
        Self::Approve,
    ];
}

/// How many sections a file has; their numbers begin with 1.
pub const SECTIONS: usize = 6;

/// How far each operation goes in each section, if it is a right at all: by [`Operation::ALL`], then by section.
pub type Matrix = [[Option<Reach>; SECTIONS]; 8];

/// An administrative duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Duty {
    /// People, units, roles, policy.
    System,
    /// Keys and admission.
    Archive,
    /// The log.
    Audit,
    /// Head of a unit.
    Head,
}

impl Duty {
    /// All of them, in the order of the ledger.
    pub const ALL: [Self; 4] = [Self::System, Self::Archive, Self::Audit, Self::Head];
}

/// A role as it is written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleForm {
    /// Its name.
    pub name: String,
    /// Its rights.
    pub rights: Matrix,
    /// Its duties.
    pub duties: Vec<Duty>,
}

/// A change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// A unit gets another name.
    RenameUnit {
        /// Which.
        unit: String,
        /// The name.
        name: String,
    },
    /// A unit comes, with all below it, under another one.
    MoveUnit {
        /// Which.
        unit: String,
        /// Under which.
        parent: String,
    },
    /// A unit without people and without units below it ends: its files stay readable, nothing is written there any more.
    CloseUnit {
        /// Which.
        unit: String,
    },
    /// A role is added.
    AddRole(RoleForm),
    /// A role becomes another.
    ChangeRole {
        /// Which.
        role: String,
        /// What it was when it was opened to be changed: where it is another by now, nothing is stated.
        before: RoleForm,
        /// What it is from now on.
        form: RoleForm,
    },
}

/// Asks what a change would come to; nothing is stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewChange {
    /// The change.
    pub change: Change,
}

/// States a change; the keys that somebody loses by it are replaced, as far as I may.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MakeChange {
    /// The change.
    pub change: Change,
    /// What it was seen to come to. Where it would come to something else by now, nothing is stated.
    pub seen: Difference,
}

/// What a change comes to, compared with today.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Who could then read or do more, or bears more. What is read or borne counts once an archivist has admitted it; what is done where one
    /// reads already counts at once. In the order of joining.
    pub gains: Vec<PersonDifference>,
    /// Who could then read less, or bears less, at once.
    pub losses: Vec<PersonDifference>,
    /// The unit that ends, if one does: nothing is written there any more, by nobody.
    pub ends: Option<String>,
}

/// An operation other than reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActsDifference {
    /// Which.
    pub operation: Operation,
    /// Where.
    pub places: Vec<ReadsView>,
}

/// What it comes to for one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonDifference {
    /// Who.
    pub person: String,
    /// Their name.
    pub name: String,
    /// Which sections of which units they could read.
    pub reads: Vec<ReadsView>,
    /// What else they may do with which sections of which units: where they may read already, at once.
    pub acts: Vec<ActsDifference>,
    /// How many files there are in these units, by my own journals where I have them and by the server's word otherwise; none where nobody
    /// says.
    pub files: Option<u64>,
    /// Which duties.
    pub duties: Vec<Duty>,
}
