//! The browser's main thread: the pages, and the engine in the worker given to them. Compiled twice: the doors (feature `doors`) take over
//! what the server rendered and are small; the rooms, everything, take over from the doors once somebody is let in.

#[cfg(feature = "doors")]
mod doors;
mod link;
#[cfg(not(feature = "doors"))]
mod rooms;

#[cfg(feature = "doors")]
pub use doors::{hydrate, leave};
#[cfg(not(feature = "doors"))]
pub use rooms::mount;
