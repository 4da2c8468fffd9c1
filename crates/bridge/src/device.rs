//! Where I am signed in, and accounts that are locked.

use serde::{Deserialize, Serialize};

use crate::Secret;

/// Asks for my devices and sessions.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct GetDevices;

/// A browser with which I have signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceView {
    /// Its id.
    pub id: String,
    /// What it says of itself.
    pub label: String,
    /// From where I signed in with it last.
    pub address: String,
    /// When I signed in with it first, milliseconds since 1970.
    pub first: u64,
    /// When last.
    pub last: u64,
    /// Whether I reported it lost.
    pub lost: bool,
    /// Whether it is this one.
    pub here: bool,
    /// Its sessions that are alive, the last used first.
    pub sessions: Vec<SessionPlace>,
}

/// A session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionPlace {
    /// Its id.
    pub id: String,
    /// From where it began.
    pub address: String,
    /// When, milliseconds since 1970.
    pub begun: u64,
    /// Its last request, to the minute.
    pub seen: u64,
    /// Whether it is this one.
    pub here: bool,
}

/// My devices, the last used first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DevicesView {
    /// Them.
    pub devices: Vec<DeviceView>,
}

/// Ends a session of mine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndSession {
    /// Which; none for all but this one.
    pub id: Option<String>,
}

/// Reports a device of mine lost, or found again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LoseDevice {
    /// Which.
    pub id: String,
    /// My present password: whoever finds my page open must not shut me out.
    pub password: Secret,
    /// Whether it is lost from now on.
    pub lost: bool,
}

/// Asks what I have opened with a device of mine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetOpened {
    /// Which.
    pub id: String,
}

/// A file that was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenedFile {
    /// Its id.
    pub file: String,
    /// Its client's name, where I can read it now.
    pub name: Option<String>,
    /// When, milliseconds since 1970.
    pub at: u64,
}

/// What was opened, newest first, by the server's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenedFiles {
    /// Them.
    pub files: Vec<OpenedFile>,
}

/// Asks whose accounts are locked, and who has a second factor.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct GetLocks;

/// An account that is locked, by the server's word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockView {
    /// Whose.
    pub person: String,
    /// Until when, milliseconds since 1970.
    pub until: u64,
}

/// All of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Locks {
    /// Accounts that are locked.
    pub locks: Vec<LockView>,
    /// Who has a second factor, by their ids.
    pub guarded: Vec<String>,
}

/// Unlocks an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unlock {
    /// Whose.
    pub person: String,
}

/// Asks what somebody has opened in the last days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetViews {
    /// Who.
    pub person: String,
}

/// A file that somebody opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ViewedFile {
    /// Its client's name, where I can read it now.
    pub name: Option<String>,
    /// Its unit, by name, where I have its journal.
    pub unit: Option<String>,
    /// How often.
    pub times: u64,
    /// When last, milliseconds since 1970.
    pub last: u64,
}

/// What somebody opened, the last one first, by the server's log; and what is still theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Views {
    /// The days that are told.
    pub days: u32,
    /// Them.
    pub files: Vec<ViewedFile>,
    /// Whether there are more.
    pub more: bool,
    /// Of how many files they are the account manager, by my own journals.
    pub manages: u64,
}
