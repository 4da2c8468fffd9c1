//! The dialog in which a person changes their password, or replaces their keys with it.

use bridge::{Reason, Secret, account};
use leptos::{ev::SubmitEvent, prelude::*};

use crate::{
    attempt::Attempt,
    i18n::{account as doors, common, me as words, problems, t},
    kit::{
        badge::Tone,
        button::{Button, Weight},
        dialog::Dialog,
        new_password::{Draft, NewPassword},
        notice::FailureNotice,
        password::Password,
    },
    piece::IntoPiece,
    state::use_app,
    task::Task,
};

/// The present password, and the new one twice. With `keys`, new keys as well: every device is signed out then.
#[component]
pub(crate) fn ChangePassword(keys: bool, #[prop(into)] close: Callback<()>) -> impl IntoView {
    let app = use_app();
    let (name, means, weight) = if keys {
        (words::REPLACE_KEYS, words::KEYS_TEXT, Weight::Danger)
    } else {
        (
            words::CHANGE_PASSWORD,
            words::PASSWORD_TEXT,
            Weight::Primary,
        )
    };
    let task = Task::new(app);
    let present = RwSignal::new(String::new());
    let draft = Draft::new();
    let attempt = Attempt::new(task);
    let wrong_present = attempt.field(
        "present-password",
        present,
        problems::filled,
        |failure, lang| {
            (failure.reason == Reason::WrongCredentials)
                .then(|| words::PASSWORD_WRONG.at(lang).to_owned())
        },
    );
    let same = move || {
        present.with(|present| {
            !present.is_empty() && draft.password.with(|password| password == present)
        })
    };
    let names = Signal::derive(move || {
        app.session()
            .map(|session| vec![session.name, session.sign_in_name])
            .unwrap_or_default()
    });
    let sign_in_name = untrack(|| app.session())
        .map(|session| session.sign_in_name)
        .unwrap_or_default();
    let press = Callback::new(move |()| {
        if draft.waits() || !attempt.passes() || untrack(same) {
            return;
        }
        let (present, password) = (
            Secret::new(present.get_untracked()),
            Secret::new(draft.password.get_untracked()),
        );
        if keys {
            task.run(account::ReplaceKeys { present, password }, move |_| {
                app.sign_out();
                app.toast(Tone::Good, app.now(words::KEYS_REPLACED).to_owned());
            });
        } else {
            task.run(account::ChangePassword { present, password }, move |_| {
                app.toast(Tone::Good, app.now(words::PASSWORD_CHANGED).to_owned());
                close.run(());
            });
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        press.run(());
    };
    let same_words = t(words::PASSWORD_SAME);
    view! {
        <Dialog title=t(name) close=close>
            <form on:submit=submit>
                <p class="hint">{t(means)}</p>
                // For the browser's password manager: whose password it is.
                <input
                    class="unseen"
                    type="text"
                    name="username"
                    autocomplete="username"
                    readonly
                    tabindex="-1"
                    aria-hidden="true"
                    value=sign_in_name
                />
                <Password
                    name="present-password"
                    label=t(words::PASSWORD_NOW)
                    value=present
                    autocomplete="current-password"
                    error=wrong_present
                    focus=true
                />
                <NewPassword draft=draft context=names attempt=attempt press=press label=t(doors::NEW_PASSWORD) />
                <p class="hint" role="status">
                    {move || same().then(|| same_words.get())}
                </p>
                <FailureNotice failure=attempt.failure() />
                <div class="actions">
                    <Button label=t(name) submit=true weight=weight busy=task.busy />
                    <Button label=t(common::CANCEL) weight=Weight::Quiet press=close />
                </div>
            </form>
        </Dialog>
    }
    .late()
}
