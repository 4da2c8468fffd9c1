//! The dialog that makes an invitation and shows its link once.

use crate::piece::{IntoPiece, Piece, When, live};
use bridge::organisation::Invite;
use leptos::{ev::SubmitEvent, prelude::*};

use super::{Asking, Room};
use crate::{
    attempt::Attempt,
    i18n::{common, organisation as words, problems, t, tf},
    kit::{
        badge::Tone,
        button::{Button, Weight},
        copy,
        dialog::Dialog,
        field::Field,
        fingerprint::Fingerprint,
        icon::Icon,
        notice::{FailureNotice, Notice},
    },
    platform::{clock, focus, fragment, leave},
    task::Task,
};

/// The dialog: first a note, then the link. It is in no other place, so nothing but the button for it takes it away unasked.
pub(crate) fn invite(room: Room) -> Piece {
    let task = Task::new(room.app);
    let note = RwSignal::new(String::new());
    let link = RwSignal::new(None::<(String, String)>);
    let leaving = RwSignal::new(false);
    let close = Callback::new(move |()| {
        link.set(None);
        room.asking.set(Asking::Nothing);
    });
    let shown = Signal::derive(move || link.with(Option::is_some));
    leave::guard(shown);
    let ask_close = Callback::new(move |()| {
        if shown.get_untracked() {
            leaving.set(true);
        } else {
            close.run(());
        }
    });
    let stay = Callback::new(move |()| leaving.set(false));
    let attempt = Attempt::new(task);
    let wrong = attempt.field("invite-note", note, problems::name, |failure, lang| {
        problems::beside(failure, "note", lang)
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !attempt.passes() {
            return;
        }
        task.run(
            Invite {
                note: note.get_untracked(),
            },
            move |made| {
                link.set(Some((
                    format!("{}/join#{}", fragment::origin(), made.fragment.expose()),
                    clock::moment(made.expires),
                )));
                room.look();
            },
        );
    };
    let form = move || {
        view! {
            <form on:submit=submit>
                <Field name="invite-note" label=t(words::INVITE_NOTE) value=note hint=t(words::INVITE_NOTE_HINT) error=wrong />
                <FailureNotice failure=attempt.failure() />
                <div class="actions">
                    <Button label=t(words::INVITE_MAKE) submit=true weight=Weight::Primary busy=task.busy />
                    <Button label=t(common::CANCEL) weight=Weight::Quiet press=close />
                </div>
            </form>
        }
        .late()
    };
    view! {
        <Dialog title=t(words::INVITE) close=ask_close>
            {live(move || match link.get() {
                None => form(),
                Some((link, until)) => made(room, link, until, close),
            })}
        </Dialog>
        <When on=leaving.into()>
            <Dialog title=t(words::INVITE_LEAVE) close=stay>
                <p>{t(words::INVITE_LEAVE_TEXT)}</p>
                <div class="actions">
                    <Button label=t(words::INVITE_LEAVE_BACK) weight=Weight::Primary press=stay />
                    <Button label=t(words::INVITE_LEAVE_CLOSE) weight=Weight::Danger press=close />
                </div>
            </Dialog>
        </When>
    }
    .late()
}

fn made(room: Room, link: String, until: String, close: Callback<()>) -> Piece {
    let fingerprint = untrack(|| room.read(|view| view.fingerprint.clone()));
    let copied = link.clone();
    // The button that made it is gone.
    focus::on_drawn("#field-invite-link".to_owned());
    view! {
        <Notice text=t(words::INVITE_ONCE) tone=Tone::Wait />
        <div class="field">
            <div class="field-head">
                <label for="field-invite-link">{t(words::INVITE_LINK)}</label>
                <small>{tf(words::INVITE_VALID, move || vec![until.clone()])}</small>
            </div>
            <div class="field-body">
                <input id="field-invite-link" class="input code" type="text" readonly value=link on:focus=move |event: web_sys::FocusEvent| { event_target::<web_sys::HtmlInputElement>(&event).select() } />
                <Button label=t(common::COPY) icon=Icon::Copy press=Callback::new(move |()| copy::copy(room.app, copied.clone())) />
            </div>
        </div>
        <div class="fingerprint">
            <span>{t(words::INVITE_COMPARE)}</span>
            <Fingerprint of=Signal::stored(fingerprint) label=t(words::FINGERPRINT) />
        </div>
        <div class="actions">
            <Button label=t(words::INVITE_CLOSE) weight=Weight::Primary press=close />
        </div>
    }
    .late()
}
