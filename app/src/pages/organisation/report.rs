//! What somebody has opened lately and what is still theirs: shown when they leave, and whenever an administrator asks.

use bridge::device::{GetViews, ViewedFile, Views};
use leptos::prelude::*;

use super::{Asking, Room, names};
use crate::{
    i18n::{Lang, Text, clients, common, organisation as words, t, tf},
    kit::{
        badge::Tone,
        button::{Button, Weight},
        dialog::Dialog,
        notice::{FailureNotice, Notice},
        skeleton::Skeleton,
        table::Table,
    },
    pages::access::text,
    piece::{IntoPiece, Piece, live, maybe},
    platform::{clock, download, effect::effect},
    task::Task,
};

const HEADS: [Text; 4] = [
    clients::NAME,
    words::APPOINT_UNIT,
    words::REPORT_TIMES,
    words::REPORT_LAST,
];

/// The dialog. After somebody has left it also says what that came to.
pub(crate) fn report(room: Room, person: String, left: bool) -> Piece {
    let task = Task::new(room.app);
    let views = RwSignal::new(None::<Views>);
    let who = untrack(|| room.read(|view| names::person_name(view, &person)));
    effect(move || {
        let person = person.clone();
        task.run(GetViews { person }, move |told| views.set(Some(told)));
    });
    let close = Callback::new(move |()| room.asking.set(Asking::Nothing));
    let title = match left {
        true => words::REPORT_LEFT,
        false => words::REPORT,
    };
    let (named, of) = (who.clone(), who);
    let done = left.then(|| view! { <Notice text=t(words::REPORT_DONE) tone=Tone::Good /> });
    view! {
        <Dialog title=tf(title, move || vec![named.clone()]) close=close>
            {done}
            <FailureNotice failure=task.failure />
            {live(move || match views.get() {
                Some(views) => told(room, &of, views),
                None if task.failure.with(Option::is_some) => ().late(),
                None => view! { <Skeleton lines=4 /> }.late(),
            })}
            <div class="actions">
                <Button label=t(common::CLOSE) weight=Weight::Primary press=close />
            </div>
        </Dialog>
    }
    .late()
}

fn told(room: Room, who: &str, views: Views) -> Piece {
    let days = views.days.to_string();
    let (since, more) = (days.clone(), views.more);
    let manages = (views.manages > 0).then(|| {
        let many = views.manages.to_string();
        view! { <Notice text=tf(words::REPORT_MANAGES, move || vec![many.clone()]) tone=Tone::Wait /> }
    });
    if views.files.is_empty() {
        let none = tf(words::REPORT_NONE, move || vec![days.clone()]);
        return view! { {manages} <p class="lead">{none}</p> }.late();
    }
    let lang = room.app.lang;
    let count = views.files.len().to_string();
    let rows = move |lang| {
        views
            .files
            .iter()
            .map(|file| row(file, lang))
            .collect::<Vec<_>>()
    };
    let rows = StoredValue::new(rows);
    let who = who.to_owned();
    let export = move || {
        let lang = lang.get_untracked();
        let title = words::REPORT.with(lang, &[&who]);
        let heads: Vec<String> = HEADS.iter().map(|head| head.at(lang).to_owned()).collect();
        let top = [vec![title, clock::today_text()], heads];
        let rows = rows.with_value(|rows| rows(lang));
        let all = top.iter().chain(&rows).map(Vec::as_slice);
        let name = format!(
            "{} {}.csv",
            words::REPORT_FILE.at(lang),
            clock::today_text()
        );
        if download::save_text(&name, &text(all)).is_err() {
            room.app
                .toast(Tone::Bad, room.app.now(common::COPY_FAILED).to_owned());
        }
    };
    let drawn = move || {
        let rows = rows.with_value(|rows| rows(lang.get())).into_iter();
        let drawn = rows.map(|cells| {
            // On a phone there is no row of heads.
            let cells = cells.into_iter().zip(&HEADS);
            view! { <tr>{cells.map(|(cell, head)| view! { <td data-head=t(*head)>{cell}</td> }).collect_view()}</tr> }
        });
        drawn.collect_view().late()
    };
    view! {
        {manages}
        <p class="lead">{tf(words::REPORT_COUNT, move || vec![since.clone(), count.clone()])}</p>
        <div class="report">
            <Table label=t(words::REPORT_FILE) heads=&HEADS>
                {live(drawn)}
            </Table>
        </div>
        {maybe(more.then(|| view! { <p class="muted">{t(words::REPORT_MORE)}</p> }.late()))}
        <Button label=t(crate::i18n::access::EXPORT) press=Callback::new(move |()| export()) />
    }
    .late()
}

fn row(file: &ViewedFile, lang: Lang) -> Vec<String> {
    let or = |text: &Option<String>, instead: Text| {
        text.clone().unwrap_or_else(|| instead.at(lang).to_owned())
    };
    vec![
        or(&file.name, words::REPORT_UNREADABLE),
        or(&file.unit, words::REPORT_UNKNOWN),
        file.times.to_string(),
        clock::moment(file.last),
    ]
}
