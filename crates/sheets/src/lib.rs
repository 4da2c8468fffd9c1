#![doc = include_str!("../README.md")]

mod best;
mod date;
mod decode;
mod delimited;
mod error;
mod gather;
mod guess;
mod heading;
pub mod limits;
mod number;
mod read;
mod records;
mod workbook;
mod xlsx;

pub use best::best;
pub use error::ReadError;
pub use guess::{ClientKind, Layout, guess};
pub use heading::Column;
pub use read::read;
pub use records::{Record, records};
pub use workbook::{Cell, Kind, Row, Sheet, Workbook};
