//! The dialog that asks for the present password: to change it, to replace the keys with it, or to make a recovery code.

use bridge::{Failure, Reason, Secret, account};
use leptos::{ev::SubmitEvent, prelude::*};

use super::{code, once};
use crate::{
    attempt::Attempt,
    i18n::{Text, account as outside, common, me as words, problems, t},
    kit::{
        badge::Tone,
        button::{Button, Weight},
        dialog::Dialog,
        new_password::{Draft, NewPassword},
        notice::FailureNotice,
        password::Password,
    },
    piece::{IntoPiece, When, live, maybe},
    state::use_app,
    task::Task,
};

/// What it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Another password.
    Password,
    /// Another password and new keys: every device is signed out then.
    Keys,
    /// A recovery code, which is shown once.
    Code,
    /// Another password, before anything else: for this reason.
    Must(Text),
}

/// The present password, and the new one twice where there is to be one.
#[component]
pub(crate) fn ChangePassword(purpose: Purpose, #[prop(into)] close: Callback<()>) -> impl IntoView {
    let app = use_app();
    let (name, means, act, weight) = match purpose {
        Purpose::Keys => (
            words::REPLACE_KEYS,
            words::KEYS_TEXT,
            words::REPLACE_KEYS,
            Weight::Danger,
        ),
        Purpose::Password => (
            words::CHANGE_PASSWORD,
            words::PASSWORD_TEXT,
            words::CHANGE_PASSWORD,
            Weight::Primary,
        ),
        Purpose::Must(why) => (
            words::MUST_CHANGE,
            why,
            words::CHANGE_PASSWORD,
            Weight::Primary,
        ),
        Purpose::Code => (
            words::CODE,
            words::CODE_TEXT,
            words::CODE_MAKE,
            Weight::Primary,
        ),
    };
    let made = RwSignal::new(None::<Vec<String>>);
    let leaving = RwSignal::new(false);
    let stay = Callback::new(move |()| leaving.set(false));
    let ask_close = Callback::new(move |()| match made.with_untracked(Option::is_some) {
        true => leaving.set(true),
        false => close.run(()),
    });
    let is_code = Signal::stored(purpose == Purpose::Code);
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
        let is_new = purpose == Purpose::Code || !draft.waits() && !untrack(same);
        if !is_new || !attempt.passes() {
            return;
        }
        let (present, password) = (
            Secret::new(present.get_untracked()),
            Secret::new(draft.password.get_untracked()),
        );
        match purpose {
            Purpose::Keys => task.run(account::ReplaceKeys { present, password }, move |_| {
                app.sign_out();
                app.toast(Tone::Good, app.now(words::KEYS_REPLACED).to_owned());
            }),
            Purpose::Password | Purpose::Must(_) => {
                task.run(account::ChangePassword { present, password }, move |_| {
                    app.toast(Tone::Good, app.now(words::PASSWORD_CHANGED).to_owned());
                    app.refresh_session();
                    // Where it had to be, the session says so no more, and the dialog goes by itself.
                    if purpose == Purpose::Password {
                        close.run(());
                    }
                });
            }
            Purpose::Code => task.run(account::MakeCode { present }, move |code| {
                let groups = code.groups.iter().map(|group| group.expose().to_owned());
                made.set(Some(groups.collect()));
                app.refresh_session();
            }),
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        press.run(());
    };
    let other = match purpose {
        Purpose::Must(_) => common::LOCK,
        _ => common::CANCEL,
    };
    let same_words = t(words::PASSWORD_SAME);
    let offline = Signal::derive(move || {
        let offline = |failure: &Failure| failure.reason == Reason::Offline;
        task.failure
            .with(|failure| failure.as_ref().is_some_and(offline))
    });
    view! {
        <Dialog title=t(name) close=ask_close>
            {live(move || match made.get() {
                Some(groups) => once::shown(code::ONCE, code::on_paper(groups, sign_in_name.clone()), close),
                None => view! {
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
                    value=sign_in_name.clone()
                />
                <Password
                    name="present-password"
                    label=t(words::PASSWORD_NOW)
                    value=present
                    autocomplete="current-password"
                    error=wrong_present
                    focus=true
                />
                {maybe(
                    (purpose != Purpose::Code)
                        .then(|| view! { <NewPassword draft=draft context=names attempt=attempt press=press label=t(outside::NEW_PASSWORD) /> }.late()),
                )}
                <p class="hint" role="status">
                    {move || same().then(|| same_words.get())}
                </p>
                <FailureNotice failure=attempt.failure() />
                <When on=Signal::derive(move || is_code.get() && offline.get())>
                    <p class="hint">{t(words::CODE_LOST)}</p>
                </When>
                <div class="actions">
                    <Button label=t(act) submit=true weight=weight busy=task.busy />
                    <Button label=t(other) weight=Weight::Quiet press=close />
                </div>
            </form>
                }
                .late(),
            })}
        </Dialog>
        {live(move || maybe(leaving.get().then(|| once::leaving(code::ONCE, stay, close))))}
    }
    .late()
}
