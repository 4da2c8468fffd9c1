//! `/`: the workbench, for whom something is open; everybody else is sent where they belong.

use crate::piece::{IntoPiece, Piece, live};
use crate::platform::effect::effect;
use crate::route::Entry;
use bridge::account::SessionView;
use leptos::prelude::*;

use crate::{
    i18n::{account, common, organisation, shipped, t},
    kit::{
        badge::{Badge, Tone},
        button::Button,
        empty::Empty,
        icon::Icon,
    },
    layout::{
        doorway::Doorway,
        private::{StartFailed, starting},
    },
    pages::{Room, rooms, sign_in::SignIn},
    platform::title::title,
    state::{Phase, use_app},
};

/// Whether any room is open to a person.
fn has_room(session: &SessionView) -> bool {
    let may = session.abilities;
    may.read_clients || may.create_clients || may.organisation
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Starting,
    Failed,
    NotSetUp,
    /// Nobody was let in yet, or whoever was has left.
    Away,
    Locked,
    NoRoom,
    Open,
}

/// Decides.
pub(crate) fn home() -> Piece {
    let app = use_app();
    let stage = Memo::new(move |_| {
        app.phase.with(|phase| match phase {
            Phase::Starting => Stage::Starting,
            Phase::Failed(_) => Stage::Failed,
            Phase::NotSetUp => Stage::NotSetUp,
            Phase::Locked(None) => Stage::Away,
            Phase::Locked(Some(_)) => Stage::Locked,
            Phase::Open(session) if has_room(session) => Stage::Open,
            Phase::Open(_) => Stage::NoRoom,
        })
    });
    effect(move || {
        if stage.get() == Stage::Away {
            app.go("/sign-in", Entry::Replace);
        }
    });
    live(move || match stage.get() {
        Stage::Starting | Stage::Away => starting(),
        Stage::Locked => view! { <SignIn /> }.piece(),
        Stage::Failed => view! { <StartFailed /> }.piece(),
        Stage::NotSetUp => view! { <NotSetUp /> }.piece(),
        Stage::NoRoom => rooms::inside(Room::None),
        Stage::Open => rooms::inside(Room::Workbench),
    })
    .piece()
}

/// There is no organisation yet: how to found it.
#[component]
pub(crate) fn NotSetUp() -> impl IntoView {
    title(account::HOME_NOT_SET_UP);
    view! {
        <Doorway title=t(account::HOME_NOT_SET_UP) text=t(account::HOME_NOT_SET_UP_TEXT)>
            <p>{t(account::HOME_LINK_LOST)}</p>
        </Doorway>
    }
    .piece()
}

/// Signed in, but without an admitted post that opens anything.
#[component]
pub(crate) fn NoRoom() -> impl IntoView {
    let app = use_app();
    title(common::NO_ROOM_TITLE);
    // Nothing tells an engine without keys that a post was admitted, so each sync asks.
    effect(move || {
        app.synced.track();
        app.refresh_session();
    });
    let posts = move || {
        app.session()
            .map(|session| session.posts)
            .unwrap_or_default()
    };
    // Who can help depends on what is missing.
    let text = Signal::derive(move || {
        let posts = posts();
        let text = if posts.is_empty() {
            common::NO_ROOM_NO_POST
        } else if posts.iter().any(|post| !post.admitted) {
            common::NO_ROOM_WAITING
        } else if app.session().is_some_and(|session| session.abilities.audit) {
            common::NO_ROOM_AUDIT
        } else {
            common::NO_ROOM_ADMITTED
        };
        text.at(app.lang.get()).to_owned()
    });
    view! {
        <Empty icon=Icon::Clock title=t(common::NO_ROOM_TITLE) text=text>
            <ul class="posts" aria-label=t(common::NO_ROOM_POSTS)>
                {move || {
                    posts()
                        .into_iter()
                        .map(|post| {
                            let (state, tone) = if post.admitted { (common::ADMITTED, Tone::Good) } else { (common::WAITING, Tone::Wait) };
                            let lang = app.lang.get();
                            view! {
                                <li>
                                    {organisation::POST.with(lang, &[&post.unit, shipped::role(&post.role, lang)])} " "
                                    <Badge label=t(state) tone=tone />
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
            <Button label=t(common::RETRY) icon=Icon::Sync press=Callback::new(move |()| app.sync()) />
        </Empty>
    }
    .piece()
}
