//! The roles as cards: what each may do, how far, and which duties go with it.

use bridge::{
    change::{Duty, Matrix, Operation},
    organisation::{Reach, RoleView},
};
use leptos::prelude::*;

use super::{
    Asking, Room,
    review::section_names,
    role_form::{Writing, uniform},
};
use crate::{
    i18n::{Lang, Text, organisation as words, shipped, t, tf},
    kit::{
        badge::{Badge, Tone},
        button::{Button, Weight},
    },
    piece::{IntoPiece, Piece, live},
};

/// How far a right may go, none first.
pub(crate) const REACHES: [Option<Reach>; 5] = [
    None,
    Some(Reach::OwnUnit),
    Some(Reach::Below),
    Some(Reach::Department),
    Some(Reach::Everything),
];

/// A reach in words.
pub(crate) fn reach_name(reach: Option<Reach>) -> Text {
    match reach {
        None => words::REACH_NONE,
        Some(Reach::OwnUnit) => words::REACH_OWN,
        Some(Reach::Below) => words::REACH_BELOW,
        Some(Reach::Department) => words::REACH_DEPARTMENT,
        Some(Reach::Everything) => words::REACH_EVERYTHING,
    }
}

/// An operation in words.
pub(crate) fn operation_name(operation: Operation) -> Text {
    match operation {
        Operation::View => words::VIEWS,
        Operation::Edit => words::EDITS,
        Operation::Propose => words::PROPOSES,
        Operation::Create => words::CREATES,
        Operation::Delete => words::DELETES,
        Operation::ExportFull => words::EXPORTS,
        Operation::ExportMasked => words::EXPORTS_MASKED,
        Operation::Approve => words::APPROVES,
    }
}

/// A duty in words.
pub(crate) fn duty_name(duty: Duty) -> Text {
    match duty {
        Duty::System => words::DUTY_SYSTEM,
        Duty::Archive => words::DUTY_ARCHIVE,
        Duty::Audit => words::DUTY_AUDIT,
        Duty::Head => words::DUTY_HEAD,
    }
}

/// The cards.
pub(crate) fn roles(room: Room) -> Piece {
    view! {
        <ul class="cards" aria-label=t(words::ROLES)>
            {live(move || {
                let lang = room.app.lang.get();
                room.read(|view| view.roles.clone()).into_iter().map(|role| card(room, role, lang)).collect_view().late()
            })}
        </ul>
    }
    .late()
}

/// The acts that a role may do at all, each with how far; what is not the same in all sections is told section by section.
fn lines(rights: &Matrix, lang: Lang) -> Vec<(Text, u8, String)> {
    let mut lines = Vec::new();
    for (operation, row) in Operation::ALL.into_iter().zip(rights) {
        let widest = row.iter().copied().max().flatten();
        if widest.is_none() {
            continue;
        }
        let said = match uniform(row) {
            Some(reach) => reach_name(reach).at(lang).to_owned(),
            None => {
                let kinds = REACHES.iter().rev().filter_map(|reach| {
                    let sections = row.iter().zip(1_u8..);
                    let sections: Vec<u8> = sections
                        .filter(|(far, _)| *far == reach)
                        .map(|(_, number)| number)
                        .collect();
                    (!sections.is_empty()).then(|| {
                        let far = reach_name(*reach).at(lang);
                        words::RIGHT_PART.with(lang, &[&section_names(&sections, lang), far])
                    })
                });
                kinds.collect::<Vec<_>>().join(words::SEMICOLON.at(lang))
            }
        };
        lines.push((operation_name(operation), steps(widest), said));
    }
    lines
}

fn steps(reach: Option<Reach>) -> u8 {
    let mut all = REACHES.into_iter().zip(0..);
    all.find(|(one, _)| *one == reach)
        .map_or(0, |(_, steps)| steps)
}

fn card(room: Room, role: RoleView, lang: Lang) -> Piece {
    let name = shipped::role(&role.name, lang).to_owned();
    let lines = lines(&role.rights, lang)
        .into_iter()
        .map(|(act, steps, said)| {
            view! {
                <dt>{t(act)}</dt>
                <dd>
                    <span class="reach" data-reach=steps.to_string() aria-hidden="true">
                        <i></i>
                        <i></i>
                        <i></i>
                        <i></i>
                    </span>
                    <span>{said}</span>
                </dd>
            }
        })
        .collect_view();
    let none = role.rights.iter().flatten().all(Option::is_none);
    let duties = role
        .duties
        .iter()
        .map(|duty| view! { <Badge label=t(duty_name(*duty)) tone=Tone::Link /> })
        .collect_view();
    let ask = move |writing: Writing| {
        Callback::new(move |()| room.asking.set(Asking::Role(writing.clone())))
    };
    let acts = untrack(|| room.abilities().administer).then(|| {
        let [copied, changed] = [name.clone(), name.clone()];
        view! {
            <div class="card-acts">
                <Button
                    label=t(words::CHANGE)
                    name=tf(words::CHANGE_PERSON, move || vec![changed.clone()])
                    press=ask(Writing::Change(role.id.clone()))
                />
                <Button
                    label=t(words::ROLE_COPY)
                    name=tf(words::ROLE_COPY_OF, move || vec![copied.clone()])
                    weight=Weight::Quiet
                    press=ask(Writing::Copy(role.id.clone()))
                />
            </div>
        }
        .late()
    });
    view! {
        <li class="card">
            <h2>{name}</h2>
            <p class="badges">{duties}</p>
            {none.then(|| view! { <p class="muted">{t(words::RIGHTS_NONE)}</p> })}
            <dl>{lines}</dl>
            {acts}
        </li>
    }
    .late()
}
