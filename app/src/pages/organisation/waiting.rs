//! The archivist's inbox: who waits for keys, and what each could then read. A new department is admitted at once.

use crate::piece::{IntoPiece, Piece, live, maybe};
use bridge::organisation::{Admit, MOST_ADMITTED, WaitingView};
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
        notice::{FailureNotice, Notice},
    },
    task::Task,
};

/// The inbox and what is chosen in it.
#[derive(Clone, Copy)]
struct Inbox {
    room: Room,
    task: Task,
    lines: Memo<Vec<WaitingView>>,
    /// Lines as they were when they were chosen: one that has changed since is not chosen any more.
    chosen: RwSignal<Vec<WaitingView>>,
}

impl Inbox {
    fn is_chosen(self, line: &WaitingView) -> bool {
        self.chosen.with(|chosen| chosen.contains(line))
    }

    /// What is chosen and still there.
    fn picked(self) -> Vec<WaitingView> {
        let mut picked = self.lines.get();
        picked.retain(|line| self.is_chosen(line));
        picked
    }

    fn choose(self, line: &WaitingView, on: bool) {
        self.chosen.update(|chosen| {
            chosen.retain(|other| other != line);
            if on {
                chosen.push(line.clone());
            }
        });
    }

    /// Admits; `said` makes a word of how many it became.
    fn admit(self, seen: Vec<WaitingView>, said: impl FnOnce(usize) -> String + 'static) {
        let asked = seen.clone();
        self.task.run(Admit { seen }, move |view| {
            let gone = |line: &&WaitingView| !view.waiting.contains(line);
            let admitted = asked.iter().filter(gone).count();
            self.room.take(view);
            self.room.app.toast(Tone::Good, said(admitted));
            back_to("panel-waiting");
        });
    }
}

/// The inbox.
pub(crate) fn waiting(room: Room) -> Piece {
    let inbox = Inbox {
        room,
        task: Task::new(room.app),
        lines: Memo::new(move |_| room.read(|view| view.waiting.clone())),
        chosen: RwSignal::new(Vec::new()),
    };
    let lines = inbox.lines;
    view! {
        <FailureNotice failure=inbox.task.failure />
        {live(move || {
            if lines.with(Vec::is_empty) {
                view! { <Empty icon=Icon::Check title=t(words::WAITING_EMPTY) text=t(words::WAITING_EMPTY_TEXT) /> }.late()
            } else {
                let several = lines.with(Vec::len) > 1;
                view! {
                    {maybe(several.then(|| bar(inbox)))}
                    <ul class="inbox" aria-label=t(words::WAITING)>
                        {lines.get().into_iter().map(|line| one(inbox, several, line)).collect_view()}
                    </ul>
                }
                    .late()
            }
        })}
    }
    .late()
}

/// Several at once: as many as one request takes.
fn bar(inbox: Inbox) -> Piece {
    let all = move || inbox.picked().len() == inbox.lines.with(Vec::len);
    let toggle = move |event| {
        let on = event_target_checked(&event);
        let lines = if on {
            inbox.lines.get_untracked()
        } else {
            Vec::new()
        };
        inbox.chosen.set(lines);
    };
    let count = Memo::new(move |_| inbox.picked().len().min(MOST_ADMITTED));
    let press = Callback::new(move |()| {
        let mut seen = untrack(|| inbox.picked());
        seen.truncate(MOST_ADMITTED);
        let lang = inbox.room.app.lang.get_untracked();
        inbox.admit(seen, move |count| {
            words::ADMITTED_MANY.with(lang, &[&count.to_string()])
        });
    });
    view! {
        <div class="inbox-bar">
            <label class="check">
                <input type="checkbox" prop:checked=all on:change=toggle />
                <span>{t(words::CHOOSE_ALL)}</span>
            </label>
            {live(move || {
                let count = count.get();
                maybe(
                    (count > 0)
                        .then(|| {
                            view! {
                                <Button
                                    label=tf(words::ADMIT_CHOSEN, move || vec![count.to_string()])
                                    weight=Weight::Primary
                                    busy=inbox.task.busy
                                    press=press
                                />
                            }
                                .late()
                        }),
                )
            })}
        </div>
    }
    .late()
}

fn one(inbox: Inbox, several: bool, line: WaitingView) -> Piece {
    let room = inbox.room;
    let lang = room.app.lang;
    let person = untrack(|| room.read(|view| names::person_name(view, &line.person)));
    let (unit, role) = (line.unit.clone(), line.role.clone());
    let post =
        Signal::derive(move || room.read(|view| names::post_name(view, &unit, &role, lang.get())));
    let read = line.reads.clone();
    let rekeyed = line.rekeyed;
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
    let choice = several.then(|| {
        let named = person.clone();
        let name = tf(words::CHOOSE_NAMED, move || vec![named.clone(), post.get()]);
        let (shown, line) = (line.clone(), line.clone());
        view! {
            <input
                type="checkbox"
                aria-label=name
                prop:checked=move || inbox.is_chosen(&shown)
                on:change=move |event| inbox.choose(&line, event_target_checked(&event))
            />
        }
        .late()
    });
    let told = person.clone();
    let press = move |()| {
        let done = words::ADMITTED.with(lang.get_untracked(), &[&told]);
        inbox.admit(vec![line.clone()], |_| done);
    };
    view! {
        <li>
            {maybe(choice)}
            <div>
                <h2>{person} <small>{post}</small></h2>
                {rekeyed.then(|| view! { <Notice text=t(words::WAITING_REKEYED) tone=Tone::Wait /> }.late())}
                <p>{reads}</p>
                <Fingerprint of=Signal::stored(fingerprint) label=print />
            </div>
            <Button label=t(words::ADMIT) name=label busy=inbox.task.busy press=Callback::new(press) />
        </li>
    }
    .late()
}
