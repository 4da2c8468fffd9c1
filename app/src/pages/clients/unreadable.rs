//! What is said of a file that can't be read, because a colleague sealed it wrongly or with a newer version: which sections, by whom, and
//! what to do.

use bridge::client::{Part, Unread};
use leptos::prelude::*;

use super::history;
use crate::{
    i18n::{Text, clients as words, t},
    kit::{badge::Tone, icon::Icon, notice::Notice},
    piece::{IntoPiece, Piece},
    platform::clock,
    state::use_app,
};

/// What stands in place of a part that is not open.
pub(crate) fn instead<T>(part: &Part<T>) -> (Icon, Text) {
    match part {
        Part::Unreadable => (Icon::Alert, words::UNREADABLE_FIELD),
        Part::Newer => (Icon::Sync, words::NEWER),
        Part::Sealed | Part::Open(_) => (Icon::Lock, words::CLOSED_SECTION),
    }
}

/// Above the form: what is blank because it can't be read. Nothing if everything can.
pub(crate) fn blank(spoiled: &[Unread]) -> Option<Piece> {
    if spoiled.is_empty() {
        return None;
    }
    let app = use_app();
    let numbers: Vec<u8> = spoiled
        .iter()
        .flat_map(|one| one.sections.clone())
        .collect();
    let text = Signal::derive(move || {
        let lang = app.lang.get();
        words::UNREADABLE_FORM.with(lang, &[&history::sections(&numbers, lang)])
    });
    Some(view! { <Notice text=text tone=Tone::Wait /> }.late())
}

/// Above the file: what was sealed wrongly. Nothing if nothing was.
pub(crate) fn notice(spoiled: &[Unread], editable: bool) -> Option<Piece> {
    let mend = if editable {
        words::UNREADABLE_MEND
    } else {
        words::UNREADABLE_ASK
    };
    told(spoiled, Tone::Bad, words::UNREADABLE, mend)
}

/// Above the file: what a newer version wrote. Nothing if nothing was.
pub(crate) fn newer(written: &[Unread]) -> Option<Piece> {
    told(written, Tone::Wait, words::NEWER_TEXT, words::NEWER_RELOAD)
}

/// What happened, in which sections and by whom, and what to do.
fn told(unread: &[Unread], tone: Tone, what: Text, advice: Text) -> Option<Piece> {
    if unread.is_empty() {
        return None;
    }
    let app = use_app();
    let lines = unread
        .iter()
        .cloned()
        .map(|one| {
            let text = move || {
                let lang = app.lang.get();
                words::UNREAD_BY.with(
                    lang,
                    &[
                        &history::sections(&one.sections, lang),
                        &one.author,
                        &clock::moment(one.at),
                        &(one.entry + 1).to_string(),
                    ],
                )
            };
            view! { <li>{text}</li> }
        })
        .collect_view();
    let view = view! {
        <div class="unreadable">
            <Notice text=t(what) tone=tone />
            <ul>{lines}</ul>
            <p>{t(advice)}</p>
        </div>
    };
    Some(view.late())
}
