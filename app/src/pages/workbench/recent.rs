//! The files that were created last.

use bridge::client::ClientRow;
use leptos::prelude::*;

use super::Room;
use crate::{
    i18n::{t, workbench as words},
    pages::clients::instead,
    piece::{IntoPiece, Piece, live},
};

/// Name, unit and date of each.
pub(crate) fn recent(room: Room) -> Piece {
    let rows = Memo::new(move |_| {
        room.clients.with(|list| {
            list.as_ref()
                .map(|list| list.rows.clone())
                .unwrap_or_default()
        })
    });
    view! {
        <section class="recent" aria-labelledby="recent">
            <h2 id="recent">{t(words::RECENT)}</h2>
            {live(move || view! { <ul>{rows.get().into_iter().map(line).collect_view()}</ul> }.late())}
            <a class="onward" href="/clients">
                {t(words::SEE_ALL)}
            </a>
        </section>
    }
    .late()
}

fn line(row: ClientRow) -> Piece {
    let name = match row.card.open() {
        Some(card) => card.name.clone().late(),
        None => t(instead(&row.card)).late(),
    };
    view! {
        <li>
            <a href=format!("/clients/{}", row.file)>
                <b>{name}</b>
                <span>{row.unit}</span>
                <time>{row.opened}</time>
            </a>
        </li>
    }
    .late()
}
