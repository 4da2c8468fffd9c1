//! The archivist's inbox: who waits for keys, and what each could then read.

use crate::piece::{IntoPiece, Piece, live};
use bridge::organisation::{Admit, WaitingView};
use leptos::prelude::*;

use super::{Room, back_to, names};
use crate::{
    i18n::{organisation as words, t, tf},
    kit::{
        badge::Tone,
        button::{Button, Weight},
        empty::Empty,
        fingerprint::Fingerprint,
        icon::Icon,
        notice::FailureNotice,
    },
    task::Task,
};

/// The inbox.
pub(crate) fn waiting(room: Room) -> Piece {
    let task = Task::new(room.app);
    let lines = Memo::new(move |_| room.read(|view| view.waiting.clone()));
    view! {
        <FailureNotice failure=task.failure />
        {live(move || {
            if lines.with(Vec::is_empty) {
                view! { <Empty icon=Icon::Check title=t(words::WAITING_EMPTY) text=t(words::WAITING_EMPTY_TEXT) /> }.late()
            } else {
                view! {
                    <ul class="inbox" aria-label=t(words::WAITING)>
                        {lines.get().into_iter().map(|line| one(room, task, line)).collect_view()}
                    </ul>
                }
                    .late()
            }
        })}
    }
    .late()
}

fn one(room: Room, task: Task, line: WaitingView) -> Piece {
    let lang = room.app.lang;
    let person = untrack(|| room.read(|view| names::person_name(view, &line.person)));
    let (unit, role) = (line.unit.clone(), line.role.clone());
    let post =
        Signal::derive(move || room.read(|view| names::post_name(view, &unit, &role, lang.get())));
    let read = line.reads.clone();
    let fingerprint = line.fingerprint.clone();
    let whose = person.clone();
    let print = tf(words::KEY_FINGERPRINT_OF, move || vec![whose.clone()]);
    let reads = Signal::derive(move || {
        let lang = lang.get();
        let units = room.read(|view| names::read_units(view, &read, lang));
        if units.is_empty() {
            words::WAITING_READS_NONE.at(lang).to_owned()
        } else {
            words::WAITING_READS.with(lang, &[&units.join(words::COMMA.at(lang))])
        }
    });
    let named = person.clone();
    let label = tf(words::ADMIT_NAMED, move || vec![named.clone(), post.get()]);
    let told = person.clone();
    let press = move |()| {
        let told = told.clone();
        let call = Admit { seen: line.clone() };
        task.run(call, move |view| {
            room.take(view);
            room.app.toast(
                Tone::Good,
                words::ADMITTED.with(lang.get_untracked(), &[&told]),
            );
            back_to("panel-waiting");
        });
    };
    view! {
        <li>
            <div>
                <h2>{person} <small>{post}</small></h2>
                <p>{reads}</p>
                <Fingerprint of=Signal::stored(fingerprint) label=print />
            </div>
            <Button label=t(words::ADMIT) name=label weight=Weight::Primary busy=task.busy press=Callback::new(press) />
        </li>
    }
    .late()
}
