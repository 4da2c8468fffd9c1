//! Days as spreadsheets count them.

use chrono::{Days, NaiveDate};

/// 9999-12-31, the last day that a spreadsheet knows.
const LAST: f64 = 2_958_465.0;

/// The day of a serial number as `YYYY-MM-DD`, its time of day left out. None for a time of day alone, for 1900-02-29, which Excel counts
/// and no calendar has, and beyond the year 9999.
///
/// Serial 1 is 1900-01-01, or 1904-01-02 in workbooks that count from 1904.
pub(crate) fn from_serial(serial: f64, from_1904: bool) -> Option<String> {
    if !(1.0..LAST + 1.0).contains(&serial) {
        return None;
    }
    // Whole and below three million by the line above.
    let days = serial as u64;
    let zero = match (from_1904, days) {
        (true, _) => NaiveDate::from_ymd_opt(1904, 1, 1)?,
        (false, ..=59) => NaiveDate::from_ymd_opt(1899, 12, 31)?,
        (false, 60) => return None,
        // One day that never was has been counted.
        (false, 61..) => NaiveDate::from_ymd_opt(1899, 12, 30)?,
    };
    let day = zero.checked_add_days(Days::new(days))?;
    Some(day.format("%Y-%m-%d").to_string())
}

/// The day that an ISO 8601 date or date and time begins with.
pub(crate) fn from_iso(text: &str) -> Option<String> {
    let day = text.get(..10)?;
    let rest = text.get(10..)?;
    let valid = NaiveDate::parse_from_str(day, "%Y-%m-%d").is_ok()
        && (rest.is_empty() || rest.starts_with('T'));
    valid.then(|| day.to_owned())
}
