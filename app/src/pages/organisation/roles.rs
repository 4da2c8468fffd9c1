//! The roles as cards: how far each reaches.

use crate::piece::{IntoPiece, Piece, live};
use bridge::organisation::{Reach, RoleView};
use leptos::prelude::*;

use super::Room;
use crate::{
    i18n::{Lang, Text, organisation as words, shipped, t},
    kit::badge::{Badge, Tone},
};

fn reach(reach: Option<Reach>) -> (Text, &'static str) {
    match reach {
        None => (words::REACH_NONE, "0"),
        Some(Reach::OwnUnit) => (words::REACH_OWN, "1"),
        Some(Reach::Below) => (words::REACH_BELOW, "2"),
        Some(Reach::Department) => (words::REACH_DEPARTMENT, "3"),
        Some(Reach::Everything) => (words::REACH_EVERYTHING, "4"),
    }
}

fn duties(role: &RoleView) -> Vec<Text> {
    [
        (role.system, words::DUTY_SYSTEM),
        (role.archive, words::DUTY_ARCHIVE),
        (role.audit, words::DUTY_AUDIT),
        (role.head, words::DUTY_HEAD),
    ]
    .into_iter()
    .filter_map(|(has, duty)| has.then_some(duty))
    .collect()
}

/// The cards.
pub(crate) fn roles(room: Room) -> Piece {
    view! {
        <ul class="cards" aria-label=t(words::ROLES)>
            {live(move || room.read(|view| view.roles.clone()).into_iter().map(|role| card(&role, room.app.lang.get())).collect_view().late())}
        </ul>
    }
    .late()
}

fn card(role: &RoleView, lang: Lang) -> Piece {
    let line = |act: Text, far: Option<Reach>| {
        let (text, steps) = reach(far);
        view! {
            <dt>{t(act)}</dt>
            <dd>
                <span class="reach" data-reach=steps aria-hidden="true">
                    <i></i>
                    <i></i>
                    <i></i>
                    <i></i>
                </span>
                {t(text)}
            </dd>
        }
        .late()
    };
    view! {
        <li class="card">
            <h2>{shipped::role(&role.name, lang).to_owned()}</h2>
            <p class="badges">{duties(role).into_iter().map(|duty| view! { <Badge label=t(duty) tone=Tone::Link /> }).collect_view()}</p>
            <dl>{line(words::VIEWS, role.views)} {line(words::EDITS, role.edits)} {line(words::CREATES, role.creates)}</dl>
        </li>
    }
    .late()
}
