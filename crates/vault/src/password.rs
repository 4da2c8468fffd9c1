//! What the organisation asks of passwords. The server sees none: each client keeps to it by itself, for its own owner.

use bridge::account::{Lack, PasswordState};
use ledger::rules::PasswordRules;

use crate::pins::Passwords;

const DAY: u64 = 86_400_000;

/// So many days before the end it is said.
const WARNED: u64 = 14;

/// What the rules look at: it outlives the password itself, where there is more to prove before the rules are known.
#[derive(Clone, Copy)]
pub(crate) struct Shape {
    length: usize,
    kinds: u8,
}

impl Shape {
    pub(crate) fn of(password: &str) -> Self {
        Self {
            length: password.chars().count(),
            kinds: kinds(password),
        }
    }

    /// What a password of this shape lacks of the rules.
    pub(crate) fn lacks(self, rules: PasswordRules) -> Vec<Lack> {
        let mut lacks = Vec::new();
        if self.length < usize::from(rules.length) {
            lacks.push(Lack::Length(rules.length));
        }
        if self.kinds < rules.kinds {
            lacks.push(Lack::Kinds(rules.kinds));
        }
        lacks
    }
}

/// What a password lacks of the rules: of that, how hard it is to guess is another question.
pub(crate) fn lacks(password: &str, rules: PasswordRules) -> Vec<Lack> {
    Shape::of(password).lacks(rules)
}

/// Of how many kinds its characters are: lower case, upper case, digits, all others. A character that knows no case is one of the others.
fn kinds(password: &str) -> u8 {
    let others = |c: char| !c.is_lowercase() && !c.is_uppercase() && !c.is_ascii_digit();
    let has = |kind: &dyn Fn(char) -> bool| u8::from(password.chars().any(kind));
    has(&char::is_lowercase)
        + has(&char::is_uppercase)
        + has(&|c| c.is_ascii_digit())
        + has(&others)
}

/// How long the password is good. `fits`: whether it is what the rules ask for.
pub(crate) fn state(
    passwords: &Passwords,
    rules: PasswordRules,
    fits: bool,
    now: u64,
) -> PasswordState {
    if !fits {
        return PasswordState::Unfit;
    }
    if rules.days == 0 || passwords.since == 0 {
        return PasswordState::Fine;
    }
    let end = passwords.since + u64::from(rules.days) * DAY;
    match end.saturating_sub(now) {
        0 => PasswordState::Over,
        left if left <= WARNED * DAY => {
            PasswordState::Ends(u8::try_from(left.div_ceil(DAY)).unwrap_or(u8::MAX))
        }
        _ => PasswordState::Fine,
    }
}

#[cfg(test)]
mod tests {
    use ledger::rules::Rules;

    use super::*;

    #[test]
    fn kinds_are_counted_in_every_script() {
        for (password, count) in [
            ("abc", 1),
            ("aB", 2),
            ("aB3", 3),
            ("aB3!", 4),
            ("春眠不觉晓", 1),
            ("春aB3", 4),
            ("Éà", 2),
            ("", 0),
        ] {
            assert_eq!(kinds(password), count, "{password}");
        }
    }

    #[test]
    fn what_is_missing_is_told() {
        let rules = Rules::default().passwords;
        assert_eq!(lacks("Seven-lanterns-7", rules), []);
        assert_eq!(lacks("seven", rules), [Lack::Length(12), Lack::Kinds(4)]);
        // Characters, not bytes.
        assert_eq!(lacks("春眠不觉晓处处闻啼鸟aA1", rules), []);
    }

    #[test]
    fn a_password_ends_and_its_owner_is_warned_two_weeks_before() {
        let rules = Rules::default().passwords;
        let passwords = Passwords {
            since: DAY,
            marks: Vec::new(),
        };
        let on = |day: u64| state(&passwords, rules, true, day * DAY);
        assert_eq!(on(76), PasswordState::Fine);
        assert_eq!(on(77), PasswordState::Ends(14));
        assert_eq!(on(90), PasswordState::Ends(1));
        assert_eq!(on(91), PasswordState::Over);
        let forever = PasswordRules { days: 0, ..rules };
        assert_eq!(
            state(&passwords, forever, true, 999 * DAY),
            PasswordState::Fine
        );
        assert_eq!(state(&passwords, rules, false, DAY), PasswordState::Unfit);
        let unknown = Passwords::default();
        assert_eq!(state(&unknown, rules, true, 999 * DAY), PasswordState::Fine);
    }
}
