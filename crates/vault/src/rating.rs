//! How hard a password is to guess, on the scale that zxcvbn made common: 0 (under 10³ guesses) to 4 (10¹⁰ and more).
//!
//! Without word lists, which would be half of the engine's size: **every unbroken run of letters counts as words of a
//! small vocabulary**, whatever it says, and runs, repeats, keyboard walks, dates, what the guesser knows and what was
//! typed before count for next to nothing. So it errs on the strict side; length by further words is what it rewards.

use bridge::account::{LEAST_SCORE, PasswordRating};

/// Characters beyond which more length does not change the verdict.
const RATED: usize = 128;
/// log₁₀ of the vocabulary that a run of letters is taken from: 20,000 words.
const WORD: f64 = 4.3;
/// Letters that one more word may be hidden in.
const WORD_LETTERS: usize = 12;
/// log₁₀ of the guesses for a walk, a repeat or something that everybody uses.
const TRIVIAL: f64 = 1.5;
/// log₁₀ of the guesses that what stands there already comes once more: less than any new character costs.
const AGAIN: f64 = 0.3;
/// Characters that are the same by no accident, where they stand twice.
const SAME: usize = 4;
/// As many where four characters are a word or a saying.
const SAME_OTHER: usize = 2;
/// log₁₀ of the guesses for one unpredictable character.
const CHARACTER: f64 = 1.0;
/// log₁₀ of the guesses for a symbol.
const SYMBOL: f64 = 1.3;

/// Orders in which characters are typed without thinking, forwards and backwards.
const WALKS: [&str; 7] = [
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "!@#$%^&*()",
    "1qaz2wsx3edc4rfv",
];

/// What stands in every list of leaked passwords, Chinese ones first.
const COMMON: [&str; 24] = [
    "woaini", "wodemima", "5201314", "1314520", "mima", "nihao", "zhongguo", "beijing", "shanghai",
    "baobao", "laopo", "laogong", "password", "passwort", "admin", "welcome", "letmein",
    "iloveyou", "dragon", "monkey", "changeme", "jiandang", "secret", "company",
];

/// Rates a password against words that a guesser would try first.
pub(crate) fn rate(password: &str, context: &[String]) -> PasswordRating {
    let score = match guesses(password, context) {
        ..3.0 => 0,
        ..6.0 => 1,
        ..8.0 => 2,
        ..10.0 => 3,
        _ => 4,
    };
    PasswordRating {
        score,
        lacks: Vec::new(),
    }
}

/// Whether a new password is strong enough to be taken.
pub(crate) fn suffices(password: &str, context: &[&str]) -> bool {
    let context: Vec<String> = context.iter().map(|word| (*word).to_owned()).collect();
    rate(password, &context).score >= LEAST_SCORE
}

/// log₁₀ of the guesses.
fn guesses(password: &str, context: &[String]) -> f64 {
    let typed: Vec<char> = password.chars().take(RATED).collect();
    let mut lower: Vec<char> = typed.iter().flat_map(|c| c.to_lowercase().next()).collect();
    unleet(&mut lower);
    let mut known: Vec<Vec<char>> = context
        .iter()
        .flat_map(|words| words.split_whitespace())
        .map(|word| word.to_lowercase().chars().collect())
        .collect();
    known.extend(COMMON.iter().map(|word| word.chars().collect()));
    known.retain(|word| word.len() > 2 || word.iter().any(|c| !c.is_ascii()));
    sorted::by_key(&mut known, |word| std::cmp::Reverse(word.len()));

    let mut total = 0.0;
    let mut at = 0;
    let mut symbols = Vec::new();
    while at < lower.len() {
        let rest = &lower[at..];
        let (length, cost) = again(&lower, at)
            .map(|length| (length, AGAIN))
            .or_else(|| {
                let word = known.iter().find(|word| rest.starts_with(word))?;
                Some((word.len(), TRIVIAL))
            })
            .or_else(|| walk(rest).map(|length| (length, TRIVIAL)))
            .or_else(|| repeat(rest).map(|length| (length, TRIVIAL)))
            .unwrap_or_else(|| run(&lower, at, &known, &mut symbols));
        total += cost;
        at += length;
    }
    let upper = typed.iter().filter(|c| c.is_uppercase()).count();
    // A capital at the front is what everybody does.
    let front = typed.first().is_some_and(|c| c.is_uppercase());
    total + 0.3 * (upper.saturating_sub(usize::from(front)).min(4) as f64)
}

