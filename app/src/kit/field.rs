//! A labelled input with its hint and its error beside it.

use crate::piece::IntoPiece;
use crate::platform::effect::effect;
use std::time::Duration;

use leptos::{either::Either, html, prelude::*};

use crate::{
    i18n::{Words, common, t},
    platform::focus,
    state::use_app,
};

/// So long after a field was left it is said, and not while anything is pressed: what appears below the field would otherwise push the
/// button that took the focus away from under the press, which would be lost.
const LEFT: Duration = Duration::from_millis(200);

/// Says that a field was left, a little later.
pub(crate) fn left(leave: Option<Callback<()>>) {
    if let Some(leave) = leave {
        set_timeout(
            move || {
                if pressed() {
                    left(Some(leave));
                } else {
                    // The field may be gone by then, and nobody asks any more.
                    leave.try_run(());
                    // What is said of this field moves those below it, and one of them has the focus by now.
                    focus::keep_in_sight();
                }
            },
            LEFT,
        );
    }
}

/// Whether a button of the mouse, a finger or a key holds something down.
fn pressed() -> bool {
    document()
        .query_selector(":active")
        .is_ok_and(|found| found.is_some())
}

/// What is typed into a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Kind {
    /// One line.
    #[default]
    Line,
    /// One line with figures: a keyboard of digits on phones.
    Figures,
    /// One line with nothing but digits.
    Digits,
    /// One line in the typewriter face: numbers of documents, groups of a kit.
    Code,
    /// Several lines.
    Lines,
}

/// A labelled input. It keeps what was typed before the page listened: nothing is written into the element unless the
/// program changes the value.
#[component]
pub(crate) fn Field(
    /// Unique on the page; ids are made from it.
    name: &'static str,
    #[prop(into)] label: Words,
    value: RwSignal<String>,
    #[prop(optional)] kind: Kind,
    #[prop(optional, into)] hint: Option<Words>,
    /// What is wrong, to be said now.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    #[prop(default = "off")] autocomplete: &'static str,
    /// Says that it may stay empty.
    #[prop(optional)]
    optional: bool,
    #[prop(optional)] disabled: bool,
    /// The field was left.
    #[prop(optional, into)]
    leave: Option<Callback<()>>,
) -> impl IntoView {
    let id = format!("field-{name}");
    let note = format!("{id}-note");
    let wrong = move || error.with(Option::is_some);
    let typed = move |text: String| value.set(text);
    let class = match kind {
        Kind::Code | Kind::Figures | Kind::Digits => "input code",
        _ => "input",
    };
    let input = if kind == Kind::Lines {
        let element = NodeRef::<html::Textarea>::new();
        keep(
            value,
            move || element.get().map(|element| element.value()),
            move |text| {
                if let Some(element) = element.get_untracked() {
                    element.set_value(text);
                }
            },
        );
        Either::Left(view! {
            <textarea
                node_ref=element
                id=id.clone()
                name=name
                class=class
                rows="3"
                autocomplete=autocomplete
                disabled=disabled
                aria-required=(!optional).then_some("true")
                aria-invalid=Signal::derive(move || wrong().then_some("true"))
                aria-describedby=note.clone()
                on:input=move |event| typed(event_target_value(&event))
                on:blur=move |_| left(leave)
            ></textarea>
        })
    } else {
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
        Either::Right(view! {
            <input
                node_ref=element
                id=id.clone()
                name=name
                class=class
                type="text"
                inputmode=match kind {
                    Kind::Figures => Some("tel"),
                    Kind::Digits => Some("numeric"),
                    _ => None,
                }
                autocomplete=autocomplete
                autocapitalize="off"
                spellcheck="false"
                disabled=disabled
                aria-required=(!optional).then_some("true")
                aria-invalid=Signal::derive(move || wrong().then_some("true"))
                aria-describedby=note.clone()
                on:input=move |event| typed(event_target_value(&event))
                on:blur=move |_| left(leave)
            />
        })
    };
    view! {
        <div class="field" class:wrong=wrong>
            <div class="field-head">
                <label for=id.clone()>{label}</label>
                {optional.then(|| view! { <small>{t(common::OPTIONAL)}</small> })}
            </div>
            <div class="field-body">{input}</div>
            <FieldNote id=note hint=hint error=error />
        </div>
    }
    .piece()
}

/// The line below a field: what is wrong, or else the hint.
#[component]
pub(crate) fn FieldNote(
    id: String,
    hint: Option<Words>,
    error: Signal<Option<String>>,
) -> impl IntoView {
    let words = move || {
        error
            .get()
            .or_else(|| hint.map(|hint| hint.get()))
            .unwrap_or_default()
    };
    view! {
        <p class="field-note" id=id aria-live="polite" hidden=move || words().is_empty()>
            {words}
        </p>
    }
    .piece()
}

/// Ties a value to an element: takes what was typed before the page listened, and later writes only what differs.
pub(crate) fn keep(
    value: RwSignal<String>,
    read: impl Fn() -> Option<String> + 'static,
    write: impl Fn(&str) + 'static,
) {
    let ready = use_app().ready;
    let mut first = true;
    effect(move || {
        let Some(shown) = read() else { return };
        // Hydration itself does not count: the state is taken once the page listens.
        if !ready.get() {
            return;
        }
        let wanted = value.get();
        if wanted == shown {
            first = false;
            return;
        }
        if std::mem::take(&mut first) && wanted.is_empty() {
            value.set(shown);
        } else {
            write(&wanted);
        }
    });
}
