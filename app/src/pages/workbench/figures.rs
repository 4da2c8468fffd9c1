//! Three numbers, each a way into the list.

use bridge::list::{Filter, Sort};
use leptos::prelude::*;

use super::{Room, months};
use crate::{
    i18n::{Text, t, workbench as words},
    pages::clients::{address, grouped},
    piece::{IntoPiece, Piece, live, maybe},
    platform::clock,
};

/// The numbers.
pub(crate) fn figures(room: Room) -> Piece {
    let me = room
        .app
        .phase
        .with_untracked(|_| room.app.session())
        .map(|session| session.person)
        .unwrap_or_default();
    let mine = {
        let me = me.clone();
        Signal::derive(move || {
            room.clients.with(|list| {
                let managers = &list.as_ref()?.facets.managers;
                Some(managers.iter().find(|one| one.id == me)?.count)
            })
        })
    };
    let total = Signal::derive(move || room.clients.with(|list| Some(list.as_ref()?.total)));
    let month = Signal::derive(move || {
        room.clients
            .with(|list| list.as_ref()?.facets.spans.last().copied())
    });
    let of_me = Filter {
        managers: vec![me],
        ..Filter::default()
    };
    let of_month = Filter {
        opened: months::last_twelve(clock::today())
            .last()
            .map(|month| month.span)
            .unwrap_or_default(),
        ..Filter::default()
    };
    view! {
        <ul class="figures" aria-label=t(words::FIGURES)>
            {live(move || maybe(mine.get().map(|_| figure(words::MINE, mine, &of_me))))}
            {figure(words::ALL, total, &Filter::default())}
            {figure(words::THIS_MONTH, month, &of_month)}
        </ul>
    }
    .late()
}

fn figure(label: Text, count: Signal<Option<u32>>, filter: &Filter) -> Piece {
    let count = move || grouped(count.get().unwrap_or(0));
    view! {
        <li>
            <a href=to_list(filter)>
                <b>{count}</b>
                <span>{t(label)}</span>
            </a>
        </li>
    }
    .late()
}

/// The address of the list under conditions.
pub(crate) fn to_list(filter: &Filter) -> String {
    let query = address::write(filter, Sort::default());
    if query.is_empty() {
        "/clients".to_owned()
    } else {
        format!("/clients?{query}")
    }
}
