//! The dialog that makes an invitation.

use crate::piece::{IntoPiece, Piece};
use bridge::organisation::Invite;
use leptos::{ev::SubmitEvent, prelude::*};

use super::{Asking, Room, link::Made};
use crate::{
    attempt::Attempt,
    i18n::{common, organisation as words, problems, t},
    kit::{
        button::{Button, Weight},
        dialog::Dialog,
        field::Field,
        notice::FailureNotice,
    },
    task::Task,
};

/// The dialog: a note; the link comes in its place.
pub(crate) fn invite(room: Room) -> Piece {
    let task = Task::new(room.app);
    let note = RwSignal::new(String::new());
    let close = Callback::new(move |()| room.asking.set(Asking::Nothing));
    let attempt = Attempt::new(task);
    let wrong = attempt.field("invite-note", note, problems::name, |failure, lang| {
        problems::beside(failure, "note", lang)
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !attempt.passes() {
            return;
        }
        let note = note.get_untracked();
        task.run(Invite { note }, move |link| {
            room.asking.set(Asking::Link(Made::new(&link, None)));
            room.look();
        });
    };
    view! {
        <Dialog title=t(words::INVITE) close=close>
            <form on:submit=submit>
                <Field name="invite-note" label=t(words::INVITE_NOTE) value=note hint=t(words::INVITE_NOTE_HINT) error=wrong />
                <FailureNotice failure=attempt.failure() />
                <div class="actions">
                    <Button label=t(words::INVITE_MAKE) submit=true weight=Weight::Primary busy=task.busy />
                    <Button label=t(common::CANCEL) weight=Weight::Quiet press=close />
                </div>
            </form>
        </Dialog>
    }
    .late()
}
