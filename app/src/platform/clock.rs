//! The wall clock, in the reader's time zone.

use chrono::NaiveDate;
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
