//! The application: shared state around the router, and the alarm that replaces everything.

use crate::piece::{IntoPiece, Piece, live};
use crate::platform::effect::effect;
use leptos::prelude::*;
use leptos_router::{
    components::{FlatRoutes, Route, Router},
    path,
};

use crate::{
    engine::Engine,
    i18n::{common, t},
    kit::toast::Toasts,
    layout::{offline::OfflineBar, private::Private},
    pages,
    platform::idle,
    preferences::Preferences,
    state::AppState,
};

/// All pages. Takes the [`Engine`] from context; without one it renders what needs none.
#[component]
pub fn App() -> impl IntoView {
    let app = AppState::new(Preferences::here(), use_context::<Engine>());
    provide_context(app);
    effect(move || {
        idle::watch(app);
        app.start();
    });
    view! {
        <a class="skip" href="#content">
            {t(common::SKIP)}
        </a>
        {live(move || match app.alarm.get() {
            Some(alarm) => pages::alarm::alarm_page(alarm),
            None => rooms(),
        })}
        <Toasts />
    }
}

fn rooms() -> Piece {
    view! {
        <Router>
            <OfflineBar />
            <FlatRoutes fallback=pages::not_found::not_found>
                <Route path=path!("/") view=pages::home::home />
                <Route path=path!("/set-up") view=pages::set_up::set_up />
                <Route path=path!("/join") view=pages::join::join />
                <Route path=path!("/sign-in") view=pages::sign_in::sign_in />
                <Route path=path!("/recover") view=pages::recover::recover />
                <Route path=path!("/clients/:file?") view=|| view! { <Private room=pages::clients::room /> } />
                <Route path=path!("/organisation") view=|| view! { <Private room=pages::organisation::room /> } />
                <Route path=path!("/gallery") view=pages::gallery::gallery />
            </FlatRoutes>
        </Router>
    }
    .piece()
}
