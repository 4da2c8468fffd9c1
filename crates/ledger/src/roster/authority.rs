//! Who may state what: the one place that says so. `docs/authority.md` is printed from it.

use super::{view::View, waiting::Waiting};
use crate::{
    entry::Author,
    id::PersonId,
    refusal::{Need, Refusal},
    rights::{Duty, Operation, Sections},
    statement::{KeyName, Post, RosterStatement},
};

/// A reason for which an author may make a statement. Duties and rights count only through an admitted post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// The founder, with the first entry and never again.
    Founder,
    /// Whoever bears a duty.
    Bears(Duty),
    /// An archivist; after new keys not for themselves, who could be somebody else by now.
    Archivist,
    /// A head of a post to which the admission duty is delegated: for another person, at the head's unit or below, at a
    /// post without other duties, for keys that the head has.
    DelegatedHead,
    /// For a first epoch, and for another one where nobody lost the present one: an archivist who may view all that the key
    /// opens. For a stale key also whoever has it.
    KeyHolder,
    /// The person whom it is about, while active.
    Oneself,
    /// A head or an archivist, for a deputy of their own.
    Principal,
    /// The recovery root.
    Recovery,
}

impl Ground {
    /// The ground in words, for `docs/authority.md`.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Founder => "the founder, as the first entry and never again",
            Self::Bears(Duty::System) => "duty System",
            Self::Bears(Duty::Archive) => "duty Archive",
            Self::Bears(Duty::Audit) => "duty Audit",
            Self::Bears(Duty::Head) => "duty Head",
            Self::Archivist => "duty Archive, after new keys not for oneself",
            Self::DelegatedHead => {
                "a head to whom admission is delegated: another person, at the head's unit or below, at a post without other duties, which gets no key that the head lacks"
            }
            Self::KeyHolder => {
                "duty Archive and View of all that the key opens; where the present epoch is stale, also whoever has the key"
            }
            Self::Oneself => "the person whom it is about, while active",
            Self::Principal => "the head or archivist whose deputy it is about",
            Self::Recovery => "the recovery root",
        }
    }
}

/// The grounds of a kind of statement: one of them is enough.
pub fn grounds(statement: &RosterStatement) -> &'static [Ground] {
    use Ground::{
        Archivist, Bears, DelegatedHead, Founder, KeyHolder, Oneself, Principal, Recovery,
    };
    use RosterStatement as S;
    const SYSTEM: Ground = Bears(Duty::System);
    const ARCHIVE: Ground = Bears(Duty::Archive);
    const AUDIT: Ground = Bears(Duty::Audit);
    match statement {
        S::Genesis(_) => &[Founder],

        S::Enrol(..) | S::Suspend(..) | S::Retire(..) => &[SYSTEM],
        S::Reinstate(_) => &[SYSTEM, Recovery],
        S::Rekey(..) => &[SYSTEM, Oneself, Recovery],

        S::DefineUnit(_) | S::RenameUnit(..) | S::MoveUnit(..) | S::CloseUnit(..) => &[SYSTEM],
        S::DefineRole(_) | S::ChangeRole(..) | S::SetPolicy(_) => &[SYSTEM],

        S::Appoint(..) => &[SYSTEM, Recovery],
        S::Dismiss(..) => &[SYSTEM, Oneself, Principal],
        S::Deputize { .. } => &[SYSTEM, Principal],

        S::Admit { .. } => &[Archivist, DelegatedHead, Recovery],
        S::Delegate(_) | S::Undelegate(_) => &[ARCHIVE],
        S::OpenEpochs(_) => &[KeyHolder, Recovery],

        S::Checkpoint(_) | S::Countersign(_) => &[ARCHIVE, AUDIT],
    }
}

/// Whether the author has one of the grounds. The refusal is that of the first.
pub(super) fn may_state(
    view: View<'_>,
    author: Author,
    statement: &RosterStatement,
) -> Result<(), Refusal> {
    let grounds = grounds(statement);
    let person = match author {
        Author::Recovery if grounds.contains(&Ground::Recovery) => return Ok(()),
        Author::Recovery if grounds == [Ground::Founder] => return Err(Refusal::Begun),
        Author::Recovery => return Err(Refusal::NotAllowed(Need::Person)),
        Author::Person(person) => person,
    };
    let mut answers = grounds
        .iter()
        .filter(|ground| **ground != Ground::Recovery)
        .map(|ground| has_ground(view, person, *ground, statement));
    let first = answers
        .next()
        .unwrap_or(Err(Refusal::NotAllowed(Need::Recovery)));
    if first.is_ok() || answers.any(|answer| answer.is_ok()) {
        Ok(())
    } else {
        first
    }
}

