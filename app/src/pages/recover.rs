//! `/recover`: restores access from the recovery kit.

use crate::piece::{IntoPiece, Piece};
use crate::route::Entry;
use bridge::{Secret, account};
use leptos::{ev::SubmitEvent, prelude::*};

use crate::{
    i18n::{account as words, t},
    kit::{
        button::{Button, Weight},
        field::{Field, Kind},
        new_password::{Draft, NewPassword},
        notice::FailureNotice,
    },
    layout::doorway::Doorway,
    platform::title::title,
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
    let incomplete = Signal::derive(move || {
        kit.with(|kit| kit.trim().is_empty())
            || name.with(|name| name.trim().is_empty())
            || !draft.good()
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if incomplete.get_untracked() {
            return;
        }
        let call = account::Recover {
            kit: Secret::new(kit.get_untracked()),
            sign_in_name: name.get_untracked().trim().to_owned(),
            password: Secret::new(draft.password.get_untracked()),
        };
        task.run(call, move |session| {
            kit.set(String::new());
            app.open(session);
            app.go("/", Entry::Replace);
        });
    };
    view! {
        <Doorway title=t(words::RECOVER_TITLE) text=t(words::RECOVER_TEXT)>
            <form on:submit=submit>
                <Field name="kit" label=t(words::RECOVER_KIT) value=kit kind=Kind::Lines hint=t(words::RECOVER_KIT_HINT) />
                <Field name="username" label=t(words::RECOVER_NAME) value=name autocomplete="username" limit=128 />
                <NewPassword draft=draft context=Signal::derive(move || vec![name.get()]) />
                <FailureNotice failure=task.failure />
                <div class="actions">
                    <Button label=t(words::RECOVER_SUBMIT) submit=true weight=Weight::Primary busy=task.busy disabled=incomplete />
                    <a href="/sign-in">{t(words::TO_SIGN_IN)}</a>
                </div>
            </form>
        </Doorway>
    }
    .piece()
}
