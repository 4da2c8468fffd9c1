//! The pages.

pub(crate) mod access;
pub(crate) mod account;
pub(crate) mod alarm;
pub(crate) mod clients;
// Only development builds of the page have it.
#[cfg_attr(not(feature = "gallery"), path = "no_gallery.rs")]
pub(crate) mod gallery;
pub(crate) mod home;
pub(crate) mod join;
pub(crate) mod kits;
pub(crate) mod not_found;
pub(crate) mod organisation;
pub(crate) mod paper;
pub(crate) mod recover;
pub(crate) mod rooms;
pub(crate) mod second_step;
pub(crate) mod set_up;
pub(crate) mod settings;
pub(crate) mod sign_in;
pub(crate) mod workbench;

/// What stands behind the lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Room {
    Workbench,
    Account,
    Clients,
    Organisation,
    Settings,
    /// Signed in, but nothing is open yet.
    None,
}
