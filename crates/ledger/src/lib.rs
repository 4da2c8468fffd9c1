#![doc = include_str!("../README.md")]

pub mod entry;
pub mod hash;
pub mod id;
pub mod journal;
mod links;
pub mod refusal;
pub mod rights;
pub mod roster;
pub mod rules;
pub mod statement;
pub mod tags;
pub mod templates;
pub mod text;

pub use journal::Journal;
pub use refusal::Refusal;
pub use roster::{Roster, View};
