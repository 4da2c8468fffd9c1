//! The numbers that can be set, each with its limits. They are the ledger's, which judges what is signed.

use bridge::settings::{Settings, Subject};

use crate::i18n::{Lang, Text, settings as words};

/// A number.
pub(super) struct Number {
    /// Names its field.
    pub(super) name: &'static str,
    pub(super) subject: Subject,
    pub(super) label: Text,
    pub(super) hint: Text,
    least: u16,
    most: u16,
    /// Whether 0 says that there is no such rule.
    none: bool,
    pub(super) read: fn(&Settings) -> u16,
    pub(super) write: fn(&mut Settings, u16),
}

impl Number {
    /// What was typed, if it is within the limits; full-width figures are figures.
    pub(super) fn parse(&self, text: &str) -> Option<u16> {
        let plain: String = text
            .trim()
            .chars()
            .map(|c| match c {
                '０'..='９' => char::from_u32(u32::from(c) - 0xff10 + 0x30).unwrap_or(c),
                other => other,
            })
            .collect();
        let number: u16 = plain.parse().ok()?;
        let within = (self.least..=self.most).contains(&number) || self.none && number == 0;
        within.then_some(number)
    }

    /// What is wrong with it.
    pub(super) fn wrong(&self, text: &str, lang: Lang) -> Option<String> {
        if self.parse(text).is_some() {
            return None;
        }
        let limits = [self.least.to_string(), self.most.to_string()];
        let limits = [limits[0].as_str(), &limits[1]];
        let text = match self.none {
            true => words::BETWEEN_OR_NONE,
            false => words::BETWEEN,
        };
        Some(text.with(lang, &limits))
    }
}

/// A byte out of a number that was found to fit.
fn byte(number: u16) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

/// All of them, in the order of the form.
pub(super) static NUMBERS: [Number; 11] = [
    Number {
        name: "length",
        subject: Subject::Passwords,
        label: words::LENGTH,
        hint: words::LENGTH_HINT,
        least: 8,
        most: 64,
        none: false,
        read: |settings| settings.length.into(),
        write: |settings, number| settings.length = byte(number),
    },
    Number {
        name: "kinds",
        subject: Subject::Passwords,
        label: words::KINDS,
        hint: words::KINDS_HINT,
        least: 1,
        most: 4,
        none: false,
        read: |settings| settings.kinds.into(),
        write: |settings, number| settings.kinds = byte(number),
    },
    Number {
        name: "days",
        subject: Subject::Passwords,
        label: words::DAYS,
        hint: words::DAYS_HINT,
        least: 30,
        most: 730,
        none: true,
        read: |settings| settings.days,
        write: |settings, number| settings.days = number,
    },
    Number {
        name: "history",
        subject: Subject::Passwords,
        label: words::HISTORY,
        hint: words::HISTORY_HINT,
        least: 0,
        most: 10,
        none: false,
        read: |settings| settings.history.into(),
        write: |settings, number| settings.history = byte(number),
    },
    Number {
        name: "failures",
        subject: Subject::LockOut,
        label: words::FAILURES,
        hint: words::FAILURES_HINT,
        least: 3,
        most: 20,
        none: false,
        read: |settings| settings.failures.into(),
        write: |settings, number| settings.failures = byte(number),
    },
    Number {
        name: "lock-minutes",
        subject: Subject::LockOut,
        label: words::LOCK_MINUTES,
        hint: words::LOCK_MINUTES_HINT,
        least: 1,
        most: 1440,
        none: false,
        read: |settings| settings.lock_minutes,
        write: |settings, number| settings.lock_minutes = number,
    },
    Number {
        name: "idle-minutes",
        subject: Subject::Sessions,
        label: words::IDLE_MINUTES,
        hint: words::IDLE_MINUTES_HINT,
        least: 1,
        most: 240,
        none: false,
        read: |settings| settings.idle_minutes,
        write: |settings, number| settings.idle_minutes = number,
    },
    Number {
        name: "session-minutes",
        subject: Subject::Sessions,
        label: words::SESSION_MINUTES,
        hint: words::SESSION_MINUTES_HINT,
        least: 5,
        most: 1440,
        none: false,
        read: |settings| settings.session_minutes,
        write: |settings, number| settings.session_minutes = number,
    },
    Number {
        name: "hours",
        subject: Subject::Sessions,
        label: words::HOURS,
        hint: words::HOURS_HINT,
        least: 1,
        most: 72,
        none: false,
        read: |settings| settings.hours.into(),
        write: |settings, number| settings.hours = byte(number),
    },
    Number {
        name: "views-a-day",
        subject: Subject::Views,
        label: words::VIEWS_A_DAY,
        hint: words::VIEWS_A_DAY_HINT,
        least: 10,
        most: 10_000,
        none: true,
        read: |settings| settings.views_a_day,
        write: |settings, number| settings.views_a_day = number,
    },
    Number {
        name: "log-days",
        subject: Subject::Log,
        label: words::LOG_DAYS,
        hint: words::LOG_DAYS_HINT,
        least: 184,
        most: 3650,
        none: false,
        read: |settings| settings.log_days,
        write: |settings, number| settings.log_days = number,
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_is_read_as_it_was_written_within_its_limits() {
        let mut settings = Settings {
            length: 12,
            kinds: 4,
            days: 90,
            history: 5,
            failures: 5,
            lock_minutes: 30,
            idle_minutes: 15,
            hours: 12,
            session_minutes: 60,
            second_factor: Vec::new(),
            separate_duties: false,
            views_a_day: 200,
            log_days: 365,
        };
        for number in &NUMBERS {
            for good in [number.least, number.most] {
                assert_eq!(number.parse(&good.to_string()), Some(good));
                (number.write)(&mut settings, good);
                assert_eq!((number.read)(&settings), good, "{}", number.name);
            }
            let beyond = (u32::from(number.most) + 1).to_string();
            assert_eq!(number.parse(&beyond), None, "{}", number.name);
            for bad in ["", "x", "-1", "1.5", "99999999"] {
                assert_eq!(number.parse(bad), None, "{}", number.name);
                assert!(number.wrong(bad, Lang::Chinese).is_some());
            }
        }
        assert_eq!(NUMBERS[0].parse(" １２ "), Some(12));
        assert_eq!(NUMBERS[2].parse("0"), Some(0));
    }
}
