//! The newcomer's form.

use crate::piece::{IntoPiece, Piece};
use bridge::{
    Secret,
    account::{InvitationView, Join},
    names,
};
use leptos::{ev::SubmitEvent, prelude::*};

use super::compare::{compare, text};
use crate::{
    attempt::Attempt,
    i18n::{account as words, problems, t},
    kit::{
        button::{Button, Weight},
        field::Field,
        new_password::{Draft, NewPassword},
        notice::FailureNotice,
    },
    layout::doorway::Doorway,
    platform::leave,
    state::use_app,
    task::Task,
};

/// The form; `joined` gets the sign-in name.
pub(super) fn form(
    invitation: InvitationView,
    secret: RwSignal<Option<String>>,
    joined: Callback<String>,
) -> Piece {
    let app = use_app();
    let task = Task::new(app);
    let name = RwSignal::new(String::new());
    let sign_in_name = RwSignal::new(String::new());
    let compared = RwSignal::new(false);
    let draft = Draft::new();
    let attempt = Attempt::new(task);
    let text = text(&invitation, words::JOIN_GREETED, words::JOIN_TEXT);
    let compare = compare(&invitation, attempt, compared);
    let wrong_name = attempt.field("name", name, problems::name, problems::of_name);
    let wrong_sign_in_name = attempt.field(
        "username",
        sign_in_name,
        problems::sign_in_name,
        problems::of_sign_in_name,
    );
    // The link is no longer in the address: a reload would cost it as well as what is typed.
    leave::guard(Signal::derive(move || {
        compared.get()
            || [name, sign_in_name, draft.password, draft.repeated]
                .iter()
                .any(|field| field.with(|text| !text.is_empty()))
    }));
    let press = Callback::new(move |()| {
        let Some(fragment) = secret.get_untracked() else {
            return;
        };
        if draft.waits() || !attempt.passes() {
            return;
        }
        let chosen = names::spelt(&sign_in_name.get_untracked());
        let call = Join {
            fragment: Secret::new(fragment),
            name: name.get_untracked(),
            sign_in_name: chosen.clone(),
            password: Secret::new(draft.password.get_untracked()),
        };
        task.run(call, move |_| joined.run(chosen));
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        press.run(());
    };
    view! {
        <Doorway title=t(words::JOIN_TITLE) text=text>
            <form on:submit=submit>
                {compare}
                <Field name="name" label=t(words::YOUR_NAME) value=name autocomplete="name" hint=t(words::YOUR_NAME_HINT) error=wrong_name />
                <Field
                    name="username"
                    label=t(words::SIGN_IN_NAME)
                    value=sign_in_name
                    autocomplete="username"
                    hint=t(words::SIGN_IN_NAME_HINT)
                    error=wrong_sign_in_name
                />
                <NewPassword draft=draft context=Signal::derive(move || vec![name.get(), sign_in_name.get()]) attempt=attempt press=press />
                <FailureNotice failure=attempt.failure() />
                <p class="field-note" role="status">
                    {move || task.busy.get().then(|| words::JOINING.at(app.lang.get()))}
                </p>
                <div class="actions">
                    <Button label=t(words::JOIN_SUBMIT) submit=true weight=Weight::Primary busy=task.busy />
                </div>
            </form>
        </Doorway>
    }
    .late()
}
