//! The doors have no rooms: the module that has them takes over.

use leptos::{prelude::*, task::spawn_local};

use super::Room;
use crate::{
    handover::Handover,
    i18n::{common, t, words},
    kit::{
        badge::Tone,
        button::{Button, Weight},
        notice::Notice,
    },
    layout::{doorway::Doorway, private::starting},
    piece::{IntoPiece, Piece, live},
    platform::effect::effect,
    state::use_app,
};

words! {
    // Whoever reads it has just signed in, founded the organisation or recovered their access.
    ROOMS_LOST: "你已经登录，但页面的其余部分没能载入。请检查网络后重试，或重新载入页面再登录。", "You are signed in, but the rest of the page could not be loaded. Check the network and try again, or reload the page and sign in anew.";
}

/// Stands there while the rooms come. If they don't, the reader is told, and may try again or lock: the vault is open.
pub(crate) fn inside(_: Room) -> Piece {
    let lost = RwSignal::new(false);
    let handover = use_context::<Handover>();
    effect(move || {
        if lost.get() {
            return;
        }
        if let Some(handover) = handover.clone() {
            spawn_local(async move {
                let came = handover.bring().await;
                // Locked meanwhile: a password may be half typed. The rooms are asked for anew by whoever is let in next.
                if lost.is_disposed() {
                    return;
                }
                match came {
                    Some(take_over) => take_over(),
                    None => lost.set(true),
                }
            });
        }
    });
    live(move || {
        if lost.get() {
            rooms_lost(lost)
        } else {
            starting()
        }
    })
    .piece()
}

fn rooms_lost(lost: RwSignal<bool>) -> Piece {
    let app = use_app();
    view! {
        <Doorway title=t(common::START_FAILED)>
            <Notice text=t(ROOMS_LOST) tone=Tone::Bad />
            <div class="actions">
                <Button label=t(common::RETRY) weight=Weight::Primary press=Callback::new(move |()| lost.set(false)) />
                <Button label=t(common::LOCK) press=Callback::new(move |()| app.lock()) />
            </div>
        </Doorway>
    }
    .late()
}
