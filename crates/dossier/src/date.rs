//! Dates as people write them, and as days since 1970.

use crate::normal;
use chrono::{Datelike, NaiveDate};

/// Reads `2026-01-05`, `2026/1/5`, `2026.1.5`, `2026年1月5日` or `20260105`, in full-width digits too.
///
/// None for anything else and for a day that does not exist. The year has four digits, from 1000.
pub fn parse(text: &str) -> Option<NaiveDate> {
    let text: String = normal::fold(text)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return from_parts(&text[..4], &text[4..6], &text[6..]);
    }
    // One kind of separator throughout: a mixture is more likely a slip than a date.
    if let Some((year, rest)) = text.split_once('年') {
        let (month, rest) = rest.split_once('月')?;
        let day = rest.strip_suffix(['日', '号']).unwrap_or(rest);
        return from_parts(year, month, day);
    }
    let separator = text.chars().find(|c| !c.is_ascii_digit())?;
    if !matches!(separator, '-' | '/' | '.') {
        return None;
    }
    let mut parts = text.split(separator);
    let date = from_parts(parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() { None } else { date }
}

/// `YYYY-MM-DD`.
pub fn format(date: NaiveDate) -> String {
    date.to_string()
}

/// Days since 1970-01-01; negative before it.
pub fn to_days(date: NaiveDate) -> i32 {
    date.num_days_from_ce() - EPOCH_FROM_CE
}

/// The date so many days after 1970-01-01; none beyond what a calendar date can hold.
pub fn from_days(days: i32) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(days.checked_add(EPOCH_FROM_CE)?)
}

/// 1970-01-01, counted from 0001-01-01 as day 1.
const EPOCH_FROM_CE: i32 = 719_163;

fn from_parts(year: &str, month: &str, day: &str) -> Option<NaiveDate> {
    let year = digits(year, 4..=4)?;
    let date = NaiveDate::from_ymd_opt(
        i32::try_from(year).ok()?,
        digits(month, 1..=2)?,
        digits(day, 1..=2)?,
    )?;
    (year >= 1000).then_some(date)
}

/// A number of so many digits and nothing else (`str::parse` alone would let a sign pass).
fn digits(text: &str, count: core::ops::RangeInclusive<usize>) -> Option<u32> {
    let fits = count.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}
