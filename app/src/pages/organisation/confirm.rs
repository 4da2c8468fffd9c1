//! The dialogs that ask before something is done to somebody that can't be taken back unseen: their keys are replaced by new ones, or their
//! second factor is removed. Whoever has their page open is out.

use crate::{
    i18n::{Text, Words},
    piece::{IntoPiece, Piece},
};
use bridge::{organisation::ConfirmNewcomer, second_factor::RemoveSecondFactor};
use leptos::prelude::*;

use super::{Asking, Room, back_to};
use crate::{
    i18n::{common, organisation as words, second_factor, t, tf},
    kit::{
        badge::Tone,
        button::{Button, Weight},
        dialog::Dialog,
        notice::FailureNotice,
    },
    task::Task,
};

/// Before the keys are replaced.
pub(crate) fn confirm_renewal(room: Room, id: String, name: String) -> Piece {
    let task = Task::new(room.app);
    let said = name.clone();
    let press = move |()| {
        let name = said.clone();
        task.run(ConfirmNewcomer { id: id.clone() }, move |view| {
            room.take(view);
            done(room, words::RENEWED, &name);
            back_to("panel-invitations");
        });
    };
    let texts = (words::CONFIRM_RENEWAL_NAMED, words::CONFIRM_RENEWAL_TEXT);
    sure(
        room,
        task,
        texts,
        (words::CONFIRM_RENEWAL, name),
        Callback::new(press),
    )
}

/// Before the second factor is removed: whoever asks for it may not be who they say.
pub(super) fn remove_factor(room: Room, person: String, name: String) -> Piece {
    let task = Task::new(room.app);
    let said = name.clone();
    let press = move |()| {
        let (person, name) = (person.clone(), said.clone());
        task.run(RemoveSecondFactor { person }, move |locks| {
            room.locks.set(locks);
            done(room, second_factor::REMOVED, &name);
        });
    };
    let texts = (second_factor::REMOVE_NAMED, second_factor::REMOVE_TEXT);
    sure(
        room,
        task,
        texts,
        (second_factor::REMOVE, name),
        Callback::new(press),
    )
}

fn done(room: Room, text: Text, name: &str) {
    let said = text.with(room.app.lang.get_untracked(), &[name]);
    room.app.toast(Tone::Good, said);
    room.asking.set(Asking::Nothing);
}

/// Title and text name the person; `act` is what the button says.
fn sure(
    room: Room,
    task: Task,
    (title, text): (Text, Text),
    (act, name): (Text, String),
    press: Callback<()>,
) -> Piece {
    let close = Callback::new(move |()| room.asking.set(Asking::Nothing));
    let named = move |text: Text| -> Words {
        let name = name.clone();
        tf(text, move || vec![name.clone()])
    };
    view! {
        <Dialog title=named(title) close=close>
            <p>{named(text)}</p>
            <FailureNotice failure=task.failure />
            <div class="actions">
                <Button label=t(act) weight=Weight::Danger busy=task.busy press=press />
                <Button label=t(common::CANCEL) weight=Weight::Quiet press=close />
            </div>
        </Dialog>
    }
    .late()
}
