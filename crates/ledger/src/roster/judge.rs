//! Who may state what.

use super::view::View;
use crate::{
    entry::Author,
    id::PersonId,
    refusal::{Need, Refusal},
    rights::{Duty, Section, Sections},
    statement::{KeyName, Opening, RosterStatement},
};

/// The table of authority. Duties count only through an admitted post.
///
/// | statement | who |
/// |---|---|
/// | genesis | the founder, as the first entry and never again |
/// | enrol, define unit, define role, set policy | duty System |
/// | appoint | duty System, or the recovery root |
/// | admit | duty Archive, or the recovery root |
/// | open epochs | duty Archive and View of all that the key opens: of the section, or of whatever the post may view; or the recovery root |
/// | rekey | the recovery root |
pub(super) fn may_state(
    view: View<'_>,
    author: Author,
    statement: &RosterStatement,
) -> Result<(), Refusal> {
    use RosterStatement as S;
    match (statement, author) {
        (S::Genesis(_), Author::Person(_)) if view.seen == 0 => Ok(()),
        (S::Genesis(_), _) => Err(Refusal::Begun),

        (
            S::Enrol(..) | S::DefineUnit(_) | S::DefineRole(_) | S::SetPolicy(_),
            Author::Person(author),
        ) => has_duty(view, author, Duty::System),
        (
            S::Enrol(..) | S::DefineUnit(_) | S::DefineRole(_) | S::SetPolicy(_),
            Author::Recovery,
        ) => Err(Refusal::NotAllowed(Need::Person)),

        (S::Appoint(..) | S::Admit { .. } | S::OpenEpochs(_) | S::Rekey(..), Author::Recovery) => {
            Ok(())
        }
        (S::Appoint(..), Author::Person(author)) => has_duty(view, author, Duty::System),
        (S::Admit { person, post, .. }, Author::Person(author)) => {
            has_duty(view, author, Duty::Archive)?;
            // Who got new keys could be somebody else by now: another archivist looks first.
            let anew = view.was_rekeyed(author) && !view.is_admitted(author, *post);
            if author == *person && anew {
                Err(Refusal::SelfAdmission)
            } else {
                Ok(())
            }
        }
        (S::OpenEpochs(openings), Author::Person(author)) => {
            has_duty(view, author, Duty::Archive)?;
            may_open(view, author, openings)
        }
        (S::Rekey(..), Author::Person(_)) => Err(Refusal::NotAllowed(Need::Recovery)),
    }
}

fn has_duty(view: View<'_>, author: PersonId, duty: Duty) -> Result<(), Refusal> {
    if view.has_duty(author, duty) {
        Ok(())
    } else {
        Err(Refusal::NotAllowed(Need::Duty(duty)))
    }
}

fn may_open(view: View<'_>, author: PersonId, openings: &[Opening]) -> Result<(), Refusal> {
    let mut last = (None, Sections::NONE);
    let mut may = |unit, section: Section| {
        if last.0 != Some(unit) {
            last = (Some(unit), view.may_open(author, unit));
        }
        last.1.contains(section)
    };
    let refused = openings.iter().any(|opening| match opening.key {
        KeyName::Unit(unit, section) => !may(unit, section),
        // Whoever makes a post's pair can read all that will be sealed to it.
        KeyName::Post(post) => !view
            .entitlements(post)
            .iter()
            .all(|cover| view.may_open(author, cover.unit).covers(cover.sections)),
        KeyName::Index => false,
    });
    if refused {
        Err(Refusal::NotAllowed(Need::KeyWithinReach))
    } else {
        Ok(())
    }
}
