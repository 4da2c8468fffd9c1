//! What stands around the pages.

pub(crate) mod display;
pub(crate) mod doorway;
#[cfg(not(feature = "doors"))]
pub(crate) mod frame;
pub(crate) mod offline;
#[cfg(not(feature = "doors"))]
pub(crate) mod palette;
pub(crate) mod private;
#[cfg(not(feature = "doors"))]
pub(crate) mod rail;
#[cfg(not(feature = "doors"))]
pub(crate) mod shortcuts;
