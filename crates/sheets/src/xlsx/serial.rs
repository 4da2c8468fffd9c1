//! Numbers as a spreadsheet keeps and shows them.

use super::styles::Format;
use crate::{Cell, Kind};

/// From here on a whole number has more digits than the 15 that a spreadsheet keeps.
const KEPT: f64 = 1e15;
/// The day after 9999-12-31, the last that a spreadsheet knows.
const LAST: f64 = 2_958_466.0;
/// Days from 1900-01-00 to 1904-01-01.
const SINCE_1904: f64 = 1462.0;

/// A number's cell, from what the workbook wrote down for it. What is no number is text.
pub(super) fn cell(raw: &str, format: Format, from_1904: bool) -> Cell {
    let raw = raw.trim();
    let Some(value) = raw.parse::<f64>().ok().filter(|value| value.is_finite()) else {
        return Cell::typed(raw);
    };
    let shift = if from_1904 { SINCE_1904 } else { 0.0 };
    let moment = Some(value + shift).filter(|moment| value >= 0.0 && *moment < LAST);
    match (format, moment) {
        (Format::Date | Format::DateTime | Format::Time, Some(moment)) => {
            Cell::of(Kind::Date, date(moment, format))
        }
        _ if value.abs() >= KEPT => {
            let digits = raw.strip_prefix('-').unwrap_or(raw);
            let written = digits.bytes().all(|b| b.is_ascii_digit()) && digits.len() < 40;
            Cell::of(
                Kind::Lossy,
                if written {
                    raw.to_owned()
                } else {
                    format!("{value}")
                },
            )
        }
        (Format::Padded(width), _) if value >= 0.0 && value.fract() == 0.0 => Cell::of(
            Kind::Number,
            format!("{value:0width$}", width = usize::from(width)),
        ),
        _ => Cell::of(Kind::Number, number(value)),
    }
}

/// At most 15 significant digits, so that 0.1 + 0.2 is 0.3.
fn number(value: f64) -> String {
    if value.fract() == 0.0 {
        // Adding zero makes of -0 a 0.
        return format!("{}", value + 0.0);
    }
    format!("{value:.14e}")
        .parse::<f64>()
        .map_or_else(|_| format!("{value}"), |rounded| format!("{rounded}"))
}

/// Days since 1900-01-00 as a date, the parts of a day as a time, each where the format shows it.
fn date(moment: f64, format: Format) -> String {
    // To the second: a time is kept as a part of a day, and not exactly.
    let seconds = (moment * 86_400.0).round() as i64;
    let (days, seconds) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let time = if second == 0 {
        format!("{hour:02}:{minute:02}")
    } else {
        format!("{hour:02}:{minute:02}:{second:02}")
    };
    match format {
        Format::Time if days == 0 => time,
        Format::DateTime | Format::Time if seconds > 0 => format!("{} {time}", day(days)),
        _ => day(days),
    }
}

/// A day's number as a date. Day 60 is 1900-02-29, which never was: spreadsheets count it, and so the days before it are one off.
fn day(number: i64) -> String {
    if number == 60 {
        return "1900-02-29".to_owned();
    }
    // Days since 0000-03-01 of the proleptic Gregorian calendar; 1899-12-30 is day 693,899.
    let days = number + 693_899 + i64::from(number < 60);
    // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": civil_from_days.
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    let year = year + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(raw: &str, format: Format) -> String {
        cell(raw, format, false).text().to_owned()
    }

    #[test]
    fn dates() {
        // Pairs that spreadsheets show.
        for (raw, date) in [
            ("1", "1900-01-01"),
            ("59", "1900-02-28"),
            ("60", "1900-02-29"),
            ("61", "1900-03-01"),
            ("36526", "2000-01-01"),
            ("36585", "2000-02-29"),
            ("45083", "2023-06-06"),
            ("43703", "2019-08-26"),
            ("2958465", "9999-12-31"),
            ("45943.5", "2025-10-13"),
        ] {
            assert_eq!(shown(raw, Format::Date), date, "{raw}");
        }
        assert_eq!(shown("45943.5", Format::DateTime), "2025-10-13 12:00");
        assert_eq!(shown("45943.541", Format::DateTime), "2025-10-13 12:59:02");
        assert_eq!(shown("45943", Format::DateTime), "2025-10-13");
        assert_eq!(shown("0.75", Format::Time), "18:00");
        assert_eq!(cell("0", Format::Date, true).text(), "1904-01-01");
        assert_eq!(cell("-3", Format::Date, false).kind(), Kind::Number);
        assert_eq!(cell("2958466", Format::Date, false).kind(), Kind::Number);
    }

    #[test]
    fn numbers() {
        for (raw, text) in [
            ("13681590830", "13681590830"),
            ("1.3681590830E10", "13681590830"),
            ("600.0", "600"),
            ("0.30000000000000004", "0.3"),
            ("-0", "0"),
            ("2.5", "2.5"),
            ("999999999999999", "999999999999999"),
        ] {
            assert_eq!(shown(raw, Format::Plain), text, "{raw}");
            assert_eq!(cell(raw, Format::Plain, false).kind(), Kind::Number);
        }
        assert_eq!(shown("42", Format::Padded(6)), "000042");
        assert_eq!(cell("nan", Format::Plain, false).kind(), Kind::Text);
    }

    #[test]
    fn sixteen_digits_are_lost() {
        for (raw, text) in [
            ("4.403052001112296e+17", "440305200111229600"),
            ("1E15", "1000000000000000"),
            ("420106198502279717", "420106198502279717"),
        ] {
            let cell = cell(raw, Format::Plain, false);
            assert!(cell.is_lossy(), "{raw}");
            assert_eq!(cell.text(), text);
        }
    }
}
