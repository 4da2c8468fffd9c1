//! The list's headings: most of them sort. Where columns are hidden, the order has a button of its own.

use bridge::list::{Column, Sort};
use leptos::prelude::*;

use super::{asked::Asked, choices, listing::Listing};
use crate::{
    i18n::{Text, clients as words, list, t},
    kit::popover::Popover,
    piece::{IntoPiece, Piece},
    state::use_app,
};

const HEADS: [(&str, Text, Option<Column>); 7] = [
    ("c-name", words::CLIENT, Some(Column::Name)),
    ("c-kind", words::KIND, Some(Column::Kind)),
    ("c-contact", words::CONTACT, None),
    ("c-tags", words::TAGS, None),
    ("c-manager", words::MANAGER_HEAD, Some(Column::Manager)),
    ("c-unit", words::UNIT, Some(Column::Unit)),
    ("c-opened", words::OPENED, Some(Column::Opened)),
];

/// The row of headings.
pub(crate) fn headings(asked: Asked) -> Piece {
    HEADS
        .into_iter()
        .map(|(class, label, by)| match by {
            Some(by) => heading(asked, class, label, by),
            None => view! {
                <th scope="col" class=class>
                    {t(label)}
                </th>
            }
            .late(),
        })
        .collect_view()
        .late()
}

/// A heading that sorts: by its column first as that is asked for most, then the other way round.
fn heading(asked: Asked, class: &'static str, label: Text, by: Column) -> Piece {
    let direction = Signal::derive(move || {
        let sort = asked.sort.get();
        (sort.by == by).then_some(if sort.descending {
            "descending"
        } else {
            "ascending"
        })
    });
    let press = move |_| {
        let sort = asked.sort.get_untracked();
        asked.order(if sort.by == by {
            Sort {
                by,
                descending: !sort.descending,
            }
        } else {
            Sort::natural(by)
        });
    };
    view! {
        <th scope="col" class=class aria-sort=direction>
            <button type="button" class="sort" on:click=press>
                <span>{t(label)}</span>
                <i aria-hidden="true"></i>
            </button>
        </th>
    }
    .late()
}

/// The order, where the list is too narrow for all its headings.
#[component]
pub(crate) fn Order(list: Listing) -> impl IntoView {
    let asked = list.asked;
    let lang = use_app().lang;
    let said = move || {
        let sort = asked.sort.get();
        let head = HEADS.iter().find(|(.., by)| *by == Some(sort.by));
        let name = head.map_or("", |(_, label, _)| label.at(lang.get()));
        format!("{name} {}", if sort.descending { "↓" } else { "↑" })
    };
    let spoken = Signal::derive(move || list::SORT_BY.with(lang.get(), &[&said()]));
    let face = view! { <span>{said}</span> };
    view! {
        <span class="order">
            <Popover name="order" class="filter-face" label=t(list::SORT) spoken=spoken face=face.late()>
                {orders(asked)}
            </Popover>
        </span>
    }
    .late()
}

fn orders(asked: Asked) -> Piece {
    let columns = HEADS
        .into_iter()
        .filter_map(|(_, label, by)| Some((label, by?)))
        .map(|(label, by)| {
            let on = Signal::derive(move || asked.sort.get().by == by);
            choices::one("order-by", label, on, None, move || {
                asked.order(Sort::natural(by));
            })
        })
        .collect_view();
    let direction = move |label: Text, descending: bool| {
        let on = Signal::derive(move || asked.sort.get().descending == descending);
        choices::one("order-direction", label, on, None, move || {
            let by = asked.sort.get_untracked().by;
            asked.order(Sort { by, descending });
        })
    };
    view! {
        <div class="picks" role="radiogroup" aria-label=t(list::SORT)>
            {columns}
        </div>
        <div class="picks apart" role="radiogroup" aria-label=t(list::SORT)>
            {direction(list::ASCENDING, false)}
            {direction(list::DESCENDING, true)}
        </div>
    }
    .late()
}
