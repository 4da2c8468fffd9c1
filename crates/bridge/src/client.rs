//! Client files as the page shows them: lists, a file, saving.

use dossier::client::{ClientForm, Field, IdKind};
use serde::{Deserialize, Serialize};

pub use crate::list::{ClientList, ClientRow, ListClients};
pub use dossier::client::Kind;

/// Pulls what is new from the server.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Sync;

/// Pulled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Synced {
    /// How many files the person can list.
    pub files: u32,
    /// When, by the engine's clock, milliseconds since 1970.
    pub at: u64,
}

/// A part of a file, as far as this device can show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part<T> {
    /// Opened.
    Open(T),
    /// Its key has not come, or is not for me.
    Sealed,
    /// It is what a colleague signed, and yet nothing: it was sealed wrongly. No lie of the server's; who may edit can write it anew.
    Unreadable,
    /// It was written by a newer version, which this one can't judge. Nobody may write over it from here.
    Newer,
}

impl<T> Part<T> {
    /// The content, if it is open.
    pub fn open(&self) -> Option<&T> {
        match self {
            Self::Open(content) => Some(content),
            Self::Sealed | Self::Unreadable | Self::Newer => None,
        }
    }

    /// The same part with its content seen otherwise.
    pub fn map<'a, U>(&'a self, see: impl FnOnce(&'a T) -> U) -> Part<U> {
        match self {
            Self::Open(content) => Part::Open(see(content)),
            Self::Sealed => Part::Sealed,
            Self::Unreadable => Part::Unreadable,
            Self::Newer => Part::Newer,
        }
    }
}

/// The opened card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardView {
    /// The name.
    pub name: String,
    /// The short name.
    pub short_name: String,
    /// Masked mobile or switchboard.
    pub contact: String,
    /// A company's credit code; empty for a person.
    pub credit_code: String,
    /// The code of a company's industry; empty for a person.
    pub industry: String,
    /// Tags.
    pub tags: Vec<String>,
}

/// Opens a file: the server logs the view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenClient {
    /// Its id.
    pub file: String,
}

/// A client file, masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientView {
    /// The file's id.
    pub file: String,
    /// Person or company.
    pub kind: Kind,
    /// The unit's name.
    pub unit: String,
    /// The account manager's id.
    pub manager: String,
    /// The account manager's name.
    pub manager_name: String,
    /// YYYY-MM-DD.
    pub opened: String,
    /// Card and labels.
    pub card: Part<CardView>,
    /// Who the client is, and how to reach them.
    pub sensitive: Part<SensitiveView>,
    /// Remarks and scope of business.
    pub notes: Part<NotesView>,
    /// Who sealed wrongly what can't be read, oldest entry first.
    pub unreadable: Vec<Unread>,
    /// Who wrote with a newer version what can't be read here, oldest entry first.
    pub newer: Vec<Unread>,
    /// Whether the person may change it.
    pub editable: bool,
    /// What happened to it, newest first.
    pub history: Vec<Change>,
}

/// Sections that one entry wrote and that can't be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    /// Their numbers, 1–6.
    pub sections: Vec<u8>,
    /// Who signed them.
    pub author: String,
    /// When, by their clock: milliseconds since 1970.
    pub at: u64,
    /// The number of the journal's entry.
    pub entry: u64,
}

/// The masked `sensitive` section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SensitiveView {
    /// What lies under a cover, in the form's order: the field, and as much of its value as may be seen.
    pub covered: Vec<(Field, String)>,
    /// A person's kind of document.
    pub id_kind: Option<IdKind>,
    /// From a resident ID: YYYY-MM-DD.
    pub birth_date: Option<String>,
    /// From a resident ID.
    pub sex: Option<dossier::id_number::Sex>,
}

/// The `notes` section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotesView {
    /// Several lines.
    pub remarks: String,
    /// A company's scope of business, several lines; empty for a person.
    pub scope: String,
}

/// What an entry did to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Deed {
    /// It created it.
    Created,
    /// It changed sections of it, or who manages it.
    Changed,
    /// It sealed sections anew, and says that nothing else changed.
    Resealed,
}

/// A line of a file's history, from the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Milliseconds since 1970.
    pub at: u64,
    /// Who signed it.
    pub author: String,
    /// What was done to it.
    pub deed: Deed,
    /// Numbers of the sections written, 1–6.
    pub sections: Vec<u8>,
}

