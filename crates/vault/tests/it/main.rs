//! The engine against a real server: the first line whole, and a server that lies.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod admission;
mod companies;
mod company;
mod devices;
mod drafts;
mod duplicates;
mod first_line;
mod founding;
mod invitations;
mod leaving;
mod lies;
mod list;
mod network;
mod openings;
mod passwords;
mod races;
mod recovery;
mod renewal;
mod requests;
mod resealing;
mod saving;
mod seen;
mod tabs;
