//! The wall clock, in the reader's time zone.

use chrono::{Datelike, NaiveDate};
use js_sys::Date;

/// Milliseconds since 1970.
pub(crate) fn now_ms() -> f64 {
    Date::now()
}

/// Today; the first day of 1970 if the browser's date makes no sense.
pub(crate) fn today() -> NaiveDate {
    let now = Date::new_0();
    let year = i32::try_from(now.get_full_year()).unwrap_or(1970);
    NaiveDate::from_ymd_opt(year, now.get_month() + 1, now.get_date()).unwrap_or_default()
}

/// Today as YYYY-MM-DD.
pub(crate) fn today_text() -> String {
    let now = Date::new_0();
    format!(
        "{:04}-{:02}-{:02}",
        now.get_full_year(),
        now.get_month() + 1,
        now.get_date()
    )
}

/// A moment as YYYY-MM-DD HH:MM.
pub(crate) fn moment(ms: u64) -> String {
    let at = date(ms);
    format!(
        "{:04}-{:02}-{:02} {:02}:{:02}",
        at.get_full_year(),
        at.get_month() + 1,
        at.get_date(),
        at.get_hours(),
        at.get_minutes()
    )
}

/// A moment's day as YYYY-MM-DD.
pub(crate) fn day(ms: u64) -> String {
    let mut text = moment(ms);
    text.truncate("YYYY-MM-DD".len());
    text
}

/// The last millisecond of a day, in milliseconds since 1970; 0 for a day that the browser does not know.
pub(crate) fn end_of(day: NaiveDate) -> u64 {
    let year = u32::try_from(day.year()).unwrap_or_default();
    let next = Date::new_with_year_month_day(
        year,
        day.month0().cast_signed(),
        day.day().cast_signed() + 1,
    );
    let ms = next.get_time() - 1.0;
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a float becomes the nearest number, and nonsense becomes 0"
    )]
    let ms = ms as u64;
    ms
}

/// A moment as HH:MM.
pub(crate) fn hour(ms: u64) -> String {
    let at = date(ms);
    format!("{:02}:{:02}", at.get_hours(), at.get_minutes())
}

#[allow(
    clippy::cast_precision_loss,
    reason = "milliseconds since 1970 stay far below 2^53"
)]
fn date(ms: u64) -> Date {
    Date::new(&wasm_bindgen::JsValue::from_f64(ms as f64))
}
