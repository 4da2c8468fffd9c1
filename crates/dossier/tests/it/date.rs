use crate::day;
use dossier::date;
use proptest::prelude::*;

#[test]
fn every_spelling_is_the_same_day() {
    for text in [
        "2026-01-05",
        "2026-1-5",
        "2026/1/5",
        "2026.01.05",
        "2026年1月5日",
        "2026年01月05号",
        "2026年1月5",
        "20260105",
        "２０２６－０１－０５",
        " 2026 年 1 月 5 日 ",
    ] {
        assert_eq!(date::parse(text), Some(day(2026, 1, 5)), "{text}");
    }
}

#[test]
fn what_is_no_day_is_refused() {
    for text in [
        "",
        "-",
        "年月日",
        "2026",
        "2026-13-01",
        "2031-02-30",
        "2025-02-29",
        "26-1-5",
        "0999-01-01",
        "2026-1/5",
        "2026-1-5-1",
        "2026-1",
        "+2026-1-5",
        "2026-+1-5",
        "2026-001-05",
        "45083",
        "202601050",
        "5/1/2026",
        "2026年1月",
        "2026年5日",
        "2026-1-5T00:00",
        "二〇二六年一月五日",
    ] {
        assert_eq!(date::parse(text), None, "{text}");
    }
}

#[test]
fn days_are_counted_from_1970() {
    assert_eq!(date::to_days(day(1970, 1, 1)), 0);
    assert_eq!(date::to_days(day(1969, 12, 31)), -1);
    assert_eq!(date::to_days(day(2000, 3, 1)), 11_017);
    assert_eq!(date::from_days(i32::MAX), None);
    assert_eq!(date::from_days(i32::MIN), None);
}

proptest! {
    #[test]
    fn days_and_text_lead_back(days in -354_000..2_900_000_i32) {
        let date = date::from_days(days).unwrap();
        prop_assert_eq!(date::to_days(date), days);
        prop_assert_eq!(date::parse(&date::format(date)), Some(date));
    }

    #[test]
    fn any_text_is_answered(text in ".*") {
        if let Some(date) = date::parse(&text) {
            prop_assert_eq!(date::parse(&date::format(date)), Some(date));
        }
    }
}
