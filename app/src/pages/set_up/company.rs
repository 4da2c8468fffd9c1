//! First step: the company and its founder.

use crate::piece::{IntoPiece, Piece};
use leptos::{ev::SubmitEvent, prelude::*};

use super::{Wizard, ways};
use crate::{
    attempt::Attempt,
    i18n::{account as words, common, problems, t},
    kit::field::Field,
};

pub(super) fn company(wizard: Wizard) -> Piece {
    let attempt = Attempt::new(wizard.task);
    let company = attempt.field(
        "company",
        wizard.company,
        problems::name,
        |failure, lang| problems::beside(failure, "company", lang),
    );
    let name = attempt.field("name", wizard.name, problems::name, problems::of_name);
    let sign_in_name = attempt.field(
        "username",
        wizard.sign_in_name,
        problems::sign_in_name,
        problems::of_sign_in_name,
    );
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if attempt.passes() {
            wizard.next();
        }
    };
    view! {
        <form on:submit=submit>
            <Field name="company" label=t(words::COMPANY) value=wizard.company autocomplete="organization" error=company />
            <Field name="name" label=t(words::YOUR_NAME) value=wizard.name autocomplete="name" hint=t(words::YOUR_NAME_HINT) error=name />
            <Field
                name="username"
                label=t(words::SIGN_IN_NAME)
                value=wizard.sign_in_name
                autocomplete="username"
                hint=t(words::SIGN_IN_NAME_HINT)
                error=sign_in_name
            />
            {ways(wizard, common::NEXT, wizard.task.busy)}
        </form>
    }
    .piece()
}
