//! The rooms.

pub(crate) mod alarm;
pub(crate) mod clients;
// Only development builds of the page have it.
#[cfg_attr(not(feature = "gallery"), path = "no_gallery.rs")]
pub(crate) mod gallery;
pub(crate) mod home;
pub(crate) mod join;
pub(crate) mod not_found;
pub(crate) mod organisation;
pub(crate) mod recover;
pub(crate) mod set_up;
pub(crate) mod sign_in;
