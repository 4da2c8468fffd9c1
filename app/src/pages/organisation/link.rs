//! The dialog that shows a link, once. It is in no other place, so nothing but the button for it takes it away unasked.

use crate::piece::{IntoPiece, Piece, When, live};
use bridge::organisation::InvitationLink;
use leptos::prelude::*;

use super::{Asking, Room};
use crate::{
    i18n::{common, organisation as words, t, tf},
    kit::{
        badge::Tone,
        button::{Button, Weight},
        copy,
        dialog::Dialog,
        fingerprint::Fingerprint,
        icon::Icon,
        notice::Notice,
        qr::Qr,
    },
    platform::{clock, focus, fragment, leave},
};

/// A link that was made.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Made {
    /// Whose access it renews, by name; none for a newcomer's.
    renews: Option<String>,
    address: String,
    until: String,
}

impl Made {
    pub(crate) fn new(link: &InvitationLink, renews: Option<String>) -> Self {
        Self {
            renews,
            address: format!("{}/join#{}", fragment::origin(), link.fragment.expose()),
            until: clock::moment(link.expires),
        }
    }
}

/// The dialog.
pub(crate) fn link(room: Room, made: Made) -> Piece {
    let leaving = RwSignal::new(false);
    // Whoever photographs it has the link: it is not there unasked.
    let scanning = RwSignal::new(false);
    let close = Callback::new(move |()| room.asking.set(Asking::Nothing));
    leave::guard(Signal::stored(true));
    let ask_close = Callback::new(move |()| leaving.set(true));
    let stay = Callback::new(move |()| leaving.set(false));
    let fingerprint = untrack(|| room.read(|view| view.fingerprint.clone()));
    let (title, once) = match made.renews {
        None => (t(words::INVITE), words::INVITE_ONCE),
        Some(name) => (
            tf(words::RENEWS, move || vec![name.clone()]),
            words::RENEW_ONCE,
        ),
    };
    let (copied, scanned, until) = (made.address.clone(), made.address.clone(), made.until);
    // The button that made it is gone, and the one that shows the code will be.
    let to_link = || focus::on_drawn("#field-invite-link".to_owned());
    to_link();
    let show = Callback::new(move |()| {
        scanning.set(true);
        to_link();
    });
    view! {
        <Dialog title=title close=ask_close>
            <Notice text=t(once) tone=Tone::Wait />
            <div class="field">
                <div class="field-head">
                    <label for="field-invite-link">{t(words::INVITE_LINK)}</label>
                    <small>{tf(words::INVITE_VALID, move || vec![until.clone()])}</small>
                </div>
                <div class="field-body">
                    <input
                        id="field-invite-link"
                        class="input code"
                        type="text"
                        readonly
                        value=made.address
                        on:focus=move |event: web_sys::FocusEvent| { event_target::<web_sys::HtmlInputElement>(&event).select() }
                    />
                    <Button label=t(common::COPY) icon=Icon::Copy press=Callback::new(move |()| copy::copy(room.app, copied.clone())) />
                </div>
            </div>
            {live(move || match scanning.get() {
                true => view! { <Qr text=scanned.clone() label=t(words::INVITE_CODE) caption=t(words::INVITE_SCAN) /> }.late(),
                false => view! { <Button label=t(words::INVITE_SHOW) press=show /> }.late(),
            })}
            <div class="fingerprint">
                <span>{t(words::INVITE_COMPARE)}</span>
                <Fingerprint of=Signal::stored(fingerprint) label=t(words::FINGERPRINT) />
            </div>
            <div class="actions">
                <Button label=t(words::INVITE_CLOSE) weight=Weight::Primary press=close />
            </div>
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
