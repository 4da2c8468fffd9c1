//! The application: shared state around the router, and the alarm that replaces everything.

use crate::piece::{IntoPiece, Piece, live};
use crate::platform::effect::effect;
use leptos::prelude::*;

use crate::{
    engine::Engine,
    i18n::{common, t},
    kit::toast::Toasts,
    layout::{offline::OfflineBar, private::private},
    pages::{self, Room},
    platform::{leave, lock},
    preferences::Preferences,
    route::{self, Page},
    state::{AppState, use_app},
};

/// All pages. Takes the [`Engine`] from context; without one it renders what needs none.
#[component]
pub fn App() -> impl IntoView {
    let app = AppState::new(Preferences::here(), use_context::<Engine>());
    provide_context(app);
    route::list();
    effect(move || {
        lock::by_key(app);
        lock::when_idle(app);
        leave::watch(app);
        app.follow_links();
        app.start();
        pages::rooms::bring(app);
    });
    view! {
        <a class="skip" href="#content">
            {t(common::SKIP)}
        </a>
        {live(move || match app.alarm.get() {
            Some(alarm) => pages::alarm::alarm_page(alarm),
            None => page(),
        })}
        <Toasts depth=0 />
    }
}

fn page() -> Piece {
    let app = use_app();
    let page = Memo::new(move |_| app.path.with(|path| Page::at(path)));
    view! {
        <OfflineBar />
        {live(move || match page.get() {
            Page::Home => pages::home::home(),
            Page::SetUp => pages::set_up::set_up(),
            Page::Join => pages::join::join(),
            Page::SignIn => pages::sign_in::sign_in(),
            Page::Recover => pages::recover::recover(),
            Page::Account => private(Room::Account),
            Page::Clients => private(Room::Clients),
            Page::Settings => private(Room::Settings),
            Page::Organisation => private(Room::Organisation),
            Page::Gallery => pages::gallery::gallery(),
            Page::Unknown => pages::not_found::not_found(),
        })}
    }
    .piece()
}
