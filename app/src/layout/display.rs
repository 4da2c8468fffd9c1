//! Language and appearance.

use crate::piece::IntoPiece;
use leptos::prelude::*;

use crate::{
    i18n::{Lang, Text, common, t},
    kit::switch,
    preferences::Theme,
    state::use_app,
};

/// 中文 or English, each named in itself.
#[component]
pub(crate) fn LangSwitch() -> impl IntoView {
    let app = use_app();
    let one = move |lang: Lang, name: &'static str| {
        let label = view! { <span lang=lang.tag()>{name}</span> }.piece();
        switch::option(
            label,
            Signal::derive(move || app.lang.get() == lang),
            move || app.choose_lang(lang),
        )
    };
    let both = view! {
        {one(Lang::Chinese, "中文")}
        {one(Lang::English, "English")}
    }
    .piece();
    switch::group(common::LANGUAGE, both)
}

/// Light, dark or as the system has it.
#[component]
pub(crate) fn ThemeSwitch() -> impl IntoView {
    let app = use_app();
    let one = move |theme: Theme, name: Text| {
        let name = t(name);
        let label = view! { <span>{name}</span> }.piece();
        switch::option(
            label,
            Signal::derive(move || app.theme.get() == theme),
            move || app.choose_theme(theme),
        )
    };
    let all = view! {
        {one(Theme::Auto, common::THEME_AUTO)}
        {one(Theme::Light, common::THEME_LIGHT)}
        {one(Theme::Dark, common::THEME_DARK)}
    }
    .piece();
    switch::group(common::THEME, all)
}
