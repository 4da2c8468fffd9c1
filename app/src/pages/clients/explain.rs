//! What is asked before further files are opened on a day of much reading.

use bridge::explanation::{self, Explain, LONGEST, Problem};
use leptos::{ev::SubmitEvent, prelude::*};

use crate::{
    attempt::{Attempt, UNSAID},
    i18n::{Lang, clients as words, t},
    kit::{
        button::{Button, Weight},
        field::{Field, Kind},
        notice::FailureNotice,
    },
    piece::{IntoPiece, Piece},
    platform::{effect::effect, focus},
    state::use_app,
    task::Task,
};

/// The form. Once it was sent, `load` opens the file.
pub(super) fn explain(load: Callback<()>) -> Piece {
    let task = Task::new(use_app());
    let attempt = Attempt::new(task);
    let text = RwSignal::new(String::new());
    let wrong = attempt.field("explanation", text, problem, UNSAID);
    // Whoever chose the file goes on by writing.
    effect(|| focus::on_drawn("#field-explanation".to_owned()));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if attempt.passes() {
            let text = text.get_untracked();
            task.run(Explain { text }, move |_| load.run(()));
        }
    };
    view! {
        <form class="file-trouble" on:submit=submit>
            <h2>{t(words::EXPLAIN_TITLE)}</h2>
            <p>{t(words::EXPLAIN_TEXT)}</p>
            <Field name="explanation" label=t(words::EXPLAIN_LABEL) value=text kind=Kind::Lines hint=t(words::EXPLAIN_HINT) error=wrong />
            <FailureNotice failure=attempt.failure() />
            <div class="actions">
                <Button label=t(words::EXPLAIN_SEND) submit=true weight=Weight::Primary busy=task.busy />
            </div>
        </form>
    }
    .late()
}

/// What is wrong with it; that nothing stands there is said only once it was to be sent.
fn problem(text: &str, pressed: bool, lang: Lang) -> Option<String> {
    match explanation::parse(text) {
        Err(Problem::Missing) if pressed => Some(words::EXPLAIN_MISSING.at(lang).to_owned()),
        Err(Problem::TooLong) => Some(words::EXPLAIN_TOO_LONG.with(lang, &[&LONGEST.to_string()])),
        _ => None,
    }
}
