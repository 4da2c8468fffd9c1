//! The layout of pages before the vault is open: one sheet of paper in the middle.

use crate::piece::{Inside, IntoPiece, Piece};
use leptos::prelude::*;

use super::display::{LangSwitch, ThemeSwitch};
use crate::{
    i18n::{Words, common, t},
    kit::icon::{Glyph, Icon},
};

/// The product's stamp and name.
#[component]
pub(crate) fn Brand() -> impl IntoView {
    view! {
        <div class="brand">
            <span class="stamp" aria-hidden="true" lang="zh-CN">
                "缄"
            </span>
            <b>{t(common::PRODUCT)}</b>
        </div>
    }
    .piece()
}

/// One sheet with a title.
#[component]
pub(crate) fn Doorway(
    #[prop(into)] title: Words,
    #[prop(optional, into)] text: Option<Words>,
    /// Room for more than a short form.
    #[prop(optional)]
    wide: bool,
    /// Drawn above the title.
    #[prop(optional, into)]
    above: Option<Piece>,
    #[prop(optional)] children: Option<Inside>,
) -> impl IntoView {
    view! {
        <div class="doorway">
            <header>
                <Brand />
            </header>
            <main id="content" tabindex="-1" class="sheet" class:wide=wide>
                {above}
                <h1>{title}</h1>
                {text.map(|text| view! { <p class="lead">{text}</p> })}
                {children.map(|children| children.draw())}
            </main>
            <footer>
                <p>
                    <Glyph icon=Icon::Lock />
                    {t(common::TAGLINE)}
                </p>
                <div>
                    <LangSwitch />
                    <ThemeSwitch />
                </div>
            </footer>
        </div>
    }
    .piece()
}
