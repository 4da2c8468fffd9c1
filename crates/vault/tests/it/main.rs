//! The engine against a real server: the first line whole, and a server that lies.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod admission;
mod companies;
mod company;
mod first_line;
mod founding;
mod lies;
mod list;
mod network;
mod races;
mod recovery;
mod saving;
mod tabs;
