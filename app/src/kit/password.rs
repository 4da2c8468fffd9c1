//! A password field with an eye.

use crate::piece::{IntoPiece, live};
use crate::platform::effect::effect;
use leptos::{html, prelude::*};

use super::{
    field::{FieldNote, keep, left},
    icon::{Glyph, Icon},
};
use crate::{
    i18n::{Words, account, t},
    state::use_app,
};

/// A password input. The browser's password manager is told what it is by `autocomplete`.
#[component]
pub(crate) fn Password(
    /// Unique on the page; ids are made from it.
    name: &'static str,
    #[prop(into)] label: Words,
    value: RwSignal<String>,
    /// `current-password` or `new-password`.
    autocomplete: &'static str,
    #[prop(optional, into)] hint: Option<Words>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] disabled: bool,
    /// Takes the focus when it appears.
    #[prop(optional)]
    focus: bool,
    #[prop(optional, into)] leave: Option<Callback<()>>,
) -> impl IntoView {
    let ready = use_app().ready;
    let id = format!("field-{name}");
    let note = format!("{id}-note");
    let shown = RwSignal::new(false);
    let element = NodeRef::<html::Input>::new();
    keep(
        value,
        move || element.get().map(|element| element.value()),
        move |text| {
            if let Some(element) = element.get_untracked() {
                element.set_value(text);
            }
        },
    );
    if focus {
        effect(move || {
            if let Some(element) = element.get() {
                // An element that can't take the focus just doesn't.
                let _ = element.focus();
            }
        });
    }
    let show = t(account::SHOW_PASSWORD);
    let hide = t(account::HIDE_PASSWORD);
    let wrong = move || error.with(Option::is_some);
    view! {
        <div class="field" class:wrong=wrong>
            <div class="field-head">
                <label for=id.clone()>{label}</label>
            </div>
            <div class="field-body joined">
                <input
                    node_ref=element
                    id=id.clone()
                    name=name
                    class="input"
                    type=Signal::derive(move || if shown.get() { "text" } else { "password" })
                    autocomplete=autocomplete
                    autocapitalize="off"
                    spellcheck="false"
                    disabled=disabled
                    aria-required="true"
                    aria-invalid=Signal::derive(move || wrong().then_some("true"))
                    aria-describedby=note.clone()
                    on:input=move |event| value.set(event_target_value(&event))
                    on:blur=move |_| left(leave)
                />
                <button
                    type="button"
                    class="button quiet bare"
                    disabled=Signal::derive(move || disabled || !ready.get())
                    aria-label=Signal::derive(move || if shown.get() { hide.get() } else { show.get() })
                    aria-pressed=Signal::derive(move || if shown.get() { "true" } else { "false" })
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    {live(move || view! { <Glyph icon=if shown.get() { Icon::EyeOff } else { Icon::Eye } /> }.piece())}
                </button>
            </div>
            <FieldNote id=note hint=hint error=error />
        </div>
    }
    .piece()
}
