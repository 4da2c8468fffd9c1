//! First step: the company and its founder.

use crate::piece::{IntoPiece, Piece};
use leptos::{ev::SubmitEvent, prelude::*};

use super::{Wizard, ways};
use crate::{
    i18n::{account as words, common, t},
    kit::field::Field,
};

pub(super) fn company(wizard: Wizard) -> Piece {
    let fields = [wizard.company, wizard.name, wizard.sign_in_name];
    let shut = Signal::derive(move || {
        fields
            .iter()
            .any(|field| field.with(|text| text.trim().is_empty()))
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !shut.get_untracked() {
            wizard.next();
        }
    };
    view! {
        <form on:submit=submit>
            <Field name="company" label=t(words::COMPANY) value=wizard.company autocomplete="organization" limit=64 />
            <Field name="name" label=t(words::YOUR_NAME) value=wizard.name autocomplete="name" hint=t(words::YOUR_NAME_HINT) limit=64 />
            <Field
                name="username"
                label=t(words::SIGN_IN_NAME)
                value=wizard.sign_in_name
                autocomplete="username"
                hint=t(words::SIGN_IN_NAME_HINT)
                limit=64
            />
            {ways(wizard, common::NEXT, shut)}
        </form>
    }
    .piece()
}
