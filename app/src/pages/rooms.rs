//! What stands behind the lock.

use leptos::prelude::*;

use super::{Room, account, clients, home::NoRoom, organisation, workbench};
use crate::{
    layout::frame::Frame,
    piece::{IntoPiece, Piece},
};

/// The frame and a room in it.
pub(crate) fn inside(room: Room) -> Piece {
    let draw = move || match room {
        Room::Workbench => workbench::room(),
        Room::Account => account::room(),
        Room::Clients => clients::room(),
        Room::Organisation => organisation::room(),
        Room::None => view! { <NoRoom /> }.late(),
    };
    view! { <Frame>{draw()}</Frame> }.late()
}
