//! Fourth step: which units to begin with. Its button founds the organisation.

use crate::piece::{IntoPiece, Piece};
use bridge::account::Template;
use leptos::{ev::SubmitEvent, prelude::*};

use super::{Wizard, ways};
use crate::{
    i18n::{Text, account as words, t},
    kit::notice::FailureNotice,
};

pub(super) fn template(wizard: Wizard) -> Piece {
    let task = wizard.task;
    let choice = move |template: Template, value: &'static str, title: Text, text: Text| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="template"
                    value=value
                    checked=wizard.template.get_untracked() == template
                    on:change=move |_| wizard.template.set(template)
                />
                <span>
                    <b>{t(title)}</b>
                    <small>{t(text)}</small>
                </span>
            </label>
        }
        .late()
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        wizard.found();
    };
    view! {
        <form on:submit=submit>
            <fieldset class="choices">
                <legend class="unseen">{t(words::STEP_TEMPLATE)}</legend>
                {choice(Template::Sales, "sales", words::TEMPLATE_SALES, words::TEMPLATE_SALES_TEXT)}
                {choice(Template::Empty, "empty", words::TEMPLATE_EMPTY, words::TEMPLATE_EMPTY_TEXT)}
            </fieldset>
            <FailureNotice failure=task.failure />
            <p class="field-note" role="status">
                {move || task.busy.get().then(|| words::FOUNDING.at(wizard.app.lang.get()))}
            </p>
            {ways(wizard, words::FOUND, task.busy)}
        </form>
    }
    .late()
}
