//! The dialog that asks before somebody's keys are replaced by new ones: whoever has their page open is out.

use crate::piece::{IntoPiece, Piece};
use bridge::organisation::ConfirmNewcomer;
use leptos::prelude::*;

use super::{Asking, Room, back_to};
use crate::{
    i18n::{common, organisation as words, t, tf},
    kit::{
        badge::Tone,
        button::{Button, Weight},
        dialog::Dialog,
        notice::FailureNotice,
    },
    task::Task,
};

/// The dialog.
pub(crate) fn confirm_renewal(room: Room, id: String, name: String) -> Piece {
    let task = Task::new(room.app);
    let close = Callback::new(move |()| room.asking.set(Asking::Nothing));
    let (title, told) = (name.clone(), name.clone());
    let press = move |()| {
        let name = name.clone();
        task.run(ConfirmNewcomer { id: id.clone() }, move |view| {
            room.take(view);
            let said = words::RENEWED.with(room.app.lang.get_untracked(), &[&name]);
            room.app.toast(Tone::Good, said);
            close.run(());
            back_to("panel-invitations");
        });
    };
    view! {
        <Dialog title=tf(words::CONFIRM_RENEWAL_NAMED, move || vec![title.clone()]) close=close>
            <p>{tf(words::CONFIRM_RENEWAL_TEXT, move || vec![told.clone()])}</p>
            <FailureNotice failure=task.failure />
            <div class="actions">
                <Button label=t(words::CONFIRM_RENEWAL) weight=Weight::Danger busy=task.busy press=Callback::new(press) />
                <Button label=t(common::CANCEL) weight=Weight::Quiet press=close />
            </div>
        </Dialog>
    }
    .late()
}
