//! What a role may do: operations on sections, each within a reach; and duties.

use minicbor::{Decode, Encode};

/// A part of a client file with its own key, rights and approval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Section {
    /// Name, short name, type, masked contact: synced to the list.
    #[n(1)]
    Card,
    /// Tags and refusals: synced to the list.
    #[n(2)]
    Labels,
    /// Documents, phones, address: fetched on opening, logged.
    #[n(3)]
    Sensitive,
    /// Remarks and preferences.
    #[n(4)]
    Notes,
    /// Transactions, conversations, complaints, renewals.
    #[n(5)]
    Dealings,
    /// Names, types and keys of attachments.
    #[n(6)]
    Files,
}

impl Section {
    /// Every section, in the order of its number.
    pub const ALL: [Self; 6] = [
        Self::Card,
        Self::Labels,
        Self::Sensitive,
        Self::Notes,
        Self::Dealings,
        Self::Files,
    ];

    /// The number that stands in formats.
    pub const fn number(self) -> u8 {
        match self {
            Self::Card => 1,
            Self::Labels => 2,
            Self::Sensitive => 3,
            Self::Notes => 4,
            Self::Dealings => 5,
            Self::Files => 6,
        }
    }

    /// The section of a number.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|section| section.number() == number)
    }

    /// Whether sync brings it to every reader's list; the others come when a file is opened.
    pub const fn synced(self) -> bool {
        matches!(self, Self::Card | Self::Labels)
    }
}

/// A set of sections; bit *n*−1 stands for section *n*.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(transparent)]
pub struct Sections(#[n(0)] pub u8);

impl Sections {
    /// No section.
    pub const NONE: Self = Self(0);
    /// All six.
    pub const ALL: Self = Self(0b11_1111);

    /// The set of the sections listed.
    pub fn of(sections: &[Section]) -> Self {
        sections
            .iter()
            .fold(Self::NONE, |set, section| set.with(*section))
    }

    /// Whether the set has `section`.
    pub const fn contains(self, section: Section) -> bool {
        self.0 & 1 << (section.number() - 1) != 0
    }

    /// Whether every section of `other` is in this set.
    pub const fn covers(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The sections of either set.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The sections of this set that `other` lacks.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The set and one section.
    #[must_use]
    pub const fn with(self, section: Section) -> Self {
        Self(self.0 | 1 << (section.number() - 1))
    }

    /// The sections of both sets.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether the set is empty.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The sections in order.
    pub fn iter(self) -> impl Iterator<Item = Section> {
        Section::ALL
            .into_iter()
            .filter(move |section| self.contains(*section))
    }
}

/// What may be done with a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Operation {
    /// Hold its key and read it.
    #[n(1)]
    View,
    /// Change it without asking.
    #[n(2)]
    Edit,
    /// Propose a change that someone approves.
    #[n(3)]
    Propose,
    /// Open new files (whole files: the sections say which may be filled).
    #[n(4)]
    Create,
    /// Delete files.
    #[n(5)]
    Delete,
    /// Export in full.
    #[n(6)]
    ExportFull,
    /// Export masked.
    #[n(7)]
    ExportMasked,
    /// Decide proposals.
    #[n(8)]
    Approve,
}

impl Operation {
    /// Every operation, in the order of its number.
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

    /// Whether it writes into the journal of the unit.
    pub const fn writes(self) -> bool {
        match self {
            Self::Edit | Self::Propose | Self::Create | Self::Delete | Self::Approve => true,
            Self::View | Self::ExportFull | Self::ExportMasked => false,
        }
    }
}

/// How far from the unit of its post a right goes (G2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Reach {
    /// The post's own unit.
    #[n(1)]
    OwnUnit,
    /// The own unit and all below it.
    #[n(2)]
    Below,
    /// The nearest department at or above the post's unit, with all below it; the whole company where there is none.
    #[n(3)]
    Department,
    /// Every unit.
    #[n(4)]
    Everything,
}

/// One right: an operation on some sections within a reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Right {
    /// What.
    #[n(0)]
    pub operation: Operation,
    /// On which sections.
    #[n(1)]
    pub sections: Sections,
    /// How far.
    #[n(2)]
    pub reach: Reach,
}

/// An administrative duty. Duties are separate from rights over files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Duty {
    /// People, units, roles, policy; no data key.
    #[n(1)]
    System,
    /// Data keys and admission.
    #[n(2)]
    Archive,
    /// The log.
    #[n(3)]
    Audit,
    /// Head of a unit (部门负责人).
    #[n(4)]
    Head,
}

impl Duty {
    /// The three that a policy may keep apart: whoever bears two of them could act alone where two should.
    pub const SEPARATE: [Self; 3] = [Self::System, Self::Archive, Self::Audit];
}
