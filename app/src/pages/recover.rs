//! `/recover`: restores access from the recovery kit.

use crate::piece::{IntoPiece, Piece};
use crate::route::Entry;
use bridge::{Reason, Secret, account};
use leptos::{ev::SubmitEvent, prelude::*};

use crate::{
    attempt::Attempt,
    i18n::{account as words, problems, reasons, t},
    kit::{
        button::{Button, Weight},
        field::{Field, Kind},
        new_password::{Draft, NewPassword},
        notice::FailureNotice,
    },
    layout::doorway::Doorway,
    platform::{effect::effect, focus, leave, parting, title::title},
    state::use_app,
    task::Task,
};

/// The page.
pub(crate) fn recover() -> Piece {
    let app = use_app();
    title(words::RECOVER);
    let task = Task::new(app);
    let kit = RwSignal::new(String::new());
    let name = RwSignal::new(String::new());
    let draft = Draft::new();
    let attempt = Attempt::new(task);
    let wrong_kit = attempt.field("kit", kit, problems::filled, |failure, lang| {
        let kit = matches!(failure.reason, Reason::BadKit(_) | Reason::WrongKit);
        kit.then(|| reasons::say(failure, lang))
    });
    let wrong_name = attempt.field("username", name, problems::filled, |failure, lang| {
        (failure.reason == Reason::NotFound).then(|| problems::NO_SUCH_NAME.at(lang).to_owned())
    });
    leave::guard(Signal::derive(move || {
        let typed = [kit, draft.password, draft.repeated];
        typed
            .iter()
            .any(|field| field.with(|text| !text.is_empty()))
    }));
    let press = Callback::new(move |()| {
        if draft.waits() || !attempt.passes() {
            return;
        }
        let call = account::Recover {
            kit: Secret::new(kit.get_untracked()),
            sign_in_name: name.get_untracked(),
            password: Secret::new(draft.password.get_untracked()),
        };
        task.run(call, move |session| {
            kit.set(String::new());
            parting::leave(parting::RECOVERED);
            app.open(session);
            app.go("/", Entry::Replace);
        });
    });
    effect(focus::begin_if_lost);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        press.run(());
    };
    view! {
        <Doorway title=t(words::RECOVER_TITLE) text=t(words::RECOVER_TEXT)>
            <form on:submit=submit>
                <Field name="kit" label=t(words::RECOVER_KIT) value=kit kind=Kind::Lines hint=t(words::RECOVER_KIT_HINT) error=wrong_kit />
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
}
