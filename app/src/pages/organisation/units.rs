//! The tree of units and who is where.

use crate::piece::{IntoPiece, Piece, live};
use bridge::organisation::{UnitKind, UnitView};
use leptos::prelude::*;

use super::{Asking, Room, names};
use crate::{
    i18n::{common, organisation as words, t, tf},
    kit::{
        badge::{Badge, Tone},
        button::{Button, Weight},
        icon::Icon,
    },
};

/// The tree, as a list whose depth is told by its indent.
pub(crate) fn units(room: Room) -> Piece {
    let rows = move || room.read(|view| view.units.clone());
    view! {
        <ul class="tree" aria-label=t(words::UNITS)>
            {live(move || rows().into_iter().map(|unit| one(room, unit)).collect_view().late())}
        </ul>
    }
    .late()
}

fn one(room: Room, unit: UnitView) -> Piece {
    let lang = room.app.lang;
    let people = untrack(|| room.read(|view| names::at_unit(view, &unit.id)));
    let empty = people.is_empty();
    // Somebody with two posts here is one person.
    let mut names: Vec<&str> = people.iter().map(|(id, ..)| id.as_str()).collect();
    sorted::sort(&mut names);
    names.dedup();
    let people_here = match names.len() {
        1 => t(words::MEMBER),
        count => tf(words::MEMBERS, move || vec![count.to_string()]),
    };
    let members = people
        .into_iter()
        .map(|(_, name, post)| {
            let role = post.role.clone();
            let role = move || room.read(|view| names::role_name(view, &role, lang.get()));
            view! {
                <li>
                    <b>{name}</b>
                    " "
                    <span>{role}</span>
                    {(!post.admitted).then(|| view! { " " <Badge label=t(common::WAITING) tone=Tone::Wait /> })}
                </li>
            }
        })
        .collect_view();
    let id = unit.id.clone();
    let name = unit.name.clone();
    // Groups are the leaves of the guide's tree.
    let changes = !unit.closed && untrack(|| room.abilities().administer);
    let grows = unit.kind != UnitKind::Group && changes;
    let (changed, changed_name) = (unit.id.clone(), unit.name.clone());
    view! {
        <li class="unit" data-depth=unit.depth.min(6).to_string() data-kind=kind_class(unit.kind)>
            <div class="unit-line">
                <b>{unit.name.clone()}</b>
                <small>{t(names::kind_name(unit.kind))}</small>
                {(!empty).then(|| view! { <small>{people_here}</small> })}
                {unit.closed.then(|| view! { <Badge label=t(words::UNIT_CLOSED) tone=Tone::Neutral /> })}
                <span class="unit-acts">
                {changes
                    .then(|| {
                        view! {
                            <Button
                                label=tf(words::CHANGE_PERSON, move || vec![changed_name.clone()])
                                icon=Icon::Pen
                                bare=true
                                weight=Weight::Quiet
                                press=Callback::new(move |()| room.asking.set(Asking::ChangeUnit(changed.clone())))
                            />
                        }
                    })}
                {grows
                    .then(|| {
                        view! {
                            <Button
                                label=tf(words::ADD_BELOW, move || vec![name.clone()])
                                icon=Icon::Plus
                                bare=true
                                weight=Weight::Quiet
                                press=Callback::new(move |()| room.asking.set(Asking::Unit(id.clone())))
                            />
                        }
                    })}
                </span>
            </div>
            {if empty {
                view! { <p class="muted">{t(words::NOBODY)}</p> }.late()
            } else {
                view! { <ul class="members">{members}</ul> }.late()
            }}
        </li>
    }
    .late()
}

fn kind_class(kind: UnitKind) -> &'static str {
    match kind {
        UnitKind::Company => "company",
        UnitKind::Department => "department",
        UnitKind::Group => "group",
    }
}
