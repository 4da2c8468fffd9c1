//! The doors have no rooms: the module that has them takes over.

use bridge::Reason;
use leptos::{prelude::*, task::spawn_local};

use super::Room;
use crate::{
    handover::Handover,
    layout::private::starting,
    piece::Piece,
    state::{Phase, use_app},
};

/// Stands there while the rooms come. If they don't, the reader is told and may try again.
pub(crate) fn inside(_: Room) -> Piece {
    let app = use_app();
    if let Some(handover) = use_context::<Handover>() {
        spawn_local(async move {
            // Where they came, nothing of this module is left to be told.
            if !handover.begin().await {
                app.phase.set(Phase::Failed(Reason::Offline.into()));
            }
        });
    }
    starting()
}
