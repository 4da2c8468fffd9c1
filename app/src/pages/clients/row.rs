//! A row of the list.

use crate::piece::{IntoPiece, Piece};
use bridge::client::{ClientRow, Kind, Part};
use leptos::prelude::*;

use super::{Room, marked::marked, unreadable};
use crate::{
    i18n::{clients as words, t},
    kit::{
        badge::{Badge, Tone},
        icon::{Glyph, Icon},
    },
    route::Address,
    state::use_app,
};

/// What makes a row another one: any letter of it.
pub(crate) fn key(row: &ClientRow) -> String {
    let text = row
        .card
        .open()
        .map(|card| {
            format!(
                "{}\u{0}{}\u{0}{}",
                card.name,
                card.contact,
                card.tags.join("\u{0}")
            )
        })
        .unwrap_or_else(|| format!("{:?}", row.card));
    format!(
        "{}\u{0}{}\u{0}{}\u{0}{}\u{0}{text}",
        row.file, row.manager, row.unit, row.opened
    )
}

/// Draws the row at this place of the list; bars where it is not loaded yet.
pub(crate) fn row(room: Room, at: u32, row: Option<ClientRow>) -> Piece {
    let index = (u64::from(at) + 2).to_string();
    let Some(row) = row else {
        return view! {
            <tr class="bars" aria-rowindex=index>
                <td colspan="7">
                    <span></span>
                </td>
            </tr>
        }
        .late();
    };
    let kind = match row.kind {
        Kind::Person => words::PERSON,
        Kind::Company => words::COMPANY,
    };
    let sealed = matches!(row.card, Part::Sealed);
    let file = row.file.clone();
    let mark = row.file.clone();
    let open = move || {
        room.file
            .with(|open| open.as_deref() == Some(file.as_str()))
            .then_some("true")
    };
    let here = move || room.list.cursor.get() == Some(at);
    let to = row.file.clone();
    // Opened in another tab, the list stands beside it as it does here.
    let href = {
        let path = format!("/clients/{}", row.file);
        let query = use_app().query;
        Signal::derive(move || {
            let address = Address {
                path: path.clone(),
                query: query.get(),
            };
            address.text()
        })
    };
    let press = move |event: web_sys::MouseEvent| {
        room.list.cursor.set(Some(at));
        // With a modifier the browser opens the link elsewhere.
        if !sealed && !event.ctrl_key() && !event.meta_key() && !event.shift_key() {
            event.prevent_default();
            room.go.run(Some(to.clone()));
        }
    };
    let asked = room.list.asked;
    let (name, contact, tags, all) = match row.card {
        Part::Open(card) => {
            let full = card.name.clone();
            let name = view! {
                <a href=href title=full>
                    {marked(asked, card.name)}
                </a>
            }
            .late();
            let all = card.tags.join(" ");
            let tags = card
                .tags
                .into_iter()
                .map(|tag| view! { <Badge tone=Tone::of_tag(&tag) label=tag /> })
                .collect_view()
                .late();
            (name, marked(asked, card.contact), tags, all)
        }
        Part::Sealed => {
            let name = view! {
                <span class="sealed-row">
                    <Glyph icon=Icon::Lock />
                    {t(words::SEALED_ROW)}
                </span>
            }
            .late();
            (name, "—".late(), ().late(), String::new())
        }
        Part::Unreadable | Part::Newer => {
            let (icon, text) = unreadable::instead(&row.card);
            let name = view! {
                <a class="sealed-row" href=href>
                    <Glyph icon=icon />
                    {t(text)}
                </a>
            }
            .late();
            (name, "—".late(), ().late(), String::new())
        }
    };
    let (manager, unit) = (row.manager.clone(), row.unit.clone());
    view! {
        <tr data-file=mark aria-rowindex=index aria-current=open class:here=here class:shut=sealed on:click=press>
            <td class="c-name">{name}</td>
            <td class="c-kind">{t(kind)}</td>
            <td class="c-contact num">{contact}</td>
            <td class="c-tags" title=all>{tags}</td>
            <td class="c-manager" title=manager>{row.manager}</td>
            <td class="c-unit" title=unit>{row.unit}</td>
            <td class="c-opened num">{row.opened}</td>
        </tr>
    }
    .late()
}
