//! What was typed on the page, checked again: whatever the page allowed, the engine signs no name that others would refuse.

use bridge::{
    Failure, Reason, Secret,
    account::Lack,
    names::{self, NameProblem},
};
use ledger::rules::PasswordRules;
use seal::password::MAX_PASSWORD;

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
