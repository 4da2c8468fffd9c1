//! The last twelve months, as spans of opening dates.

use bridge::list::Span;
use chrono::{Datelike, Months, NaiveDate};
use dossier::date;

/// A month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Month {
    /// Its first day.
    pub(crate) first: NaiveDate,
    /// All of its days.
    pub(crate) span: Span,
}

impl Month {
    /// `2026-11`.
    pub(crate) fn name(self) -> String {
        format!("{:04}-{:02}", self.first.year(), self.first.month())
    }
}

/// The month of `today` and the eleven before it, oldest first. Fewer where the calendar ends.
pub(crate) fn last_twelve(today: NaiveDate) -> Vec<Month> {
    let Some(this) = today.with_day(1) else {
        return Vec::new();
    };
    (0..12)
        .rev()
        .filter_map(|ago| {
            let first = this.checked_sub_months(Months::new(ago))?;
            let next = first.checked_add_months(Months::new(1))?;
            let span = Span {
                from: Some(date::to_days(first)),
                to: Some(date::to_days(next) - 1),
            };
            Some(Month { first, span })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn twelve_months_follow_each_other_without_a_gap() {
        for (y, m, d) in [(2026, 11, 29), (2024, 2, 29), (2026, 1, 1), (2025, 12, 31)] {
            let today = NaiveDate::from_ymd_opt(y, m, d).unwrap();
            let months = last_twelve(today);
            assert_eq!(months.len(), 12);
            assert!(months[11].span.holds(date::to_days(today)));
            for pair in months.windows(2) {
                assert_eq!(pair[0].span.to.unwrap() + 1, pair[1].span.from.unwrap());
            }
        }
    }

    #[test]
    fn a_month_is_named_by_year_and_number() {
        let today = NaiveDate::from_ymd_opt(2026, 3, 14).unwrap();
        let names: Vec<String> = last_twelve(today).into_iter().map(Month::name).collect();
        assert_eq!(names[0], "2025-04");
        assert_eq!(names[11], "2026-03");
    }
}
