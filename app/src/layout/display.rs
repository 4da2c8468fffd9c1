//! Language and appearance.

use crate::piece::{IntoPiece, Piece};
use leptos::prelude::*;

use crate::{
    i18n::{Lang, Text, common, t},
    preferences::Theme,
    state::use_app,
};

fn choice(label: Piece, on: Signal<bool>, press: impl Fn() + 'static) -> Piece {
    let ready = use_app().ready;
    view! {
        <button
            type="button"
            disabled=Signal::derive(move || !ready.get())
            aria-pressed=Signal::derive(move || if on.get() { "true" } else { "false" })
            on:click=move |_| press()
        >
            {label}
        </button>
    }
    .piece()
}

/// 中文 or English, each named in itself.
#[component]
pub(crate) fn LangSwitch() -> impl IntoView {
    let app = use_app();
    let one = move |lang: Lang, name: &'static str| {
        let label = view! { <span lang=lang.tag()>{name}</span> }.piece();
        choice(
            label,
            Signal::derive(move || app.lang.get() == lang),
            move || app.choose_lang(lang),
        )
    };
    view! {
        <div class="switch" role="group" aria-label=t(common::LANGUAGE)>
            {one(Lang::Chinese, "中文")} {one(Lang::English, "English")}
        </div>
    }
    .piece()
}

/// Light, dark or as the system has it.
#[component]
pub(crate) fn ThemeSwitch() -> impl IntoView {
    let app = use_app();
    let one = move |theme: Theme, name: Text| {
        let name = t(name);
        let label = view! { <span>{name}</span> }.piece();
        choice(
            label,
            Signal::derive(move || app.theme.get() == theme),
            move || app.choose_theme(theme),
        )
    };
    view! {
        <div class="switch" role="group" aria-label=t(common::THEME)>
            {one(Theme::Auto, common::THEME_AUTO)} {one(Theme::Light, common::THEME_LIGHT)} {one(Theme::Dark, common::THEME_DARK)}
        </div>
    }
    .piece()
}