/// Uncovers a field of an opened file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reveal {
    /// The file.
    pub file: String,
    /// One of [`SensitiveView::covered`].
    pub field: Field,
}

/// The value of a covered field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revealed {
    /// In full.
    pub value: crate::Secret,
}

/// Saves a client's file: creates it, or changes the one named.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SaveClient {
    /// From [`Choices`], asked for when the form was opened. Saved again under it, it is the same file, however many answers got lost.
    pub draft: String,
    /// What to change; none to create a file.
    pub base: Option<Base>,
    /// What was typed; unit and manager by their ids. To edit, the page starts from [`EditClient`]'s form. A file stays in its unit.
    pub form: ClientForm,
}

/// The state of a file that a form was filled from: if somebody has saved since, the form is not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Base {
    /// The file.
    pub file: String,
    /// The number of the journal's entry that had changed it last.
    pub seq: u64,
}

/// Saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// The file's id.
    pub file: String,
    /// The number of the journal's entry that has changed it last.
    pub seq: u64,
}

/// Asks for a form with a file's full values, to edit it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditClient {
    /// The file.
    pub file: String,
}

/// A form to edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Editing {
    /// What the values are from.
    pub base: Base,
    /// The present values, unit and manager by their ids; blank where they can't be read, and written anew by saving.
    pub form: ClientForm,
}

/// Keeps what is typed and not saved, sealed on this device.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KeepDraft {
    /// It.
    pub draft: KeptDraft,
}

/// Whether the device has taken it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// False where a browser keeps nothing, or has no room.
    pub kept: bool,
}

/// What was typed and not saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptDraft {
    /// What it will be saved under: see [`SaveClient::draft`].
    pub draft: String,
    /// The file to change, as it was when the form was filled; none for a new one.
    pub base: Option<Base>,
    /// What stood in the form in the beginning.
    pub before: ClientForm,
    /// What stands in it now.
    pub form: ClientForm,
    /// When it was kept, milliseconds since 1970: set by the engine.
    pub at: u64,
}

/// Asks for what was typed and not saved.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReadDraft {
    /// Of this file; of a new one where there is none.
    pub file: Option<String>,
}

/// What there is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundDraft {
    /// It, if there is one.
    pub draft: Option<KeptDraft>,
}

/// Forgets what was typed and not saved.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DiscardDraft {
    /// Of this file; of a new one where there is none.
    pub file: Option<String>,
}

/// Asks what was typed and not saved on this device.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct FindDrafts;

/// All of it, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drafts {
    /// Them.
    pub drafts: Vec<DraftLine>,
}

/// What was typed and not saved, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftLine {
    /// The file that it changes; none for a new one.
    pub file: Option<String>,
    /// The client's name as typed.
    pub name: String,
    /// When it was kept, milliseconds since 1970.
    pub at: u64,
}

/// Asks whether some numbers of a form stand in another file already. The look-up is logged.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FindDuplicates {
    /// What was typed.
    pub form: ClientForm,
    /// Which of its numbers to look up; those that are not right are passed over.
    pub fields: Vec<Field>,
    /// The file that is being edited, which is no duplicate of itself.
    pub file: Option<String>,
}

/// Numbers that stand elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duplicates {
    /// Them.
    pub duplicates: Vec<Duplicate>,
}

/// A number that stands elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duplicate {
    /// Which of the form's.
    pub field: Field,
    /// Where; none if it is out of my sight.
    pub known: Option<Known>,
}

/// A file that I can list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// Its id.
    pub file: String,
    /// The client's name; empty while its card has no key.
    pub name: String,
    /// The unit's name.
    pub unit: String,
    /// The account manager's name.
    pub manager: String,
}

/// Asks where a new file may go, and begins a draft.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct GetChoices;

/// Asks for the list of industries, for a page that was compiled without it.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct GetIndustries;

/// What `dossier::industry::learn` takes.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Industries(pub String);

/// Units that take new files from this person, and who may manage them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// Names what is about to be written.
    pub draft: String,
    /// Units (id, path of names).
    pub units: Vec<Choice>,
    /// People (id, name).
    pub managers: Vec<Choice>,
}

/// One of a select's options.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: String,
}
