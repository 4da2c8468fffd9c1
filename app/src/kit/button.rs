//! A button.

use crate::piece::IntoPiece;
use leptos::{ev::MouseEvent, html, prelude::*};

use super::icon::{Glyph, Icon};
use crate::{
    i18n::Words,
    platform::{effect::effect, focus},
    state::use_app,
};

/// How much a button asks for attention. A page has one primary act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Weight {
    /// The page's one act.
    Primary,
    /// Any other act.
    #[default]
    Plain,
    /// An act that stays in the background.
    Quiet,
    /// An act that loses something.
    Danger,
}

impl Weight {
    fn class(self) -> &'static str {
        match self {
            Self::Primary => "button primary",
            Self::Plain => "button",
            Self::Quiet => "button quiet",
            Self::Danger => "button danger",
        }
    }
}

/// A button. Before hydration it is disabled, so that nothing can be submitted too early.
#[component]
pub(crate) fn Button(
    /// What it does.
    #[prop(into)]
    label: Words,
    #[prop(optional)] weight: Weight,
    /// Drawn before the label.
    #[prop(optional, into)]
    icon: Option<Icon>,
    /// Shows the icon alone; the label is still read out.
    #[prop(optional)]
    bare: bool,
    /// Submits the form it stands in.
    #[prop(optional)]
    submit: bool,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// A fuller name, where several buttons say the same.
    #[prop(optional, into)]
    name: Option<Words>,
    /// The key that does the same.
    #[prop(optional)]
    key: &'static str,
    #[prop(optional, into)] press: Option<Callback<()>>,
) -> impl IntoView {
    let ready = use_app().ready;
    let off = move || !ready.get() || busy.get() || disabled.get();
    let spoken = if bare { Some(label) } else { name };
    let element = NodeRef::<html::Button>::new();
    // Disabled, a button loses the focus: whoever pressed it by the keyboard has it back afterwards, unless it went elsewhere.
    let held = StoredValue::new(false);
    effect(move || {
        let off = busy.get() || disabled.get();
        if !off && held.try_update_value(std::mem::take) == Some(true) {
            request_animation_frame(move || {
                if let Some(element) = element.try_get_untracked().flatten()
                    && focus::lost()
                {
                    focus::on(&element);
                }
            });
        }
    });
    let on_click = move |event: MouseEvent| {
        held.set_value(
            element
                .get_untracked()
                .is_some_and(|element| focus::is_on(&element)),
        );
        if let Some(press) = press {
            event.stop_propagation();
            press.run(());
        }
    };
    view! {
        <button
            node_ref=element
            type=if submit { "submit" } else { "button" }
            class=weight.class()
            class:bare=bare
            disabled=off
            aria-busy=Signal::derive(move || busy.get().then_some("true"))
            aria-label=Signal::derive(move || spoken.map(|words| words.get()))
            title=Signal::derive(move || bare.then(|| label.get()))
            on:click=on_click
        >
            {icon.map(|icon| view! { <Glyph icon=icon /> })}
            {(!bare).then(|| view! { <span>{label}</span> })}
            {(!key.is_empty()).then(|| view! { <kbd aria-hidden="true">{key}</kbd> })}
        </button>
    }
    .piece()
}