/// Digits and symbols that stand for letters count as these letters when letters stand on both sides.
fn unleet(lower: &mut [char]) {
    for at in 1..lower.len().saturating_sub(1) {
        let letter = match lower[at] {
            '0' => 'o',
            '1' | '!' => 'i',
            '3' => 'e',
            '4' | '@' => 'a',
            '5' | '$' => 's',
            '7' => 't',
            _ => continue,
        };
        if lower[at - 1].is_alphabetic() && lower[at + 1].is_alphabetic() {
            lower[at] = letter;
        }
    }
}

/// The length of a keyboard walk or a sequence at the front, if it is at least three.
fn walk(rest: &[char]) -> Option<usize> {
    let along = |order: &[char]| {
        order
            .windows(1)
            .enumerate()
            .filter(|(_, first)| first[0] == rest[0])
            .map(|(from, _)| {
                order[from..]
                    .iter()
                    .zip(rest)
                    .take_while(|(one, two)| one == two)
                    .count()
            })
            .max()
    };
    WALKS
        .iter()
        .flat_map(|walk| {
            let forwards: Vec<char> = walk.chars().collect();
            let backwards: Vec<char> = walk.chars().rev().collect();
            [along(&forwards), along(&backwards)]
        })
        .flatten()
        .max()
        .filter(|length| *length >= 3)
}

/// The length of a repeated piece at the front: the same one to four characters at least three times, or one at least four times.
fn repeat(rest: &[char]) -> Option<usize> {
    (1..=4)
        .filter(|period| rest.len() >= period * 3)
        .map(|period| {
            (
                period,
                rest.iter()
                    .zip(&rest[period..])
                    .take_while(|(one, two)| one == two)
                    .count()
                    + period,
            )
        })
        .find(|(period, length)| *length >= (period * 3).max(4))
        .map(|(_, length)| length)
}

/// The length of what begins here and stands somewhere before, if that is no accident.
fn again(typed: &[char], at: usize) -> Option<usize> {
    let rest = &typed[at..];
    let least = match class(*rest.first()?) {
        Class::Other => SAME_OTHER,
        _ => SAME,
    };
    (0..at)
        .map(|from| {
            typed[from..]
                .iter()
                .zip(rest)
                .take_while(|(one, two)| one == two)
                .count()
        })
        .max()
        .filter(|length| *length >= least)
}

/// A run of one class from here on, up to where something known or something typed before begins, and its cost.
fn run(typed: &[char], at: usize, known: &[Vec<char>], symbols: &mut Vec<char>) -> (usize, f64) {
    let rest = &typed[at..];
    let first = rest[0];
    let class = class(first);
    let length = (1..rest.len())
        .find(|next| {
            self::class(rest[*next]) != class
                || known
                    .iter()
                    .any(|word| word.len() > 3 && rest[*next..].starts_with(word))
                || again(typed, at + next).is_some()
        })
        .unwrap_or(rest.len());
    match class {
        Class::Letters => {
            let words = length.div_ceil(WORD_LETTERS) as f64;
            (length, (words * WORD).min(length as f64 * CHARACTER))
        }
        // Four characters of Chinese are a word or a saying.
        Class::Other => (length, length.div_ceil(4) as f64 * WORD),
        Class::Digits => (length, digits(&rest[..length])),
        Class::Symbol => {
            let cost = if symbols.contains(&first) {
                0.1
            } else {
                SYMBOL
            };
            symbols.push(first);
            (1, cost)
        }
    }
}

