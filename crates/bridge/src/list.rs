//! The list of clients: what is asked for, in which order, and what there is to choose from.

use dossier::client::Kind;
use serde::{Deserialize, Serialize};

use crate::client::{CardView, Part};

/// A window of the list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ListClients {
    /// What to find: any part of the card; empty for all.
    pub text: String,
    /// What else must hold.
    pub filter: Filter,
    /// In which order.
    pub sort: Sort,
    /// Spans of opening dates in which to count files, in [`Facets::spans`].
    pub spans: Vec<Span>,
    /// The first row.
    pub from: u32,
    /// How many rows at most.
    pub count: u32,
}

/// Conditions, all of which must hold; one that is empty always does.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Filter {
    /// The account manager is one of these people, by id.
    pub managers: Vec<String>,
    /// The file is in one of these units or below, by id.
    pub units: Vec<String>,
    /// Person or company.
    pub kind: Option<Kind>,
    /// The client has one of these tags.
    pub tags: Vec<String>,
    /// The opening date lies within.
    pub opened: Span,
}

impl Filter {
    /// Whether it lets everything through.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A span of days since 1970-01-01, both ends in it; open where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Span {
    /// The first day.
    pub from: Option<i32>,
    /// The last day.
    pub to: Option<i32>,
}

impl Span {
    /// Whether a day lies within.
    pub fn holds(self, day: i32) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Whether both ends are open.
    pub fn is_open(self) -> bool {
        self == Self::default()
    }
}

/// An order. Ties are broken by opening date, newest first, then by the moment of creation, then by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort {
    /// By what.
    pub by: Column,
    /// From the last to the first.
    pub descending: bool,
}

impl Default for Sort {
    /// Newest opening date first.
    fn default() -> Self {
        Self::natural(Column::Opened)
    }
}

impl Sort {
    /// A column in the direction that is asked for first: newest dates, everything else from its beginning.
    pub fn natural(by: Column) -> Self {
        Self {
            by,
            descending: by == Column::Opened,
        }
    }
}

/// What a list can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Column {
    /// The name, by pinyin; what can't be read comes last in either direction.
    Name,
    /// Persons before companies.
    Kind,
    /// The account manager's name.
    Manager,
    /// The unit's name.
    Unit,
    /// The opening date.
    Opened,
}

impl Column {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Name,
        Self::Kind,
        Self::Manager,
        Self::Unit,
        Self::Opened,
    ];
}

/// Rows of the list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ClientList {
    /// How many match.
    pub total: u32,
    /// The rows asked for.
    pub rows: Vec<ClientRow>,
    /// What there is to choose from.
    pub facets: Facets,
    /// How long the engine searched, microseconds.
    pub took_us: u32,
}

/// What each condition has to choose from: everything that stands in files within reach, and what is chosen. Each choice is counted over
/// what text and the other conditions leave.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Facets {
    /// Account managers, by name.
    pub managers: Vec<Facet>,
    /// Units, each before those below it.
    pub units: Vec<Facet>,
    /// Persons, then companies.
    pub kinds: [u32; 2],
    /// Tags, the most frequent first.
    pub tags: Vec<Facet>,
    /// Files opened in each of the spans asked for.
    pub spans: Vec<u32>,
}

/// A choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facet {
    /// Its id; a tag's own letters.
    pub id: String,
    /// What it is called; empty if nobody knows it any more.
    pub label: String,
    /// How far it is indented below another.
    pub depth: u8,
    /// How many files it would leave.
    pub count: u32,
}

/// A client in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientRow {
    /// The file's id.
    pub file: String,
    /// What the card says.
    pub card: Part<CardView>,
    /// Person or company.
    pub kind: Kind,
    /// The account manager's name.
    pub manager: String,
    /// The unit's name.
    pub unit: String,
    /// YYYY-MM-DD.
    pub opened: String,
}
