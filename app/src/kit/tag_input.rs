//! Tags: the shipped ones to press, own ones to type.

use crate::piece::IntoPiece;
use crate::platform::effect::effect;
use leptos::prelude::*;

use super::{
    field::{Field, FieldNote},
    icon::{Glyph, Icon},
};
use crate::{
    i18n::{Words, clients, common, problems, t, tf},
    state::use_app,
};

/// Takes from what is typed the tags that are ready and puts them to the others; what is too long for one stays and is typed on.
pub(crate) fn take(tags: &mut Vec<String>, typed: &str) -> String {
    let mut stays = Vec::new();
    for tag in dossier::tag::split(typed) {
        if !dossier::tag::fits(&tag) {
            stays.push(tag);
        } else if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    stays.join("，")
}

/// A set of tags as chips.
#[component]
pub(crate) fn TagInput(
    #[prop(into)] label: Words,
    tags: RwSignal<Vec<String>>,
    /// What is typed and no tag yet. Whoever reads the tags counts it in: it is taken a moment after the field was left.
    typed: RwSignal<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
) -> impl IntoView {
    let ready = use_app().ready;
    let lang = use_app().lang;
    let long = Signal::derive(move || {
        let limit = dossier::tag::MAX_CHARS;
        let fits =
            typed.with(|typed| dossier::tag::split(typed).all(|tag| dossier::tag::fits(&tag)));
        (!fits).then(|| problems::TOO_LONG.with(lang.get(), &[&limit.to_string()]))
    });
    let toggle = move |tag: String| {
        tags.update(|tags| match tags.iter().position(|one| *one == tag) {
            Some(at) => {
                tags.remove(at);
            }
            None => tags.push(tag),
        });
    };
    let add = move |text: &str| {
        let mut now = tags.get_untracked();
        let stays = take(&mut now, text);
        if tags.with_untracked(|tags| *tags != now) {
            tags.set(now);
        }
        stays
    };
    let add_all = move || {
        let stays = add(&typed.get_untracked());
        typed.set(stays);
    };
    // A comma ends a tag as Enter does, pasted as well as typed.
    effect(move || {
        let text = typed.get();
        let Some((ready, rest)) = text.rsplit_once(dossier::tag::separates) else {
            return;
        };
        if dossier::tag::split(ready).all(|tag| dossier::tag::fits(&tag)) {
            add(ready);
            typed.set(rest.to_owned());
        }
    });
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
                    add_all();
                }
            }>
                <Field
                    name="tag"
                    label=t(clients::TAG_ADD)
                    value=typed
                    hint=t(clients::TAG_ADD_HINT)
                    optional=true
                    error=long
                    leave=Callback::new(move |()| add_all())
                />
            </div>
            <FieldNote id="field-tags-note".to_owned() hint=None error=error />
        </fieldset>
    }
    .late()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_for_a_tag_stays_to_be_typed_on() {
        let long = "很".repeat(21);
        let mut tags = vec!["VIP".to_owned()];
        let stays = take(&mut tags, &format!("甲、{long}，VIP; 乙"));
        assert_eq!(tags, ["VIP", "甲", "乙"]);
        assert_eq!(stays, long);
    }
}
