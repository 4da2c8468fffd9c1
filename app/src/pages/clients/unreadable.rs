//! What is said of a file that a colleague sealed wrongly: which sections, by whom, and how it is mended.

use bridge::client::Spoiled;
use leptos::prelude::*;

use super::history;
use crate::{
    i18n::{clients as words, t},
    kit::{badge::Tone, notice::Notice},
    piece::{IntoPiece, Piece},
    platform::clock,
    state::use_app,
};

/// Above the form: what is blank because it can't be read. Nothing if everything can.
pub(crate) fn blank(spoiled: &[Spoiled]) -> Option<Piece> {
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

/// Above the file. Nothing if everything can be read.
pub(crate) fn notice(spoiled: &[Spoiled], editable: bool) -> Option<Piece> {
    if spoiled.is_empty() {
        return None;
    }
    let app = use_app();
    let lines = spoiled
        .iter()
        .cloned()
        .map(|one| {
            let text = move || {
                let lang = app.lang.get();
                words::UNREADABLE_BY.with(
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
    let mend = if editable {
        words::UNREADABLE_MEND
    } else {
        words::UNREADABLE_ASK
    };
    let view = view! {
        <div class="unreadable">
            <Notice text=t(words::UNREADABLE) tone=Tone::Bad />
            <ul>{lines}</ul>
            <p>{t(mend)}</p>
        </div>
    };
    Some(view.late())
}
