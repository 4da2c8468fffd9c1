//! The second step of a sign-in or a recovery: the code.

use bridge::{
    Failure, Reason, Secret, account::Lock, account::SessionView, second_factor::GiveCode,
};
use leptos::{ev::SubmitEvent, prelude::*};

use crate::{
    attempt::Attempt,
    i18n::{Lang, Text, problems, second_factor as words, t},
    kit::{
        button::{Button, Weight},
        field::{Field, Kind},
        notice::FailureNotice,
    },
    layout::doorway::Doorway,
    piece::{IntoPiece, Piece, live},
    platform::{effect::effect, focus},
    state::AppState,
    task::Task,
};

/// Whether a sign-in has come to its second step; told by what its call failed with, which is no failure to be shown.
pub(crate) fn asks(task: Task) -> RwSignal<bool> {
    let asks = RwSignal::new(false);
    effect(move || {
        let reason = |failure: &Failure| failure.reason == Reason::CodeNeeded;
        if task
            .failure
            .with(|failure| failure.as_ref().is_some_and(reason))
        {
            task.failure.set(None);
            asks.set(true);
        }
    });
    asks
}

/// What is wrong with a code, said beside its field.
pub(crate) fn said(failure: &Failure, malformed: Text, wrong: Text, lang: Lang) -> Option<String> {
    let text = match failure.reason {
        Reason::WrongSecondFactor => wrong,
        Reason::Invalid if failure.fields.iter().any(|(field, _)| field == "code") => malformed,
        _ => return None,
    };
    Some(text.at(lang).to_owned())
}

/// The sheet. `back` leads to the first step, with what there is to say about it.
pub(crate) fn second_step(
    app: AppState,
    back: Callback<Option<Failure>>,
    done: Callback<SessionView>,
) -> Piece {
    let one_time = RwSignal::new(false);
    let leave = Callback::new(move |()| {
        // The engine forgets what waited for the code.
        app.ask(Lock, |_| {});
        back.run(None);
    });
    view! {
        <Doorway title=t(words::SECOND_FACTOR)>
            {live(move || form(app, one_time, (back, leave, done)))}
        </Doorway>
    }
    .late()
}

type Ways = (
    Callback<Option<Failure>>,
    Callback<()>,
    Callback<SessionView>,
);

/// Anew for each kind of code: fields of their own, and nothing left over of the other's failures.
fn form(app: AppState, one_time: RwSignal<bool>, (back, leave, done): Ways) -> Piece {
    let by_one_time = one_time.get();
    let code = RwSignal::new(String::new());
    let task = Task::new(app);
    let attempt = Attempt::new(task);
    // Not the same: the focus goes to the field that comes, not to the one that goes.
    let name = if by_one_time { "one-time" } else { "code" };
    let wrong = attempt.field(
        name,
        code,
        problems::filled,
        match by_one_time {
            true => |failure, lang| {
                said(
                    failure,
                    words::MALFORMED_ONE_TIME,
                    words::WRONG_ONE_TIME,
                    lang,
                )
            },
            false => |failure, lang| said(failure, words::MALFORMED, words::WRONG, lang),
        },
    );
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !attempt.passes() {
            return;
        }
        let call = GiveCode {
            code: Secret::new(code.get_untracked()),
        };
        task.run(call, move |session| done.run(session));
    };
    effect(move || {
        let ended = task.failure.get();
        if let Some(failure) = ended.filter(|failure| failure.reason == Reason::SignInEnded) {
            back.run(Some(failure));
        } else if task.failure.with(Option::is_some) {
            focus::select_id(&format!("field-{name}"));
        }
    });
    focus::on_drawn(format!("#field-{name}"));
    let (text, label, hint, kind, autocomplete, other) = match by_one_time {
        true => (
            words::KEPT_AT_HAND,
            words::ONE_TIME,
            words::ONE_TIME_HINT,
            Kind::Code,
            "off",
            words::USE_CODE,
        ),
        false => (
            words::ASK_TEXT,
            words::CODE,
            words::CODE_HINT,
            Kind::Digits,
            "one-time-code",
            words::USE_ONE_TIME,
        ),
    };
    view! {
        <form on:submit=submit>
            <p class="lead">{t(text)}</p>
            <Field name=name label=t(label) value=code kind=kind hint=t(hint) autocomplete=autocomplete error=wrong />
            <FailureNotice failure=attempt.failure() />
            <div class="actions">
                <Button label=t(words::CONFIRM) submit=true weight=Weight::Primary busy=task.busy />
                <Button label=t(words::BACK) weight=Weight::Quiet press=leave />
            </div>
        </form>
        <div class="forgot">
            <button type="button" class="link" on:click=move |_| one_time.update(|chosen| *chosen = !*chosen)>
                {t(other)}
            </button>
            {by_one_time.then(|| view! { <p class="aside">{t(words::NO_WAY)}</p> })}
        </div>
    }
    .late()
}
