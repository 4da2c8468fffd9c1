//! The dialog that asks before an invitation is withdrawn: its link is then worth nothing, wherever it is.

use crate::piece::{IntoPiece, Piece};
use bridge::organisation::WithdrawInvitation;
use leptos::prelude::*;

use super::{Asking, Room, back_to};
use crate::{
    i18n::{common, organisation as words, t, tf},
    kit::{
        button::{Button, Weight},
        dialog::Dialog,
        notice::FailureNotice,
    },
    task::Task,
};

/// The dialog.
pub(crate) fn withdraw(room: Room, id: String, note: String) -> Piece {
    let task = Task::new(room.app);
    let close = Callback::new(move |()| room.asking.set(Asking::Nothing));
    let press = move |()| {
        task.run(WithdrawInvitation { id: id.clone() }, move |view| {
            room.take(view);
            close.run(());
            back_to("panel-invitations");
        });
    };
    view! {
        <Dialog title=t(words::WITHDRAW_ASK) close=close>
            <p>{tf(words::WITHDRAW_TEXT, move || vec![note.clone()])}</p>
            <FailureNotice failure=task.failure />
            <div class="actions">
                <Button label=t(common::CANCEL) press=close />
                <Button label=t(words::WITHDRAW) weight=Weight::Danger busy=task.busy press=Callback::new(press) />
            </div>
        </Dialog>
    }
    .late()
}
