//! 系统设置: what an organisation has set, and who set it.

use serde::{Deserialize, Serialize};

use crate::change::Duty;

/// Asks for the settings.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct GetSettings;

/// What can be set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// A password has at least so many characters.
    pub length: u8,
    /// Of at least so many kinds.
    pub kinds: u8,
    /// It is good for so many days; 0: for ever.
    pub days: u16,
    /// It is none of the last so many.
    pub history: u8,
    /// So many failures lock an account,
    pub failures: u8,
    /// for so many minutes.
    pub lock_minutes: u16,
    /// A page locks after so many minutes without activity.
    pub idle_minutes: u16,
    /// A session ends after so many hours,
    pub hours: u8,
    /// or after so many minutes without a request.
    pub session_minutes: u16,
    /// Roles whose holders sign in with a second factor: their ids in ascending order.
    pub second_factor: Vec<String>,
    /// Nobody bears two of the duties system, archive and audit.
    pub separate_duties: bool,
    /// More files than these opened in a day ask for a reason; 0: no matter how many.
    pub views_a_day: u16,
    /// The operation log is kept for so many days.
    pub log_days: u16,
}

/// What belongs together: it is told who changed it last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Subject {
    /// Passwords.
    Passwords,
    /// Failed sign-ins.
    LockOut,
    /// Locking and sessions.
    Sessions,
    /// Second factors.
    SecondFactor,
    /// The separation of duties.
    Duties,
    /// Unusual reading.
    Views,
    /// The operation log.
    Log,
    /// The cipher.
    Suite,
}

impl Subject {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Passwords,
        Self::LockOut,
        Self::Sessions,
        Self::SecondFactor,
        Self::Duties,
        Self::Views,
        Self::Log,
        Self::Suite,
    ];
}

/// The last change of something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastChange {
    /// Of what.
    pub subject: Subject,
    /// By whom; empty for the recovery root.
    pub by: String,
    /// When, milliseconds since 1970.
    pub at: u64,
}

/// A role of which a second factor can be asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuardedRole {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How many people hold it, admitted.
    pub holders: u32,
    /// Those of them who have no second factor, by their names; none where nobody tells me.
    pub without: Option<Vec<String>>,
}

/// Somebody who bears several of the duties that can be kept apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Several {
    /// Who.
    pub name: String,
    /// Which.
    pub duties: Vec<Duty>,
}

/// The end of the separation of duties, which waits for somebody else's signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseView {
    /// The statement's number on the roster.
    pub seq: u64,
    /// Who wants it.
    pub by: String,
    /// Since when, milliseconds since 1970.
    pub at: u64,
    /// Whether I may agree.
    pub may_agree: bool,
    /// Whether I may have it taken back.
    pub may_refuse: bool,
}

/// Agrees that duties are kept apart no longer, or has that taken back.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct AnswerRelease {
    /// What was looked at: where something else waits by now, nothing is stated.
    pub seq: u64,
    /// Whether it is agreed to.
    pub agree: bool,
}

/// The settings as they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingsView {
    /// Them.
    pub settings: Settings,
    /// Who changed what last. What nobody has changed is not among them.
    pub changes: Vec<LastChange>,
    /// The roles that there are.
    pub roles: Vec<GuardedRole>,
    /// Who keeps duties from being kept apart.
    pub several: Vec<Several>,
    /// What waits for a second signature.
    pub release: Option<ReleaseView>,
}

/// Sets them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeSettings {
    /// What is to hold.
    pub settings: Settings,
    /// What held when the form was filled: where that is another by now, nothing is stated.
    pub seen: Settings,
    /// What waited then for a second signature, by its number: whoever saves takes it back, and has to have seen it.
    pub release: Option<u64>,
}
