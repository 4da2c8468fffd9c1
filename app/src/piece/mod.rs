//! Views with their type erased: what components and pages return.
//!
//! The framework's own erased view keeps code for every way of bringing a view to life, among them asynchronous hydration
//! and diffing, for every type that goes into it; that was more than half of the pages' module. This one keeps building
//! and, for what the server renders, hydrating. Put anew, a piece replaces what stood there.

#[cfg(not(feature = "ssr"))]
mod browser;
#[cfg(feature = "ssr")]
mod server;

#[cfg(not(feature = "ssr"))]
use browser as side;
#[cfg(feature = "ssr")]
use server as side;

pub(crate) use side::{IntoPiece, Piece};

mod inside;
mod live;

pub(crate) use inside::{Again, Inside, LateInside};
pub(crate) use live::{When, live, maybe};
