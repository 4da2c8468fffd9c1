//! What colleagues have explained to me: why they opened more files than is usual.

use bridge::explanation::{ExplanationView, Explanations, GetExplanations, Said, TakeNote};
use leptos::prelude::*;

use super::Room;
use crate::{
    i18n::{t, tf, workbench as words},
    kit::{
        button::{Button, Weight},
        notice::FailureNotice,
    },
    pages::clients::grouped,
    piece::{IntoPiece, Piece, live, maybe},
    platform::{clock, effect::effect, focus},
    task::Task,
};

/// The list; nothing where there is none.
pub(super) fn told(room: Room) -> Piece {
    let Room { app, told, .. } = room;
    let (looking, noting) = (Task::new(app), Task::new(app));
    effect(move || {
        app.synced.track();
        if room.abilities.with(|may| may.organisation) {
            untrack(|| {
                looking.run(GetExplanations, move |now| {
                    if told.with_untracked(|before| *before != now) {
                        told.set(now);
                    }
                });
            });
        }
    });
    let some = Memo::new(move |_| told.with(|told| !told.explanations.is_empty()));
    let list = move || {
        let lines = move || {
            let lines = told.get().explanations;
            let lines = lines.into_iter().map(|one| line(noting, told, one));
            view! { <ul>{lines.collect_view()}</ul> }.late()
        };
        view! {
            <section class="todo" aria-labelledby="told">
                <h2 id="told">{t(words::TOLD)}</h2>
                <FailureNotice failure=noting.failure />
                {live(lines)}
            </section>
        }
        .late()
    };
    view! {
        <FailureNotice failure=looking.failure />
        {live(move || maybe(some.get().then(list)))}
    }
    .late()
}

fn line(noting: Task, told: RwSignal<Explanations>, one: ExplanationView) -> Piece {
    let ExplanationView {
        id,
        name,
        at,
        files,
        said,
    } = one;
    let files = grouped(u32::try_from(files).unwrap_or(u32::MAX));
    let who = {
        let name = name.clone();
        tf(words::TOLD_LINE, move || vec![name.clone(), files.clone()])
    };
    let waits = said == Said::KeyWaiting;
    let said = match said {
        Said::Words(text) => view! { <q>{text}</q> }.late(),
        Said::KeyWaiting => view! { <p class="hint">{t(words::TOLD_KEY_WAITING)}</p> }.late(),
        Said::Unverified => view! { <p class="hint">{t(words::TOLD_UNVERIFIED)}</p> }.late(),
    };
    let press = Callback::new(move |()| {
        let id = id.clone();
        noting.run(TakeNote { id }, move |left| {
            told.set(left);
            // The button that was pressed is gone.
            focus::on_id_if_lost(focus::CONTENT);
        });
    });
    let act = (!waits).then(|| {
        let spoken = tf(words::TAKE_NOTE_OF, move || vec![name.clone()]);
        view! { <Button label=t(words::TAKE_NOTE) name=spoken weight=Weight::Quiet busy=noting.busy press=press /> }.late()
    });
    view! {
        <li class="told">
            <div>
                <b>{who}</b>
                <time>{clock::moment(at)}</time>
                {said}
            </div>
            {maybe(act)}
        </li>
    }
    .late()
}
