//! Taking a change back: what stood there before is written anew, as a change of its own that the history names.

use bridge::{
    Reason,
    client::{Base, GetChoices, SaveClient, Saved},
};
use dossier::client::ClientForm;
use leptos::prelude::*;
use std::sync::Arc;

use super::Room;
use crate::{
    i18n::{clients as words, reasons},
    kit::{badge::Tone, toast::Undo},
    state::AppState,
};

/// What brings a file back to a form, unless somebody has changed it since it was saved.
pub(super) fn back_to(app: AppState, room: Room, saved: Saved, before: ClientForm) -> Undo {
    Arc::new(move || {
        let base = Base {
            file: saved.file.clone(),
            seq: saved.seq,
        };
        let form = before.clone();
        app.ask(GetChoices, move |choices| match choices {
            Ok(choices) => write(app, room, choices.draft, base, form),
            Err(failure) => app.toast(Tone::Bad, reasons::say(&failure, app.lang.get_untracked())),
        });
    })
}

fn write(app: AppState, room: Room, draft: String, base: Base, form: ClientForm) {
    let call = SaveClient {
        draft,
        base: Some(base),
        form,
    };
    app.ask(call, move |answer| match answer {
        Ok(_) => {
            app.clients.update(|n| *n = n.wrapping_add(1));
            // The reader may have left the room meanwhile.
            room.saved.try_update(|n| *n = n.wrapping_add(1));
            app.toast(Tone::Good, app.now(words::UNDONE).to_owned());
        }
        Err(failure) if failure.reason == Reason::Conflict => {
            app.toast(Tone::Bad, app.now(words::UNDO_TOO_LATE).to_owned());
        }
        Err(failure) => app.toast(Tone::Bad, reasons::say(&failure, app.lang.get_untracked())),
    });
}
