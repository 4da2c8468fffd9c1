#![doc = include_str!("../README.md")]

mod book;
mod cell;
mod delimited;
mod error;
mod guess;
pub mod limits;
mod read;
mod xlsx;

pub use book::{Book, Row, Sheet};
pub use cell::{Cell, Kind};
pub use error::Unreadable;
pub use guess::{
    ClientKind, Column, Fit, Guess, Heading, LeftOut, Reason, Sorted, guess, guess_heading,
    guess_sheet, sort,
};
pub use read::read;
