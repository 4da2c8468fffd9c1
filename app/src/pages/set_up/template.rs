//! Fourth step: which units to begin with. Its button founds the organisation.

use crate::piece::{IntoPiece, Piece};
use bridge::account::Template;
use leptos::{ev::SubmitEvent, prelude::*};

use super::{Wizard, choice::choice, ways};
use crate::{
    i18n::{Text, account as words, t},
    kit::notice::FailureNotice,
};

pub(super) fn template(wizard: Wizard) -> Piece {
    let task = wizard.task;
    let busy = Signal::derive(move || task.busy.get());
    let way = move |template: Template, words: [Text; 2]| {
        let chosen = wizard.template.get_untracked() == template;
        choice("template", words, chosen, busy, move || {
            wizard.template.set(template);
        })
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        wizard.found();
    };
    view! {
        <form on:submit=submit>
            <fieldset class="choices">
                <legend class="unseen">{t(words::STEP_TEMPLATE)}</legend>
                {way(Template::Sales, [words::TEMPLATE_SALES, words::TEMPLATE_SALES_TEXT])}
                {way(Template::Empty, [words::TEMPLATE_EMPTY, words::TEMPLATE_EMPTY_TEXT])}
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
