//! Second step: the founder's password.

use crate::piece::{IntoPiece, Piece};
use leptos::{ev::SubmitEvent, prelude::*};

use super::{Wizard, ways};
use crate::{
    attempt::Attempt,
    i18n::common,
    kit::{new_password::NewPassword, notice::FailureNotice},
};

pub(super) fn password(wizard: Wizard) -> Piece {
    let context = Signal::derive(move || {
        vec![
            wizard.company.get(),
            wizard.name.get(),
            wizard.sign_in_name.get(),
        ]
    });
    let attempt = Attempt::new(wizard.task);
    let press = Callback::new(move |()| {
        if !wizard.draft.waits() && attempt.passes() {
            wizard.next();
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        press.run(());
    };
    view! {
        <form on:submit=submit>
            // Password managers pair the new password with this name.
            <input
                class="unseen"
                type="text"
                name="username"
                autocomplete="username"
                readonly
                tabindex="-1"
                aria-hidden="true"
                value=wizard.sign_in_name.get_untracked()
            />
            <NewPassword draft=wizard.draft context=context attempt=attempt press=press />
            <FailureNotice failure=attempt.failure() />
            {ways(wizard, common::NEXT, wizard.task.busy)}
        </form>
    }
    .late()
}