/// Years, dates and mobile numbers are guessed as such.
fn digits(run: &[char]) -> f64 {
    let text: String = run.iter().collect();
    let year = |text: &str| text.starts_with("19") || text.starts_with("20");
    match run.len() {
        4 if year(&text) => 2.0,
        6 => 4.0,
        8 if year(&text) => 4.0,
        11 if text.starts_with('1') => 6.0,
        length => length as f64 * CHARACTER,
    }
}

#[derive(PartialEq, Eq)]
enum Class {
    Letters,
    Digits,
    Symbol,
    Other,
}

fn class(c: char) -> Class {
    match c {
        _ if c.is_ascii_digit() => Class::Digits,
        _ if c.is_ascii() && !c.is_ascii_alphabetic() => Class::Symbol,
        _ if c.is_alphabetic() && (c as u32) < 0x2E80 => Class::Letters,
        _ => Class::Other,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn score(password: &str) -> u8 {
        rate(
            password,
            &[
                "王敏".to_owned(),
                "wangmin".to_owned(),
                "晨光商贸".to_owned(),
            ],
        )
        .score
    }

    #[test]
    fn what_everybody_uses_is_refused() {
        for weak in [
            "",
            "a",
            "123456",
            "12345678",
            "password",
            "Passw0rd!",
            "P@ssw0rd123",
            "qwerty123",
            "1qaz2wsx",
            "woaini1314",
            "woaini5201314",
            "Wangmin1990!",
            "wangmin-wangmin",
            "Abc12345!",
            "qwe123!@#",
            "aaaaaaaaaaaa",
            "abababababab",
            "13812344471",
            "19900101",
            "zhangwei1988",
            "Zhongguo2026!",
            "晨光商贸2026",
            "iloveyou!!",
            "lanterns",
            "xiaomingaini",
        ] {
            assert!(score(weak) < LEAST_SCORE, "{weak} got {}", score(weak));
        }
    }

    #[test]
    fn several_words_or_real_randomness_are_taken() {
        for strong in [
            "seven-lanterns-above-the-river",
            "nine cranes over the bridge",
            "k7#Vq2!xTz9",
            "mQ4vR8sW2nL6",
            "春江花月夜里听雨声声慢",
            "blue-teapot-forgets-tuesday",
            "9f2c7ab1e45d",
        ] {
            assert!(
                score(strong) >= LEAST_SCORE,
                "{strong} got {}",
                score(strong)
            );
        }
    }

    #[test]
    fn a_word_typed_again_is_one_word_and_a_little() {
        for (once, again) in [
            ("hunter", "hunterhunter"),
            ("hunter", "HunterHunterHunter"),
            ("hunters", "huntershunter"),
            ("hunter", "hunter-hunter-hunter-hunter"),
            ("密码", "密码密码密码"),
            ("春江花月", "春江花月春江花月春江花月"),
            ("word", "word-word-word"),
            ("4471", "4471447144714471"),
        ] {
            let more = guesses(again, &[]) - guesses(once, &[]);
            assert!(more < 3.0, "{again}: {more}");
            assert!(score(again) < LEAST_SCORE, "{again} got {}", score(again));
        }
        // Another word is another word.
        assert!(guesses("hunter-lantern", &[]) - guesses("hunter", &[]) > 4.0);
    }

    #[test]
    fn a_further_word_never_makes_it_weaker() {
        let mut password = String::from("lamp");
        let mut before = 0.0;
        for word in ["river", "crane", "tuesday", "violet", "copper"] {
            password.push(' ');
            password.push_str(word);
            let now = guesses(&password, &[]);
            assert!(now > before);
            before = now;
        }
    }

    proptest::proptest! {
        #[test]
        fn anything_can_be_rated(password in ".{0,200}", context in proptest::collection::vec(".{0,12}", 0..4)) {
            proptest::prop_assert!(rate(&password, &context).score <= 4);
        }
    }
}
