//! Everybody enrolled, their posts, and the way to a new one.

use crate::piece::{IntoPiece, Piece, live};
use bridge::organisation::{PersonView, Standing};
use leptos::prelude::*;

use super::{Asking, Room, names};
use crate::{
    i18n::{Text, common, organisation as words, t, tf},
    kit::{
        badge::{Badge, Tone},
        button::{Button, Weight},
        fingerprint::Picture,
        table::Table,
    },
};

const HEADS: [Text; 5] = [
    words::PERSON,
    words::SIGN_IN_NAME,
    words::POSTS,
    words::KEY_FINGERPRINT,
    words::ACTIONS,
];

/// The table of people.
pub(crate) fn people(room: Room) -> Piece {
    view! {
        <Table label=t(words::PEOPLE) heads=&HEADS>
            {live(move || room.read(|view| view.people.clone()).into_iter().map(|person| one(room, person)).collect_view().late())}
        </Table>
    }
    .late()
}

fn one(room: Room, person: PersonView) -> Piece {
    let lang = room.app.lang;
    let posts = person
        .posts
        .iter()
        .map(|post| {
            let post = post.clone();
            let label = Signal::derive(move || {
                room.read(|view| names::post_name(view, &post.unit, &post.role, lang.get()))
            });
            let (state, tone) = if post.admitted {
                (common::ADMITTED, Tone::Good)
            } else {
                (common::WAITING, Tone::Wait)
            };
            view! {
                <li>
                    {label} " " <Badge label=t(state) tone=tone />
                </li>
            }
        })
        .collect_view();
    let (id, name) = (person.id.clone(), person.name.clone());
    let (changed, named) = (id.clone(), name.clone());
    let may = untrack(|| room.abilities().administer) && person.standing != Standing::Gone;
    let active = person.standing == Standing::Active;
    let standing = match person.standing {
        Standing::Active => None,
        Standing::Suspended => Some(words::SUSPENDED),
        Standing::Gone => Some(words::GONE),
    };
    view! {
        <tr>
            <th scope="row">
                {person.name.clone()} " "
                {standing.map(|text| view! { <Badge label=t(text) tone=Tone::Neutral /> })}
            </th>
            <td>{person.sign_in_name}</td>
            <td>
                {if person.posts.is_empty() {
                    view! { <span class="muted">{t(words::NO_POST)}</span> }.late()
                } else {
                    view! { <ul class="posts">{posts}</ul> }.late()
                }}
            </td>
            <td>
                <span class="print-line">
                    <Picture digits=Signal::stored(person.fingerprint.digits.clone()) />
                    <code>{person.fingerprint.digits}</code>
                </span>
            </td>
            <td>
                {may
                    .then(|| {
                        view! {
                            <div class="row-acts">
                                {active
                                    .then(|| {
                                        view! {
                                            <Button
                                                label=t(words::APPOINT)
                                                name=tf(words::APPOINT_PERSON, move || vec![name.clone()])
                                                press=Callback::new(move |()| room.asking.set(Asking::Appoint(id.clone())))
                                            />
                                        }
                                    })}
                                <Button
                                    label=t(words::CHANGE)
                                    name=tf(words::CHANGE_PERSON, move || vec![named.clone()])
                                    weight=Weight::Quiet
                                    press=Callback::new(move |()| room.asking.set(Asking::Leave(changed.clone())))
                                />
                            </div>
                        }
                    })}
            </td>
        </tr>
    }
    .late()
}
