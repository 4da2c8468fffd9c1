//! What stands around the pages.

pub(crate) mod display;
pub(crate) mod doorway;
pub(crate) mod frame;
pub(crate) mod offline;
pub(crate) mod palette;
pub(crate) mod private;
pub(crate) mod rail;
pub(crate) mod shortcuts;
