//! Reading whole files: the lists of `data/`, made ones, and hostile ones.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod guesses;
mod hostile;
mod lists;
mod text;
mod workbook;
mod workbooks;
