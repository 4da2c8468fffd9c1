//! The engine against a real server: the first line whole, and a server that lies.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod access;
mod admission;
mod changes;
mod companies;
mod company;
mod delegation;
mod deputies;
mod devices;
mod drafts;
mod duplicates;
mod explanations;
mod first_line;
mod founding;
mod index_key;
mod invitations;
mod leaving;
mod lies;
mod list;
mod lost_tail;
mod network;
mod openings;
mod passwords;
mod races;
mod recovery;
mod recovery_code;
mod renewal;
mod requests;
mod resealing;
mod rules;
mod saving;
mod second_factor;
mod seen;
mod tabs;
mod views;
