//! 谁能看: the ways to what is kept, in words. Shared by a file's pane and the room of units and people.

mod table;

use bridge::access::{About, Access, AccessLine, GetAccess};
use leptos::prelude::*;

pub(crate) use table::text;

use crate::{
    i18n::{Lang, access as words, organisation, shipped, t, tf},
    kit::{
        notice::{FailureNotice, Notice},
        skeleton::Skeleton,
    },
    pages::organisation::section_names,
    piece::{IntoPiece, Piece, live},
    platform::{clock, effect::effect},
    state::use_app,
};

/// By which post, in whose place.
pub(crate) fn post(line: &AccessLine, lang: Lang) -> String {
    let role = shipped::role(&line.post_role, lang);
    match &line.stands_in_for {
        None => organisation::POST.with(lang, &[&line.post_unit, role]),
        Some(absent) => words::DEPUTY.with(lang, &[&line.post_unit, role, absent]),
    }
}

/// Until when.
pub(crate) fn until(line: &AccessLine) -> String {
    line.until.map_or_else(|| "—".to_owned(), clock::moment)
}

/// What an answer follows from, and what it leaves out.
pub(crate) fn note(access: &Access) -> Piece {
    let statements = access.statements.to_string();
    view! { <p class="muted">{tf(words::NOTE, move || vec![statements.clone()])}</p> }.late()
}

/// Who may open a file, in its pane.
pub(crate) fn of_file(file: &str) -> Piece {
    let app = use_app();
    let answer = RwSignal::new(None);
    let about = About::File(file.to_owned());
    effect(move || {
        app.organisation.track();
        let about = about.clone();
        app.ask(GetAccess { about, at: None }, move |told| {
            // The pane may be closed by then.
            answer.try_set(Some(told));
        });
    });
    let told = move || match answer.get() {
        None => view! { <Skeleton lines=4 /> }.late(),
        Some(Err(failure)) => {
            view! { <FailureNotice failure=Signal::stored(Some(failure)) /> }.late()
        }
        Some(Ok(access)) => people(&access),
    };
    view! { {live(told)} }.late()
}

fn people(access: &Access) -> Piece {
    if access.lines.is_empty() {
        return view! { <Notice text=t(words::NOBODY) /> }.late();
    }
    let app = use_app();
    let lines = access.lines.iter().cloned().map(|line| {
        let (posted, read) = (line.clone(), line.sections.clone());
        let since = clock::day(line.since);
        let until = line.until.map(|until| {
            let until = clock::moment(until);
            view! { <span>{tf(words::UNTIL_DATE, move || vec![until.clone()])}</span> }
        });
        view! {
            <li>
                <b>{line.name}</b>
                <span>{move || section_names(&read, app.lang.get())}</span>
                <small>
                    <span>{move || post(&posted, app.lang.get())}</span>
                    <span>{tf(words::SINCE_DATE, move || vec![since.clone()])}</span>
                    {until}
                </small>
            </li>
        }
    });
    view! {
        <ul class="readers" aria-label=t(words::TITLE)>
            {lines.collect_view()}
        </ul>
        {note(access)}
    }
    .late()
}
