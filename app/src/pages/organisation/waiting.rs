//! The inbox of archivists, and of heads for their own people: who waits for keys, and what each could then read. A new department is admitted at
//! once. And who lets people in besides archivists.

use crate::piece::{IntoPiece, Piece, When, live, maybe};
use bridge::organisation::{Admit, DelegateAdmission, MOST_ADMITTED, WaitingView};
use leptos::prelude::*;

use super::{Room, back_to, names};
use crate::{
    i18n::{Text, organisation as words, t, tf},
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
        lines: Memo::new(move |_| lines_of(room, true)),
        chosen: RwSignal::new(Vec::new()),
    };
    let lines = inbox.lines;
    // To an archivist these are a trouble; a head can't do anything about them.
    let others = Memo::new(move |_| match room.abilities().archive {
        true => lines_of(room, false),
        false => Vec::new(),
    });
    view! {
        <When on=Signal::derive(move || !room.abilities().archive)>
            <p class="hint">{t(words::WAITING_MINE)}</p>
        </When>
        <FailureNotice failure=inbox.task.failure />
        {live(move || {
            if lines.with(Vec::is_empty) && others.with(Vec::is_empty) {
                view! { <Empty icon=Icon::Check title=t(words::WAITING_EMPTY) text=t(words::WAITING_EMPTY_TEXT) /> }.late()
            } else {
                let several = lines.with(Vec::len) > 1;
                view! {
                    {maybe(several.then(|| bar(inbox)))}
                    <ul class="inbox" aria-label=t(words::WAITING)>
                        {lines.get().into_iter().map(|line| one(inbox, several, line)).collect_view()}
                        {others.get().into_iter().map(|line| one(inbox, several, line)).collect_view()}
                    </ul>
                }
                    .late()
            }
        })}
        <When on=Signal::derive(move || room.abilities().archive)>{delegations(room)}</When>
    }
    .late()
}

/// Those who wait and whom I may let in, or may not.
fn lines_of(room: Room, mine: bool) -> Vec<WaitingView> {
    room.read(|view| {
        let lines = view.waiting.iter().filter(|line| line.mine == mine);
        lines.cloned().collect()
    })
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

/// The posts of heads, each with the way to hand admission to it.
fn delegations(room: Room) -> Piece {
    let task = Task::new(room.app);
    let lang = room.app.lang;
    let heads = Memo::new(move |_| room.read(names::heads));
    let line = move |(unit, role): (String, String)| {
        let (of, at) = (unit.clone(), role.clone());
        let name =
            Signal::derive(move || room.read(|view| names::post_name(view, &of, &at, lang.get())));
        let post = (unit.clone(), role.clone());
        let on = Memo::new(move |_| room.read(|view| view.delegated.contains(&post)));
        let text = move |yes: Text, no: Text| {
            Signal::derive(move || (if on.get() { yes } else { no }).at(lang.get()).to_owned())
        };
        let named = move |text: Text| tf(text, move || vec![name.get()]);
        let (back, over) = (named(words::UNDELEGATE_NAMED), named(words::DELEGATE_NAMED));
        let press = move |()| {
            let call = DelegateAdmission {
                unit: unit.clone(),
                role: role.clone(),
                on: !on.get_untracked(),
            };
            task.run(call, move |view| room.take(view));
        };
        view! {
            <li>
                <span>{name}</span>
                <span class="hint">{text(words::DELEGATED, words::NOT_DELEGATED)}</span>
                <Button
                    label=text(words::UNDELEGATE, words::DELEGATE)
                    name=Signal::derive(move || if on.get() { back.get() } else { over.get() })
                    busy=task.busy
                    press=Callback::new(press)
                />
            </li>
        }
        .late()
    };
    view! {
        <section class="delegations" aria-labelledby="delegations">
            <h2 id="delegations">{t(words::DELEGATIONS)}</h2>
            <p class="hint">{t(words::DELEGATIONS_TEXT)}</p>
            <FailureNotice failure=task.failure />
            {live(move || {
                let heads = heads.get();
                match heads.is_empty() {
                    true => view! { <p>{t(words::NO_HEADS)}</p> }.late(),
                    false => view! { <ul aria-labelledby="delegations">{heads.into_iter().map(line).collect_view()}</ul> }.late(),
                }
            })}
        </section>
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
    let mine = line.mine;
    let choice = (several && mine).then(|| {
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
            {match mine {
                true => view! { <Button label=t(words::ADMIT) name=label busy=inbox.task.busy press=Callback::new(press) /> }.late(),
                false => view! { <p>{t(words::WAITING_OTHERS)}</p> }.late(),
            }}
        </li>
    }
    .late()
}
