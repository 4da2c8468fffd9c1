//! A new password, rated as it is typed, and its repetition.

use crate::piece::IntoPiece;
use crate::platform::effect::effect;
use std::time::Duration;

use bridge::{
    Secret,
    account::{LEAST_SCORE, PasswordRating, RatePassword},
};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use send_wrapper::SendWrapper;

use super::password::Password;
use crate::{
    attempt::{Attempt, UNSAID},
    i18n::{Text, Words, account, problems, t},
    state::use_app,
};

/// Typing rests so long before the engine is asked.
const REST: Duration = Duration::from_millis(250);

/// Characters of the longest password: whatever they are, they stay below the bytes that are stretched.
const LONGEST: usize = 256;

/// A new password on its way.
#[derive(Clone, Copy)]
pub(crate) struct Draft {
    pub(crate) password: RwSignal<String>,
    pub(crate) repeated: RwSignal<String>,
    /// What is thought of exactly what is typed now.
    rating: RwSignal<Option<PasswordRating>>,
    /// The form was pressed before the score was there.
    waiting: RwSignal<bool>,
}

impl Draft {
    /// Nothing typed yet.
    pub(crate) fn new() -> Self {
        Self {
            password: RwSignal::new(String::new()),
            repeated: RwSignal::new(String::new()),
            rating: RwSignal::new(None),
            waiting: RwSignal::new(false),
        }
    }

    /// Whether what was typed is not rated yet. The form is then pressed once more as soon as it is.
    pub(crate) fn waits(self) -> bool {
        let waits = self
            .password
            .with_untracked(|password| !password.is_empty())
            && self.rating.with_untracked(Option::is_none);
        self.waiting.set(waits);
        waits
    }
}

fn score_text(score: u8) -> Text {
    match score {
        0 => account::SCORE_0,
        1 => account::SCORE_1,
        2 => account::SCORE_2,
        3 => account::SCORE_3,
        _ => account::SCORE_4,
    }
}

/// Asks the engine how strong the password is once typing rests; a later answer for older letters is dropped.
fn rate(draft: Draft, context: Signal<Vec<String>>, attempt: Attempt) {
    let app = use_app();
    let pending = StoredValue::new(None::<SendWrapper<TimeoutHandle>>);
    effect(move || {
        let password = draft.password.get();
        let context = context.get();
        draft.rating.set(None);
        if let Some(handle) = pending.try_update_value(Option::take).flatten() {
            handle.clear();
        }
        if password.is_empty() {
            return;
        }
        let ask = move || {
            let asked = password.clone();
            app.ask(
                RatePassword {
                    password: Secret::new(password),
                    context,
                },
                move |answer| {
                    let current = draft
                        .password
                        .try_get_untracked()
                        .is_some_and(|now| now == asked);
                    match answer {
                        Ok(rating) if current => draft.rating.set(Some(rating)),
                        Err(failure) if current => attempt.task.failure.set(Some(failure)),
                        _ => {}
                    }
                },
            );
        };
        if let Ok(handle) = set_timeout_with_handle(ask, REST) {
            pending.set_value(Some(SendWrapper::new(handle)));
        }
    });
    on_cleanup(move || {
        if let Some(Some(handle)) = pending.try_update_value(Option::take) {
            handle.clear();
        }
    });
}

/// Both inputs and the meter between them.
#[component]
pub(crate) fn NewPassword(
    draft: Draft,
    /// Words that a guesser would try first.
    #[prop(into)]
    context: Signal<Vec<String>>,
    /// The form's.
    attempt: Attempt,
    /// Presses the form again.
    press: Callback<()>,
    /// What it is called where another password is spoken of as well.
    #[prop(optional, into)]
    label: Option<Words>,
) -> impl IntoView {
    let lang = use_app().lang;
    rate(draft, context, attempt);
    // The last rating stays in sight until the next one is there.
    let rated = RwSignal::new(None::<PasswordRating>);
    effect(move || {
        let rating = draft.rating.get();
        let there = rating.is_some();
        if there || draft.password.with(String::is_empty) {
            rated.set(rating);
        }
        if there && draft.waiting.get_untracked() {
            draft.waiting.set(false);
            press.run(());
        }
    });
    let shown = Signal::derive(move || rated.with(|rated| rated.as_ref().map(|rated| rated.score)));
    // What keeps it from being taken, if anything: the rules first, which can be met by counting.
    let falls_short = move || {
        rated.with(|rated| {
            let rated = rated.as_ref()?;
            let lacks = rated
                .lacks
                .first()
                .map(|lack| problems::lack(*lack, lang.get()));
            let weak = rated.score < LEAST_SCORE;
            lacks.or_else(|| weak.then(|| problems::WEAK.at(lang.get()).to_owned()))
        })
    };
    let wrong = attempt.watch(
        "new-password",
        move |pressed| {
            let lang = lang.get();
            let length = draft.password.with(|password| password.chars().count());
            if length > LONGEST {
                return Some(problems::TOO_LONG.with(lang, &[&LONGEST.to_string()]));
            }
            draft
                .password
                .with(|password| problems::filled(password, pressed, lang))
                .or_else(|| pressed.then(falls_short).flatten())
        },
        |failure, lang| problems::beside(failure, "password", lang),
    );
    let left = RwSignal::new(false);
    let differs = attempt.watch(
        "repeat-password",
        move |pressed| {
            let lang = lang.get();
            let repeated = draft.repeated.get();
            let differs = (left.get() || pressed)
                && !repeated.is_empty()
                && draft.password.with(|password| *password != repeated);
            problems::filled(&repeated, pressed, lang)
                .or_else(|| differs.then(|| account::REPEAT_DIFFERS.at(lang).to_owned()))
        },
        UNSAID,
    );
    // One word at a time: how to begin, what is missing, or that it will do.
    let hint = Signal::derive(move || {
        let text = match shown.get() {
            None => account::PASSWORD_HINT,
            Some(_) => account::PASSWORD_KEEP,
        };
        falls_short().unwrap_or_else(|| text.at(lang.get()).to_owned())
    });
    let said = move || {
        shown
            .get()
            .map(|score| score_text(score).at(lang.get()).to_owned())
            .unwrap_or_default()
    };
    let strength = t(account::STRENGTH);
    view! {
        <Password name="new-password" label=label.unwrap_or_else(|| t(account::PASSWORD)) value=draft.password autocomplete="new-password" hint=hint error=wrong />
        <div
            class="strength"
            role="meter"
            aria-label=strength
            aria-valuemin="0"
            aria-valuemax="4"
            aria-valuenow=Signal::derive(move || shown.get().unwrap_or(0).to_string())
            aria-valuetext=said
            data-score=Signal::derive(move || shown.get().map(|score| score.to_string()))
        >
            <i></i><i></i><i></i><i></i>
            <span>{said}</span>
        </div>
        <Password
            name="repeat-password"
            label=t(account::REPEAT_PASSWORD)
            value=draft.repeated
            autocomplete="new-password"
            error=differs
            leave=Callback::new(move |()| left.set(true))
        />
    }
    .piece()
}
