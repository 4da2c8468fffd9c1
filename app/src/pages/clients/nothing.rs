//! A list with nothing in it: because there is nothing yet, or because of what was asked.

use bridge::list::Filter;
use leptos::prelude::*;

use super::{Room, Target, conditions::Condition, listing::Listing};
use crate::{
    i18n::{clients as words, list, t, tf},
    kit::{
        badge::{Badge, Tone},
        button::{Button, Weight},
        empty::Empty,
        icon::Icon,
    },
    piece::{IntoPiece, Piece},
    platform::clock,
    state::use_app,
};

/// There is no file yet.
pub(crate) fn yet(room: Room, may_create: Signal<bool>) -> Piece {
    if may_create.get_untracked() {
        view! {
            <Empty title=t(words::EMPTY_TITLE) text=t(words::EMPTY_CREATE)>
                <Button label=t(words::NEW) weight=Weight::Plain press=Callback::new(move |()| room.target.set(Some(Target::New))) />
            </Empty>
        }
        .late()
    } else {
        view! { <Empty title=t(words::EMPTY_TITLE) text=t(words::EMPTY_READ) /> }.late()
    }
}

/// No file holds the text.
pub(crate) fn found(list: Listing) -> Piece {
    let title = tf(words::NONE_TITLE, move || vec![list.asked.text.get()]);
    view! { <Empty icon=Icon::Search title=title text=t(words::NONE_TEXT) /> }.late()
}

/// No file meets the conditions: which they are, and what takes them back.
pub(crate) fn left(list: Listing) -> Piece {
    let app = use_app();
    let asked = list.asked;
    let typed = move || !asked.text.with(String::is_empty);
    let text = Signal::derive(move || {
        let lang = app.lang.get();
        if typed() {
            list::NONE_WITH.with(lang, &[&asked.text.get()])
        } else {
            list::NONE_BUT.at(lang).to_owned()
        }
    });
    let conditions = move || {
        let (lang, today) = (app.lang.get(), clock::today());
        asked.filter.with(|filter| {
            list.facets.with(|facets| {
                Condition::ALL
                    .into_iter()
                    .filter(|condition| condition.is_on(filter))
                    .map(|condition| {
                        let says = condition.says(filter, facets, lang, today);
                        view! {
                            <li>
                                <Badge label=Signal::stored(says) tone=Tone::Link />
                            </li>
                        }
                    })
                    .collect_view()
            })
        })
    };
    view! {
        <Empty icon=Icon::Search title=t(list::NONE_TITLE) text=text>
            <ul class="badges">{conditions}</ul>
            <Button label=t(list::CLEAR_ALL) press=Callback::new(move |()| asked.change(|filter| *filter = Filter::default())) />
            {typed()
                .then(|| {
                    view! {
                        <Button
                            label=t(list::CLEAR_TEXT)
                            weight=Weight::Quiet
                            press=Callback::new(move |()| asked.typed.set(String::new()))
                        />
                    }
                })}
        </Empty>
    }
    .late()
}
