//! What may stand in a client's file, how it is masked, and that its bytes stay readable.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod client;
mod credit_code;
mod date;
mod id_number;
mod industry;
mod list;
mod mask;
mod mobile;
mod normal;
mod phone;
mod section;
mod tag;

use chrono::NaiveDate;

/// The day all tests are run on.
fn today() -> NaiveDate {
    day(2026, 1, 5)
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}
