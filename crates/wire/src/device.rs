//! Where somebody is signed in, and with which browsers they were.

use serde::{Deserialize, Serialize};

/// A browser with which the person has signed in by their password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Device {
    /// 32 hexadecimal digits.
    pub id: String,
    /// What the browser says of itself, shortened: such as `Chrome · Windows`.
    pub label: String,
    /// From where it was used last.
    pub address: Option<String>,
    /// When it was used first, milliseconds since 1970.
    pub first: u64,
    /// When its person signed in with it last.
    pub last: u64,
    /// Whether it was reported lost: it is signed in with no more.
    pub lost: bool,
    /// Whether it is the one that asks.
    pub here: bool,
}

/// A session of the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionLine {
    /// 32 hexadecimal digits.
    pub id: String,
    /// On which device, where that is known.
    pub device: Option<String>,
    /// What the browser says of itself.
    pub label: String,
    /// From where it began.
    pub address: Option<String>,
    /// When it began.
    pub begun: u64,
    /// Its last request, to the minute.
    pub seen: u64,
    /// Whether it is the one that asks.
    pub here: bool,
}

/// All of them, the last ones first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Devices {
    /// The devices.
    pub devices: Vec<Device>,
    /// The sessions that are alive.
    pub sessions: Vec<SessionLine>,
}

/// A file that was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Opened {
    /// The file's id.
    pub file: String,
    /// When, milliseconds since 1970.
    pub at: u64,
}

/// What was opened with a device, newest first, at most 500.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenedFiles {
    /// Them.
    pub opened: Vec<Opened>,
}

/// An account that is locked after failed sign-ins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LockedAccount {
    /// Whose, 32 hexadecimal digits.
    pub person: String,
    /// Until when, milliseconds since 1970.
    pub until: u64,
}

/// All that are locked now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LockedAccounts {
    /// Them.
    pub locked: Vec<LockedAccount>,
}
