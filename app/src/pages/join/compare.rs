//! What stands before every answer to a link: the organisation's fingerprint, and the word that it was compared.

use crate::piece::{IntoPiece, Piece};
use bridge::account::{Greeting, InvitationView};
use leptos::prelude::*;

use crate::{
    attempt::{Attempt, UNSAID},
    i18n::{Text, Words, account as words, t, tf},
    kit::{field::FieldNote, fingerprint::Fingerprint},
    platform::clock,
    state::use_app,
};

/// What is said above the form: by whom the link is, where it says so, and what is to be done.
pub(super) fn text(invitation: &InvitationView, greeted: Text, what: Text) -> Words {
    let lang = use_app().lang;
    let greeting = invitation.greeting.clone();
    Signal::derive(move || {
        let (lang, greeting) = (lang.get(), greeting.as_ref());
        let what = what.at(lang);
        match greeting {
            Some(Greeting { inviter, company }) => {
                format!("{} {what}", greeted.with(lang, &[inviter, company]))
            }
            None => what.to_owned(),
        }
    })
}

/// The fingerprint and the tick. Nothing is sent before `compared`.
pub(super) fn compare(
    invitation: &InvitationView,
    attempt: Attempt,
    compared: RwSignal<bool>,
) -> Piece {
    let app = use_app();
    let uncompared = attempt.watch(
        "compared",
        move |pressed| {
            let open = pressed && !compared.get();
            open.then(|| words::JOIN_UNCOMPARED.at(app.lang.get()).to_owned())
        },
        UNSAID,
    );
    let until = clock::moment(invitation.expires);
    let fingerprint = invitation.fingerprint.clone();
    view! {
        <div class="fingerprint">
            <span>{t(words::FINGERPRINT)}</span>
            <Fingerprint of=Signal::stored(fingerprint) label=t(words::FINGERPRINT) />
            <small>{tf(words::JOIN_EXPIRES, move || vec![until.clone()])}</small>
        </div>
        <div class="field" class:wrong=move || uncompared.with(Option::is_some)>
            <label class="check">
                <input
                    id="field-compared"
                    type="checkbox"
                    aria-required="true"
                    aria-invalid=Signal::derive(move || uncompared.with(Option::is_some).then_some("true"))
                    aria-describedby="field-compared-note"
                    on:change=move |event| compared.set(event_target_checked(&event))
                />
                <span>{t(words::JOIN_COMPARED)}</span>
            </label>
            <FieldNote id="field-compared-note".to_owned() hint=None error=uncompared />
        </div>
    }
    .late()
}
