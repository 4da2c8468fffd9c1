//! A labelled native select.

use crate::piece::IntoPiece;
use leptos::prelude::*;

use super::field::{FieldNote, left};
use crate::{
    i18n::{Words, common, t},
    state::use_app,
};

/// A select. The options are pairs of value and label; with nothing chosen it says so.
#[component]
pub(crate) fn Select(
    /// Unique on the page; ids are made from it.
    name: &'static str,
    #[prop(into)] label: Words,
    value: RwSignal<String>,
    #[prop(into)] options: Signal<Vec<(String, String)>>,
    #[prop(optional, into)] hint: Option<Words>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] disabled: bool,
    #[prop(optional, into)] leave: Option<Callback<()>>,
) -> impl IntoView {
    let ready = use_app().ready;
    let id = format!("field-{name}");
    let note = format!("{id}-note");
    let wrong = move || error.with(Option::is_some);
    let choose = t(common::CHOOSE);
    let rows = move || {
        options
            .get()
            .into_iter()
            .map(|(key, label)| {
                let chosen = key.clone();
                view! {
                    <option value=key selected=move || value.get() == chosen>
                        {label}
                    </option>
                }
            })
            .collect_view()
    };
    view! {
        <div class="field" class:wrong=wrong>
            <div class="field-head">
                <label for=id.clone()>{label}</label>
            </div>
            <div class="field-body">
                <select
                    id=id.clone()
                    name=name
                    class="input"
                    disabled=Signal::derive(move || disabled || !ready.get())
                    aria-required="true"
                    aria-invalid=Signal::derive(move || wrong().then_some("true"))
                    aria-describedby=note.clone()
                    on:change=move |event| value.set(event_target_value(&event))
                    on:blur=move |_| left(leave)
                >
                    <option value="" disabled hidden selected=move || value.with(String::is_empty)>
                        {choose}
                    </option>
                    {rows}
                </select>
            </div>
            <FieldNote id=note hint=hint error=error />
        </div>
    }
    .late()
}
