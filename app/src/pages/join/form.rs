//! The newcomer's form.

use crate::piece::{IntoPiece, Piece};
use bridge::{
    Secret,
    account::{InvitationView, Join},
};
use leptos::{ev::SubmitEvent, prelude::*};

use crate::{
    i18n::{account as words, t, tf},
    kit::{
        button::{Button, Weight},
        field::Field,
        new_password::{Draft, NewPassword},
        notice::FailureNotice,
    },
    layout::doorway::Doorway,
    platform::clock,
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
    let empty = move |field: RwSignal<String>| field.with(|text| text.trim().is_empty());
    let shut = Signal::derive(move || {
        empty(name) || empty(sign_in_name) || !draft.good() || !compared.get()
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(fragment) = secret.get_untracked() else {
            return;
        };
        if shut.get_untracked() {
            return;
        }
        let chosen = sign_in_name.get_untracked().trim().to_owned();
        let call = Join {
            fragment: Secret::new(fragment),
            name: name.get_untracked().trim().to_owned(),
            sign_in_name: chosen.clone(),
            password: Secret::new(draft.password.get_untracked()),
        };
        task.run(call, move |_| joined.run(chosen));
    };
    let until = clock::moment(invitation.expires);
    view! {
        <Doorway title=t(words::JOIN_TITLE) text=t(words::JOIN_TEXT)>
            <form on:submit=submit>
                <div class="fingerprint">
                    <span id="fingerprint-label">{t(words::FINGERPRINT)}</span>
                    <code aria-labelledby="fingerprint-label">{invitation.fingerprint}</code>
                    <small>{tf(words::JOIN_EXPIRES, move || vec![until.clone()])}</small>
                </div>
                <label class="check">
                    <input type="checkbox" on:change=move |event| compared.set(event_target_checked(&event)) />
                    <span>{t(words::JOIN_COMPARED)}</span>
                </label>
                <Field name="name" label=t(words::YOUR_NAME) value=name autocomplete="name" hint=t(words::YOUR_NAME_HINT) limit=64 />
                <Field
                    name="username"
                    label=t(words::SIGN_IN_NAME)
                    value=sign_in_name
                    autocomplete="username"
                    hint=t(words::SIGN_IN_NAME_HINT)
                    limit=64
                />
                <NewPassword draft=draft context=Signal::derive(move || vec![name.get(), sign_in_name.get()]) />
                <FailureNotice failure=task.failure />
                <p class="field-note" role="status">
                    {move || task.busy.get().then(|| words::JOINING.at(app.lang.get()))}
                </p>
                <div class="actions">
                    <Button label=t(words::JOIN_SUBMIT) submit=true weight=Weight::Primary busy=task.busy disabled=shut />
                </div>
            </form>
        </Doorway>
    }
    .late()
}
