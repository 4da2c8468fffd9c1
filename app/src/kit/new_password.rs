//! A new password, rated as it is typed, and its repetition.

use crate::piece::IntoPiece;
use crate::platform::effect::effect;
use std::time::Duration;

use bridge::{
    Secret,
    account::{LEAST_SCORE, RatePassword},
};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use send_wrapper::SendWrapper;

use super::password::Password;
use crate::{
    i18n::{Text, account, t},
    state::use_app,
};

/// Typing rests so long before the engine is asked.
const REST: Duration = Duration::from_millis(250);

/// A new password on its way.
#[derive(Clone, Copy)]
pub(crate) struct Draft {
    pub(crate) password: RwSignal<String>,
    pub(crate) repeated: RwSignal<String>,
    /// The score of exactly what is typed now.
    pub(crate) score: RwSignal<Option<u8>>,
}

impl Draft {
    /// Nothing typed yet.
    pub(crate) fn new() -> Self {
        Self {
            password: RwSignal::new(String::new()),
            repeated: RwSignal::new(String::new()),
            score: RwSignal::new(None),
        }
    }

    /// Whether it is strong enough and repeated rightly.
    pub(crate) fn good(self) -> bool {
        self.score.get().is_some_and(|score| score >= LEAST_SCORE)
            && self.password.get() == self.repeated.get()
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
fn rate(draft: Draft, context: Signal<Vec<String>>) {
    let app = use_app();
    let pending = StoredValue::new(None::<SendWrapper<TimeoutHandle>>);
    effect(move || {
        let password = draft.password.get();
        let context = context.get();
        draft.score.set(None);
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
                    if let (true, Ok(rating)) = (current, answer) {
                        draft.score.set(Some(rating.score));
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
) -> impl IntoView {
    let lang = use_app().lang;
    rate(draft, context);
    let left = RwSignal::new(false);
    let differs = Signal::derive(move || {
        let wrong = left.get()
            && !draft.repeated.with(String::is_empty)
            && draft.password.get() != draft.repeated.get();
        wrong.then(|| account::REPEAT_DIFFERS.at(lang.get()).to_owned())
    });
    let said = move || {
        draft
            .score
            .get()
            .map(|score| score_text(score).at(lang.get()).to_owned())
            .unwrap_or_default()
    };
    let strength = t(account::STRENGTH);
    view! {
        <Password name="new-password" label=t(account::PASSWORD) value=draft.password autocomplete="new-password" hint=t(account::PASSWORD_HINT) />
        <div
            class="strength"
            role="meter"
            aria-label=strength
            aria-valuemin="0"
            aria-valuemax="4"
            aria-valuenow=Signal::derive(move || draft.score.get().unwrap_or(0).to_string())
            aria-valuetext=said
            data-score=Signal::derive(move || draft.score.get().map(|score| score.to_string()))
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
