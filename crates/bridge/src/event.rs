//! What the engine says unasked.

use serde::{Deserialize, Serialize};

use crate::failure::Alarm;

/// Something changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// The list of clients changed.
    ClientsChanged,
    /// Somebody has written into a file that I opened; its id.
    FileChanged(String),
    /// The organisation or my place in it changed.
    OrganisationChanged,
    /// The session at the server has ended; the engine has locked.
    SignedOut,
    /// The server can, or can't, be reached.
    Online(bool),
    /// The server had lost entries, as after a power cut, and has them again from here.
    Restored,
    /// The server lied: nothing is written any more.
    Alarm(Alarm),
}
