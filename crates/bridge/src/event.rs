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
    /// Long work goes on: done of total.
    Progress {
        /// How much is done.
        done: u32,
        /// Of how much.
        total: u32,
    },
    /// The session at the server has ended; the engine has locked.
    SignedOut,
    /// The server can, or can't, be reached.
    Online(bool),
    /// The server lied: nothing is written any more.
    Alarm(Alarm),
}
