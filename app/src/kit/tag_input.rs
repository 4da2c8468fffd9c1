//! Tags: the shipped ones to press, own ones to type.

use crate::piece::IntoPiece;
use leptos::prelude::*;

use super::{
    field::{Field, FieldNote},
    icon::{Glyph, Icon},
};
use crate::{
    i18n::{Words, clients, common, problems, t, tf},
    state::use_app,
};

/// A set of tags as chips.
#[component]
pub(crate) fn TagInput(
    #[prop(into)] label: Words,
    tags: RwSignal<Vec<String>>,
    #[prop(optional, into)] error: Signal<Option<String>>,
) -> impl IntoView {
    let ready = use_app().ready;
    let typed = RwSignal::new(String::new());
    let lang = use_app().lang;
    // Typed on, it would be refused as a tag.
    let long = Signal::derive(move || {
        let limit = dossier::tag::MAX_CHARS;
        let beyond = typed.with(|typed| dossier::tag::normalise(typed).chars().count() > limit);
        beyond.then(|| problems::TOO_LONG.with(lang.get(), &[&limit.to_string()]))
    });
    let toggle = move |tag: String| {
        tags.update(|tags| match tags.iter().position(|one| *one == tag) {
            Some(at) => {
                tags.remove(at);
            }
            None => tags.push(tag),
        });
    };
    let add = move || {
        let tag = dossier::tag::normalise(&typed.get_untracked());
        if !tag.is_empty() && !tags.with_untracked(|tags| tags.contains(&tag)) {
            tags.update(|tags| tags.push(tag));
        }
        typed.set(String::new());
    };
    let shipped = dossier::tag::SHIPPED
        .iter()
        .map(|tag| {
            view! {
                <button
                    type="button"
                    class="chip"
                    disabled=Signal::derive(move || !ready.get())
                    aria-pressed=Signal::derive(move || if tags.with(|tags| tags.iter().any(|one| one == tag)) { "true" } else { "false" })
                    on:click=move |_| toggle((*tag).to_owned())
                >
                    {*tag}
                </button>
            }
        })
        .collect_view();
    let own = move || {
        tags.get()
            .into_iter()
            .filter(|tag| !dossier::tag::SHIPPED.contains(&tag.as_str()))
            .map(|tag| {
                let name = tag.clone();
                let remove = tf(clients::TAG_REMOVE, move || vec![name.clone()]);
                let gone = tag.clone();
                view! {
                    <button type="button" class="chip own" aria-label=remove on:click=move |_| toggle(gone.clone())>
                        {tag}
                        <Glyph icon=Icon::Close />
                    </button>
                }
            })
            .collect_view()
    };
    view! {
        <fieldset class="field tag-input" class:wrong=move || error.with(Option::is_some)>
            <legend class="field-head">
                <span>{label}</span>
                " "
                <small>{t(common::OPTIONAL)}</small>
            </legend>
            <div class="chips">{shipped} {own}</div>
            <div on:keydown=move |event| {
                // Enter that ends a composition is not ours.
                if event.key() == "Enter" && !event.is_composing() {
                    event.prevent_default();
                    add();
                }
            }>
                <Field
                    name="tag"
                    label=t(clients::TAG_ADD)
                    value=typed
                    hint=t(clients::TAG_ADD_HINT)
                    optional=true
                    error=long
                    leave=Callback::new(move |()| add())
                />
            </div>
            <FieldNote id="field-tags-note".to_owned() hint=None error=error />
        </fieldset>
    }
    .late()
}
