//! Second step: the founder's password.

use crate::piece::{IntoPiece, Piece};
use leptos::{ev::SubmitEvent, prelude::*};

use super::{Wizard, ways};
use crate::{i18n::common, kit::new_password::NewPassword};

pub(super) fn password(wizard: Wizard) -> Piece {
    let context = Signal::derive(move || {
        vec![
            wizard.company.get(),
            wizard.name.get(),
            wizard.sign_in_name.get(),
        ]
    });
    let shut = Signal::derive(move || !wizard.draft.good());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !shut.get_untracked() {
            wizard.next();
        }
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
            <NewPassword draft=wizard.draft context=context />
            {ways(wizard, common::NEXT, shut)}
        </form>
    }
    .late()
}
