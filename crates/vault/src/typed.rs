//! What was typed on the page, checked again: whatever the page allowed, the engine signs no name that others would refuse.

use bridge::{
    Failure, Reason, Secret,
    account::Lack,
    names::{self, NameProblem},
};
use ledger::rules::PasswordRules;
use seal::{
    password::MAX_PASSWORD,
    recovery::base32::{narrow, separates, symbol, value},
};
use wire::second_factor::{DIGITS, Given, ONE_TIME_LENGTH, Source};

use crate::{Result, password::lacks, rating};

/// A name of somebody or something, in its one spelling.
pub(crate) fn name(field: &str, typed: &str) -> Result<String> {
    names::parse(typed).map_err(|problem| named(field, problem))
}

/// What somebody will sign in with, in its one spelling.
pub(crate) fn sign_in_name(typed: &str) -> Result<String> {
    names::parse_sign_in(typed).map_err(|problem| named("sign_in_name", problem))
}

/// A new password: what the rules ask for, neither easy to guess nor longer than what is stretched.
pub(crate) fn new_password(
    password: &Secret,
    context: &[&str],
    rules: PasswordRules,
) -> Result<()> {
    if password.expose().len() > MAX_PASSWORD {
        return Err(invalid("password", "too_long"));
    }
    match lacks(password.expose(), rules).first() {
        Some(Lack::Length(_)) => return Err(invalid("password", "too_short")),
        Some(Lack::Kinds(_)) => return Err(invalid("password", "kinds")),
        None => {}
    }
    if !rating::suffices(password.expose(), context) {
        return Err(invalid("password", "weak"));
    }
    Ok(())
}

fn named(field: &str, problem: NameProblem) -> Failure {
    invalid(field, problem.name())
}

pub(crate) fn invalid(field: &str, problem: &str) -> Failure {
    Failure {
        reason: Reason::Invalid,
        fields: vec![(field.to_owned(), problem.to_owned())],
    }
}

/// The code of a second factor: six digits, or a one-time code. Blanks, dashes, small letters and full-width characters are read generously.
pub(crate) fn factor_code(typed: &Secret) -> Result<Given> {
    let typed = typed.expose().chars().map(narrow);
    let typed: Vec<char> = typed.filter(|symbol| !separates(*symbol)).collect();
    let is_totp = typed.len() == DIGITS && typed.iter().all(char::is_ascii_digit);
    let (source, code) = match is_totp {
        true => (Source::Totp, Some(typed.iter().collect())),
        false => {
            let symbols = typed.iter().map(|typed| value(*typed).map(symbol));
            let fits = typed.len() == ONE_TIME_LENGTH;
            let code = symbols.collect::<Option<String>>();
            (Source::OneTime, code.filter(|_| fits))
        }
    };
    let code = code.ok_or_else(|| invalid("code", "malformed"))?;
    Ok(Given { source, code })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn read(text: &str) -> Option<(Source, String)> {
        let given = factor_code(&Secret::new(text.to_owned())).ok()?;
        Some((given.source, given.code))
    }

    #[test]
    fn a_code_is_read_as_it_is_typed() {
        for text in ["042137", " 042 137 ", "０４２　１３７", "042-137"] {
            assert_eq!(
                read(text),
                Some((Source::Totp, "042137".to_owned())),
                "{text}"
            );
        }
        for text in ["AB0D1-FGHJK", "abod lfghjk", "ａｂ０ｄＩ－ｆｇｈｊｋ"] {
            let code = "AB0D1FGHJK".to_owned();
            assert_eq!(read(text), Some((Source::OneTime, code)), "{text}");
        }
        for text in [
            "",
            "12345",
            "1234567",
            "ABCDE-FGHJ",
            "ABCDE-FGHJKM",
            "ABCDE-FGHJU",
            "十二三四五六",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
