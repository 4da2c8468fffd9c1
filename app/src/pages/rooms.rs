//! What stands behind the lock. Its code is not part of what a page begins with: it is fetched while the password is typed.

use leptos::{prelude::*, task::spawn_local};
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::{Room, account, clients, home::NoRoom, organisation, settings, workbench};
use crate::{
    i18n::{common, t, words},
    kit::{
        badge::Tone,
        button::{Button, Weight},
        notice::Notice,
    },
    layout::{doorway::Doorway, frame::Frame, private::starting},
    piece::{IntoPiece, Piece, live},
    platform::effect::effect,
    state::{AppState, use_app},
};

words! {
    // Whoever reads it has just signed in, founded the organisation or recovered their access.
    ROOMS_LOST: "你已经登录，但页面的其余部分没能载入。请检查网络后重试，或重新载入页面再登录。", "You are signed in, but the rest of the page could not be loaded. Check the network and try again, or reload the page and sign in anew.";
}

/// Draws a room.
type Draw = fn(Room) -> Piece;

/// How far the code of the rooms is.
#[derive(Clone, Copy)]
pub(crate) enum Rooms {
    Away,
    Coming,
    Lost,
    Here(Draw),
}

/// The only way to `draw`: `cargo xtask build` moves all that nobody else needs into a module of its own, which this loads.
#[wasm_split(rooms, fallible)]
fn fetch() -> Result<Draw, SplitLoaderError> {
    Ok(draw)
}

/// Fetches the rooms, unless they are here or on their way.
pub(crate) fn bring(app: AppState) {
    if matches!(app.rooms.get_untracked(), Rooms::Coming | Rooms::Here(_)) {
        return;
    }
    app.rooms.set(Rooms::Coming);
    spawn_local(async move {
        let came = fetch().await;
        app.rooms.set(came.map_or(Rooms::Lost, Rooms::Here));
    });
}

/// The frame and a room in it. While its code comes something else stands there; where it does not come the reader is told, and may try
/// again or lock: the vault is open.
pub(crate) fn inside(room: Room) -> Piece {
    let app = use_app();
    // What failed while nobody needed it is tried again.
    effect(move || untrack(|| bring(app)));
    live(move || match app.rooms.get() {
        Rooms::Here(draw) => draw(room),
        Rooms::Lost => lost(),
        Rooms::Away | Rooms::Coming => starting(),
    })
    .piece()
}

fn lost() -> Piece {
    let app = use_app();
    view! {
        <Doorway title=t(common::START_FAILED)>
            <Notice text=t(ROOMS_LOST) tone=Tone::Bad />
            <div class="actions">
                <Button label=t(common::RETRY) weight=Weight::Primary press=Callback::new(move |()| bring(app)) />
                <Button label=t(common::LOCK) press=Callback::new(move |()| app.lock()) />
            </div>
        </Doorway>
    }
    .late()
}

fn draw(room: Room) -> Piece {
    let draw = move || match room {
        Room::Workbench => workbench::room(),
        Room::Account => account::room(),
        Room::Clients => clients::room(),
        Room::Organisation => organisation::room(),
        Room::Settings => settings::room(),
        Room::None => view! { <NoRoom /> }.late(),
    };
    view! { <Frame>{draw()}</Frame> }.late()
}
