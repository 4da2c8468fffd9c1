//! The fields for recovery kits: one, or two of three.

use crate::piece::{IntoPiece, Piece};
use bridge::{Failure, Reason, Secret};
use leptos::prelude::*;

use crate::{
    attempt::{Attempt, Said},
    i18n::{Text, account as words, problems, reasons, t},
    kit::field::{Field, Kind},
};

/// What is typed, and what is wrong with it.
#[derive(Clone, Copy)]
pub(crate) struct Kits {
    first: RwSignal<String>,
    second: RwSignal<String>,
    wrong: [Signal<Option<String>>; 2],
}

fn is_about_a_kit(reason: Reason) -> bool {
    matches!(
        reason,
        Reason::BadKit(_)
            | Reason::WrongKit
            | Reason::AnotherKit(_)
            | Reason::SameKit
            | Reason::PersonalCode
            | Reason::WrongCode
    )
}

/// Whether the second field is meant: another kit is needed there, or the one there is wrong.
fn is_in_second(failure: &Failure) -> bool {
    matches!(failure.reason, Reason::AnotherKit(_)) || !failure.fields.is_empty()
}

const IN_FIRST: Said = |failure, lang| {
    let here = is_about_a_kit(failure.reason) && !is_in_second(failure);
    here.then(|| reasons::say(failure, lang))
};

const IN_SECOND: Said = |failure, lang| {
    let here = is_about_a_kit(failure.reason) && is_in_second(failure);
    here.then(|| reasons::say(failure, lang))
};

impl Kits {
    /// Empty fields of a form.
    pub(crate) fn new(attempt: &Attempt) -> Self {
        let (first, second) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
        let wrong = [
            attempt.field("kit", first, problems::filled, IN_FIRST),
            attempt.field("second-kit", second, |_, _, _| None, IN_SECOND),
        ];
        Self {
            first,
            second,
            wrong,
        }
    }

    /// What was typed.
    pub(crate) fn typed(self) -> Vec<Secret> {
        let both = [self.first.get_untracked(), self.second.get_untracked()];
        let both = both.into_iter().filter(|text| !text.trim().is_empty());
        both.map(Secret::new).collect()
    }

    /// Whether leaving would lose something.
    pub(crate) fn begun(self) -> bool {
        [self.first, self.second]
            .iter()
            .any(|field| field.with(|text| !text.is_empty()))
    }

    /// Forgets what was typed.
    pub(crate) fn clear(self) {
        self.first.set(String::new());
        self.second.set(String::new());
    }

    /// The fields; the first by this name.
    pub(crate) fn fields(self, label: Text) -> Piece {
        let [first, second] = self.wrong;
        view! {
            <Field name="kit" label=t(label) value=self.first kind=Kind::Lines hint=t(words::RECOVER_KIT_HINT) error=first />
            <Field
                name="second-kit"
                label=t(words::RECOVER_SECOND)
                value=self.second
                kind=Kind::Lines
                optional=true
                hint=t(words::RECOVER_SECOND_HINT)
                error=second
            />
        }
        .piece()
    }
}
