//! The form of somebody who has lost password or keys: a new password, and new keys with it.

use crate::piece::{IntoPiece, Piece};
use bridge::{
    Secret,
    account::{InvitationView, RenewAccess},
};
use leptos::{ev::SubmitEvent, prelude::*};

use super::compare::{compare, text};
use crate::{
    attempt::Attempt,
    i18n::{account as words, t},
    kit::{
        button::{Button, Weight},
        new_password::{Draft, NewPassword},
        notice::FailureNotice,
    },
    layout::doorway::Doorway,
    platform::leave,
    state::use_app,
    task::Task,
};

/// The form of whoever signs in by this name; `renewed` once it is sent.
pub(super) fn renew(
    invitation: InvitationView,
    sign_in_name: String,
    secret: RwSignal<Option<String>>,
    renewed: Callback<()>,
) -> Piece {
    let app = use_app();
    let task = Task::new(app);
    let compared = RwSignal::new(false);
    let draft = Draft::new();
    let attempt = Attempt::new(task);
    let text = text(&invitation, words::RENEW_GREETED, words::RENEW_TEXT);
    let compare = compare(&invitation, attempt, compared);
    // The link is no longer in the address: a reload would cost it as well as what is typed.
    leave::guard(Signal::derive(move || {
        compared.get()
            || [draft.password, draft.repeated]
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
        let call = RenewAccess {
            fragment: Secret::new(fragment),
            password: Secret::new(draft.password.get_untracked()),
        };
        task.run(call, move |_| renewed.run(()));
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        press.run(());
    };
    let context = vec![sign_in_name.clone()];
    view! {
        <Doorway title=t(words::RENEW_TITLE) text=text>
            <form on:submit=submit>
                {compare}
                <div class="field">
                    <div class="field-head">
                        <label for="field-username">{t(words::SIGN_IN_NAME)}</label>
                    </div>
                    // Where passwords are kept, the new one goes to this name.
                    <input id="field-username" class="input" type="text" name="username" autocomplete="username" readonly value=sign_in_name />
                </div>
                <NewPassword draft=draft context=Signal::stored(context) attempt=attempt press=press />
                <FailureNotice failure=attempt.failure() />
                <p class="field-note" role="status">
                    {move || task.busy.get().then(|| words::JOINING.at(app.lang.get()))}
                </p>
                <div class="actions">
                    <Button label=t(words::RENEW_SUBMIT) submit=true weight=Weight::Primary busy=task.busy />
                </div>
            </form>
        </Doorway>
    }
    .late()
}