fn has_ground(
    view: View<'_>,
    author: PersonId,
    ground: Ground,
    statement: &RosterStatement,
) -> Result<(), Refusal> {
    use RosterStatement as S;
    let holds = |holds: bool| {
        if holds {
            Ok(())
        } else {
            Err(Refusal::NotAllowed(Need::Person))
        }
    };
    match ground {
        Ground::Founder if view.seen == 0 => Ok(()),
        Ground::Founder => Err(Refusal::Begun),
        Ground::Bears(duty) => bears(view, author, duty),
        Ground::Archivist => {
            bears(view, author, Duty::Archive)?;
            match statement {
                S::Admit { person, post, .. }
                    if *person == author
                        && view.was_rekeyed(author)
                        && !view.is_admitted(author, *post) =>
                {
                    Err(Refusal::SelfAdmission)
                }
                S::Admit { .. } => Ok(()),
                _ => holds(false),
            }
        }
        Ground::DelegatedHead => match statement {
            S::Admit {
                person,
                post,
                covers,
                ..
            } => {
                // What the post gets through its other holders goes to this one as well.
                let gets = view.covers_at(*post);
                let within = gets.iter().chain(covers).all(|cover| {
                    view.allowed(author, Operation::View, cover.unit)
                        .covers(cover.sections)
                });
                let admits = view.admitted_roles(author).any(|(head, _)| {
                    view.has_duty_at(author, head, Duty::Head) && view.admits_at(head, *post)
                });
                holds(author != *person && within && admits)
            }
            _ => holds(false),
        },
        Ground::KeyHolder => match statement {
            S::OpenEpochs(openings) => {
                opens(view, author, openings.iter().map(|opening| opening.key))
            }
            _ => holds(false),
        },
        Ground::Oneself => match statement {
            S::Rekey(person, ..) | S::Dismiss(person, ..) => {
                holds(*person == author && view.is_active(author))
            }
            _ => holds(false),
        },
        Ground::Principal => match statement {
            S::Deputize { absent, post, .. } => {
                holds(*absent == author && is_principal(view, author, *post))
            }
            S::Dismiss(person, post, _) => {
                let absent = view.deputy(*person, *post).map(|(absent, _)| absent);
                holds(absent == Some(author) && view.is_active(author))
            }
            _ => holds(false),
        },
        Ground::Recovery => holds(false),
    }
}

fn bears(view: View<'_>, author: PersonId, duty: Duty) -> Result<(), Refusal> {
    if view.has_duty(author, duty) {
        Ok(())
    } else {
        Err(Refusal::NotAllowed(Need::Duty(duty)))
    }
}

/// Whether the person holds a post that may have a deputy, and is none there themselves.
fn is_principal(view: View<'_>, person: PersonId, post: Post) -> bool {
    let stands_in = [Duty::Head, Duty::Archive];
    view.is_admitted(person, post)
        && view.deputy(person, post).is_none()
        && view
            .role(post.role)
            .is_some_and(|role| stands_in.iter().any(|duty| role.duties.contains(duty)))
}

impl View<'_> {
    /// Whether somebody may state this, by the moment of the view; whether it fits is another question.
    pub fn may_state(self, author: Author, statement: &RosterStatement) -> bool {
        may_state(self, author, statement).is_ok()
    }

    /// Whether somebody may let a person in who waits, to all that is missing: their post has a pair that nobody lost and that they have, or they
    /// may open one.
    pub fn may_admit(self, author: PersonId, waiting: &Waiting) -> bool {
        let Waiting {
            person,
            post,
            missing,
        } = waiting;
        let Some(fingerprint) = self.fingerprint_of(*person) else {
            return false;
        };
        let admit = RosterStatement::Admit {
            person: *person,
            fingerprint,
            post: *post,
            covers: missing.clone(),
        };
        let pair = KeyName::Post(*post);
        let has =
            |pair| self.has_duty(author, Duty::Archive) || self.keys_of(author).contains(pair);
        let has_pair = self.epoch(&pair).is_some() && !self.is_stale(&pair) && has(&pair);
        let author = Author::Person(author);
        may_state(self, author, &admit).is_ok() && (has_pair || self.may_rotate(author, &pair))
    }

    /// Whether somebody lets people in as a head, though they are no archivist.
    pub fn admits_somewhere(self, person: PersonId) -> bool {
        self.admitted_roles(person)
            .any(|(post, _)| self.has_duty_at(person, post, Duty::Head) && self.is_delegated(post))
    }

    /// Whether somebody may open the next epoch of a key.
    pub fn may_rotate(self, author: Author, key: &KeyName) -> bool {
        match author {
            Author::Recovery => true,
            Author::Person(person) => opens(self, person, [*key]).is_ok(),
        }
    }
}

fn opens(
    view: View<'_>,
    author: PersonId,
    keys: impl IntoIterator<Item = KeyName>,
) -> Result<(), Refusal> {
    if let Err(refusal) = bears(view, author, Duty::Archive) {
        // Whoever has a key that somebody lost replaces it. A role that grew gives no key before an archivist has agreed.
        let mut has = None;
        return keys.into_iter().try_for_each(|key| {
            let has = has.get_or_insert_with(|| view.keys_of(author));
            match (view.is_stale(&key), has.contains(&key)) {
                (false, _) => Err(refusal),
                (true, false) => Err(Refusal::NotAllowed(Need::KeyWithinReach)),
                (true, true) => Ok(()),
            }
        });
    }
    let mut last = (None, Sections::NONE);
    let mut opens_at = |unit| {
        if last.0 != Some(unit) {
            last = (Some(unit), view.may_open(author, unit));
        }
        last.1
    };
    keys.into_iter().try_for_each(|key| {
        let may = match key {
            KeyName::Unit(unit, section) => opens_at(unit).contains(section),
            // Whoever makes a post's pair can read all that is sealed to it.
            KeyName::Post(post) => view.views_all_of(author, post),
            KeyName::Index => true,
        };
        if may {
            Ok(())
        } else {
            Err(Refusal::NotAllowed(Need::KeyWithinReach))
        }
    })
}
