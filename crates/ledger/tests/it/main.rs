//! The rules of roster and journal, tried from outside.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr
)]

mod authority;
mod chain;
mod company;
mod documents;
mod files;
mod fitting;
mod histories;
mod journal;
mod oracle;
mod overseers;
mod past;
mod protocol;
mod puppets;
mod readings;
mod removals;
mod speed;
mod standing_in;
mod vectors;
mod views;
