//! The main navigation, and who is signed in.

use crate::piece::{IntoPiece, When};
use leptos::prelude::*;

use super::{
    display::{LangSwitch, ThemeSwitch},
    doorway::Brand,
    shortcuts,
};
use crate::{
    i18n::{common, me, organisation, shipped, t, workbench as words},
    kit::{
        button::{Button, Weight},
        icon::{Glyph, Icon},
        menu::Menu,
    },
    state::use_app,
};

/// The rail: rooms that open, and the person.
#[component]
pub(crate) fn Rail(help: RwSignal<bool>, finding: RwSignal<bool>) -> impl IntoView {
    let app = use_app();
    let session = Memo::new(move |_| app.session());
    let may = move |ask: fn(bridge::account::Abilities) -> bool| {
        session.with(|session| {
            session
                .as_ref()
                .is_some_and(|session| ask(session.abilities))
        })
    };
    let name = move || {
        session.with(|session| {
            session
                .as_ref()
                .map(|session| session.name.clone())
                .unwrap_or_default()
        })
    };
    let face = move || name().chars().next().map(String::from).unwrap_or_default();
    let post = move || {
        session.with(|session| {
            let session = session.as_ref()?;
            let post = session.posts.first()?;
            let lang = app.lang.get();
            let role = shipped::role(&post.role, lang);
            // The company itself needs no saying.
            Some(if post.unit == session.company {
                role.to_owned()
            } else {
                organisation::POST.with(lang, &[role, &post.unit])
            })
        })
    };
    let company = move || {
        session.with(|session| {
            session
                .as_ref()
                .map(|session| session.company.clone())
                .unwrap_or_default()
        })
    };
    let place = move || post().unwrap_or_else(company);
    let here = move |room: &'static str| {
        Signal::derive(move || {
            app.path
                .with(|path| path.starts_with(room))
                .then_some("page")
        })
    };
    let clients = t(common::CLIENTS);
    let any = Signal::derive(move || {
        may(|may| may.read_clients || may.create_clients || may.organisation)
    });
    let workbench = t(words::WORKBENCH);
    let home = Signal::derive(move || app.path.with(|path| path == "/").then_some("page"));
    let rooms = t(common::ORGANISATION);
    view! {
        <header class="rail">
            <Brand />
            <button type="button" class="find" aria-label=t(common::KEY_PALETTE) on:click=move |_| finding.set(true)>
                <Glyph icon=Icon::Search />
                <span>{t(common::KEY_PALETTE)}</span>
                <kbd aria-hidden="true">{format!("{} K", shortcuts::command())}</kbd>
            </button>
            <nav aria-label=t(common::NAVIGATION)>
                <When on=any>
                    <a href="/" aria-current=home>
                        <Glyph icon=Icon::Bench />
                        <span>{workbench}</span>
                    </a>
                </When>
                <When on=Signal::derive(move || may(|abilities| abilities.read_clients || abilities.create_clients))>
                    <a href="/clients" aria-current=here("/clients")>
                        <Glyph icon=Icon::Archive />
                        <span>{clients}</span>
                    </a>
                </When>
                <When on=Signal::derive(move || may(|abilities| abilities.organisation))>
                    <a href="/organisation" aria-current=here("/organisation")>
                        <Glyph icon=Icon::Tree />
                        <span>{rooms}</span>
                    </a>
                </When>
                <When on=Signal::derive(move || may(|abilities| abilities.organisation))>
                    <a class="wide-only" href="/settings" aria-current=here("/settings")>
                        <Glyph icon=Icon::Settings />
                        <span>{t(common::SETTINGS)}</span>
                    </a>
                </When>
            </nav>
            <div class="me">
                <span class="face" aria-hidden="true">
                    {face}
                </span>
                <a class="me-name" href="/account" aria-label=t(me::ACCOUNT)>
                    <b title=name>{name}</b>
                    <small title=place>{place}</small>
                </a>
                <Button label=t(common::LOCK) icon=Icon::Lock bare=true weight=Weight::Quiet press=Callback::new(move |()| app.lock()) />
                <Menu name="account" label=t(common::ACCOUNT_MENU)>
                    <p class="menu-title">{company}</p>
                    <a class="button quiet" href="/account">
                        <Glyph icon=Icon::Person />
                        <span>{t(me::ACCOUNT)}</span>
                    </a>
                    <When on=Signal::derive(move || may(|abilities| abilities.organisation))>
                        <a class="button quiet" href="/settings">
                            <Glyph icon=Icon::Settings />
                            <span>{t(common::SETTINGS)}</span>
                        </a>
                    </When>
                    <LangSwitch />
                    <ThemeSwitch />
                    <Button label=t(common::KEYS) weight=Weight::Quiet key="?" press=Callback::new(move |()| help.set(true)) />
                    <Button label=t(common::SIGN_OUT) weight=Weight::Quiet press=Callback::new(move |()| app.sign_out()) />
                </Menu>
            </div>
        </header>
    }
    .late()
}
