//! 变更日志: what happened to a file, from its signed journal.

use crate::piece::{IntoPiece, Piece};
use bridge::client::{Change, Deed};
use leptos::prelude::*;

use crate::{
    i18n::{Lang, Text, clients as words, organisation},
    platform::clock,
    state::use_app,
};

fn section(number: u8) -> Option<Text> {
    Some(match number {
        1 => words::SECTION_CARD,
        2 => words::SECTION_LABELS,
        3 => words::SECTION_SENSITIVE,
        4 => words::SECTION_NOTES,
        5 => words::SECTION_DEALINGS,
        6 => words::SECTION_FILES,
        _ => return None,
    })
}

/// Sections by name.
pub(super) fn sections(numbers: &[u8], lang: Lang) -> String {
    let names: Vec<&str> = numbers
        .iter()
        .filter_map(|number| section(*number))
        .map(|text| text.at(lang))
        .collect();
    names.join(organisation::COMMA.at(lang))
}

fn what(change: &Change, lang: Lang) -> String {
    let sections = sections(&change.sections, lang);
    match change.deed {
        Deed::Created => words::HISTORY_CREATED.at(lang).to_owned(),
        Deed::Changed => words::HISTORY_CHANGED.with(lang, &[&sections]),
        Deed::Resealed => words::HISTORY_RESEALED.with(lang, &[&sections]),
    }
}

/// The history, newest first.
pub(crate) fn history(changes: &[Change]) -> Piece {
    let app = use_app();
    let lines = changes
        .iter()
        .map(|change| {
            let at = clock::moment(change.at);
            let author = change.author.clone();
            let change = change.clone();
            view! {
                <li>
                    <time>{at}</time>
                    <p>
                        <b>{author}</b>
                        " "
                        {move || what(&change, app.lang.get())}
                    </p>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="timeline">{lines}</ol> }.late()
}
