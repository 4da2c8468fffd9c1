//! The pages.

#[cfg(not(feature = "doors"))]
pub(crate) mod account;
pub(crate) mod alarm;
#[cfg_attr(feature = "rooms", path = "no_before.rs")]
pub(crate) mod before;
#[cfg(not(feature = "doors"))]
pub(crate) mod clients;
// Only development builds of the page have it.
#[cfg_attr(not(feature = "gallery"), path = "no_gallery.rs")]
pub(crate) mod gallery;
pub(crate) mod home;
#[cfg(not(feature = "rooms"))]
pub(crate) mod join;
pub(crate) mod kits;
pub(crate) mod not_found;
#[cfg(not(feature = "doors"))]
pub(crate) mod organisation;
pub(crate) mod paper;
#[cfg(not(feature = "rooms"))]
pub(crate) mod recover;
#[cfg_attr(feature = "doors", path = "no_rooms.rs")]
pub(crate) mod rooms;
#[cfg(not(feature = "rooms"))]
pub(crate) mod set_up;
pub(crate) mod sign_in;
#[cfg(not(feature = "doors"))]
pub(crate) mod workbench;

/// What stands behind the lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Room {
    Workbench,
    Account,
    Clients,
    Organisation,
    /// Signed in, but nothing is open yet.
    None,
}
