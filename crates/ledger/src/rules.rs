//! Rules of an organisation that no key depends on: passwords, failed sign-ins, sessions, second factors, reading, the log. They are signed
//! like everything else of the policy, so that nobody loosens them unseen.

use minicbor::{Decode, Encode};

use crate::id::RoleId;

/// What a password has to be. The server sees none, so each client keeps to it by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct PasswordRules {
    /// At least so many characters, 8–64.
    #[n(0)]
    pub length: u8,
    /// Of at least so many kinds (lower case, upper case, digits, all others), 1–4.
    #[n(1)]
    pub kinds: u8,
    /// For so many days, 30–730; 0: for ever.
    #[n(2)]
    pub days: u16,
    /// None of the last so many, 0–10.
    #[n(3)]
    pub history: u8,
}

/// What failed sign-ins come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct LockOut {
    /// So many failures, 3–20,
    #[n(0)]
    pub failures: u8,
    /// lock for so many minutes, 1–1440.
    #[n(1)]
    pub minutes: u16,
}

/// How long somebody stays signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct SessionRules {
    /// At most so many hours, 1–72.
    #[n(0)]
    pub hours: u8,
    /// Without a request for at most so many minutes, 5–1440.
    #[n(1)]
    pub idle_minutes: u16,
}

/// Of all rules those that are not in [`crate::statement::Policy`] since its beginning.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Rules {
    /// For passwords.
    #[n(0)]
    pub passwords: PasswordRules,
    /// For failures.
    #[n(1)]
    pub lock_out: LockOut,
    /// For sessions.
    #[n(2)]
    pub sessions: SessionRules,
    /// Roles whose holders sign in with a second factor, each once.
    #[n(3)]
    pub second_factor: Vec<RoleId>,
    /// More files than these opened in a day ask for a reason and are told to the head, 10–10,000; 0: no matter how many.
    #[n(4)]
    pub views_a_day: u16,
    /// Lines of the operation log are kept for so many days, 184–3,650: GB/T 22239 and the Cybersecurity Law ask for six months, which are 184 days at most.
    #[n(5)]
    pub log_days: u16,
}

impl Default for Rules {
    /// The customer's guide: four kinds of characters, 90 days, five failures for 30 minutes, a log of a year. And: twelve characters, none of
    /// the last five, twelve hours or one without a request, 200 files a day.
    fn default() -> Self {
        Self {
            passwords: PasswordRules {
                length: 12,
                kinds: 4,
                days: 90,
                history: 5,
            },
            lock_out: LockOut {
                failures: 5,
                minutes: 30,
            },
            sessions: SessionRules {
                hours: 12,
                idle_minutes: 60,
            },
            second_factor: Vec::new(),
            views_a_day: 200,
            log_days: 365,
        }
    }
}

impl Rules {
    /// Whether every number is within its limits.
    pub(crate) fn are_sound(&self) -> bool {
        let Self {
            passwords,
            lock_out,
            sessions,
            second_factor,
            views_a_day,
            log_days,
        } = self;
        (8..=64).contains(&passwords.length)
            && (1..=4).contains(&passwords.kinds)
            && (passwords.days == 0 || (30..=730).contains(&passwords.days))
            && passwords.history <= 10
            && (3..=20).contains(&lock_out.failures)
            && (1..=1440).contains(&lock_out.minutes)
            && (1..=72).contains(&sessions.hours)
            && (5..=1440).contains(&sessions.idle_minutes)
            && second_factor.len() <= 1000
            && sorted::set(second_factor).len() == second_factor.len()
            && (*views_a_day == 0 || (10..=10_000).contains(views_a_day))
            && (184..=3650).contains(log_days)
    }
}
