//! `/recover`: restores access from the recovery kit.

use crate::piece::{IntoPiece, Piece, live};
use crate::route::Entry;
use bridge::{Reason, Secret, account};
use leptos::{ev::SubmitEvent, prelude::*};

use crate::{
    attempt::Attempt,
    i18n::{account as words, problems, t},
    kit::{
        badge::Tone,
        button::{Button, Weight},
        field::Field,
        new_password::{Draft, NewPassword},
        notice::FailureNotice,
    },
    layout::doorway::Doorway,
    pages::{kits::Kits, second_step},
    platform::{effect::effect, focus, leave, title::title},
    state::use_app,
    task::Task,
};

/// The page.
pub(crate) fn recover() -> Piece {
    let app = use_app();
    title(words::RECOVER);
    let task = Task::new(app);
    let name = RwSignal::new(String::new());
    let draft = Draft::new();
    let attempt = Attempt::new(task);
    let kits = Kits::new(&attempt);
    let wrong_name = attempt.field("username", name, problems::filled, |failure, lang| {
        (failure.reason == Reason::NotFound).then(|| problems::NO_SUCH_NAME.at(lang).to_owned())
    });
    leave::guard(Signal::derive(move || {
        let typed = [draft.password, draft.repeated];
        kits.begun()
            || typed
                .iter()
                .any(|field| field.with(|text| !text.is_empty()))
    }));
    let done = Callback::new(move |session| {
        kits.clear();
        app.open(session);
        app.toast(Tone::Good, app.now(words::RECOVERED).to_owned());
        app.go("/", Entry::Replace);
    });
    let press = Callback::new(move |()| {
        if draft.waits() || !attempt.passes() {
            return;
        }
        let call = account::Recover {
            kits: kits.typed(),
            sign_in_name: name.get_untracked(),
            password: Secret::new(draft.password.get_untracked()),
        };
        task.run(call, move |session| done.run(session));
    });
    let asked = second_step::asks(task);
    let back = Callback::new(move |failure| {
        asked.set(false);
        task.failure.set(failure);
    });
    effect(focus::begin_if_lost);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        press.run(());
    };
    let first = move || {
        view! {
        <Doorway title=t(words::RECOVER_TITLE) text=t(words::RECOVER_TEXT)>
            <form on:submit=submit>
                {kits.fields(words::RECOVER_CODE_OR_KIT)}
                <Field name="username" label=t(words::RECOVER_NAME) value=name autocomplete="username" error=wrong_name />
                <NewPassword draft=draft context=Signal::derive(move || vec![name.get()]) attempt=attempt press=press label=t(words::NEW_PASSWORD) />
                <FailureNotice failure=attempt.failure() />
                <div class="actions">
                    <Button label=t(words::RECOVER_SUBMIT) submit=true weight=Weight::Primary busy=task.busy />
                    <a href="/sign-in">{t(words::TO_SIGN_IN)}</a>
                </div>
            </form>
        </Doorway>
        }
        .piece()
    };
    live(move || match asked.get() {
        false => first(),
        true => second_step::second_step(app, back, done),
    })
    .piece()
}
