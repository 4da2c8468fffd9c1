//! Everybody enrolled, their posts, and the way to a new one.

use crate::piece::{IntoPiece, Piece, live, maybe};
use bridge::{
    device::{GetLocks, Locks, Unlock},
    organisation::{PersonView, Standing},
};
use leptos::prelude::*;

use super::{Asking, LOOK, Room, deputize, names};
use crate::{
    i18n::{Text, common, organisation as words, second_factor, t, tf},
    kit::{
        badge::{Badge, Tone},
        button::{Button, Weight},
        fingerprint::Picture,
        notice::FailureNotice,
        table::Table,
    },
    platform::{clock, effect::effect, every::every},
    task::Task,
};

const HEADS: [Text; 5] = [
    words::PERSON,
    words::SIGN_IN_NAME,
    words::POSTS,
    words::KEY_FINGERPRINT,
    words::ACTIONS,
];

impl Room {
    /// Whatever keeps it from being told is told elsewhere.
    fn look_for_locks(self) {
        self.app.ask(GetLocks, move |locks| {
            if let Ok(locks) = locks {
                self.take_locks(locks);
            }
        });
    }

    fn take_locks(self, locks: Locks) {
        // The table may be gone by then.
        let other = self.locks.try_with_untracked(|now| *now != locks);
        if other == Some(true) {
            self.locks.set(locks);
        }
    }

    fn unlock(self, task: Task, person: String) {
        task.run(Unlock { person }, move |locks| {
            self.take_locks(locks);
            self.app
                .toast(Tone::Good, self.app.now(words::UNLOCKED).to_owned());
        });
    }

    /// Until when this person's account is locked.
    fn locked_until(self, person: &str) -> Option<u64> {
        let find = |locks: &Locks| {
            let lines = locks.locks.iter().filter(|lock| lock.person == person);
            lines.map(|lock| lock.until).max()
        };
        self.locks.with(find)
    }

    /// Whether this person has a second factor that I may remove: it is not my own.
    fn may_remove(self, person: &str) -> bool {
        self.locks
            .with(|locks| locks.guarded.iter().any(|one| one == person))
            && self.me() != person
    }
}

/// The table of people.
pub(crate) fn people(room: Room) -> Piece {
    let locked = Task::new(room.app);
    if untrack(|| room.abilities().administer) {
        effect(move || untrack(|| room.look_for_locks()));
        every(LOOK, move || {
            if !document().hidden() {
                room.look_for_locks();
            }
        });
    }
    view! {
        <FailureNotice failure=locked.failure />
        <Table label=t(words::PEOPLE) heads=&HEADS>
            {live(move || room.read(|view| view.people.clone()).into_iter().map(|person| one(room, locked, person)).collect_view().late())}
        </Table>
    }
    .late()
}

fn one(room: Room, locked: Task, person: PersonView) -> Piece {
    let lang = room.app.lang;
    let posts = person
        .posts
        .iter()
        .map(|post| {
            let (post, named) = (post.clone(), post.clone());
            let label = Signal::derive(move || {
                room.read(|view| names::post_name(view, &named.unit, &named.role, lang.get()))
            });
            let (state, tone) = if post.admitted {
                (common::ADMITTED, Tone::Good)
            } else {
                (common::WAITING, Tone::Wait)
            };
            let stands_in = post.deputy.clone().map(|deputy| {
                let until = clock::moment(deputy.until);
                let line = move || vec![deputy.absent.clone(), until.clone()];
                view! { <small class="muted">{tf(words::STANDS_IN, line)}</small> }
            });
            view! {
                <li>
                    {label} " " <Badge label=t(state) tone=tone /> {stands_in}
                </li>
            }
        })
        .collect_view();
    let (id, name) = (person.id.clone(), person.name.clone());
    let (changed, named) = (id.clone(), name.clone());
    let (lock_id, lock_name) = (id.clone(), name.clone());
    let guarded = (id.clone(), name.clone());
    let may = untrack(|| room.abilities().administer) && person.standing != Standing::Gone;
    let active = person.standing == Standing::Active;
    let absent = id.clone();
    let own = !may
        && active
        && untrack(|| {
            room.me() == id && room.read(|view| !deputize::deputized(view, &person).is_empty())
        });
    let standing = match person.standing {
        Standing::Active => None,
        Standing::Suspended => Some(words::SUSPENDED),
        Standing::Gone => Some(words::GONE),
    };
    view! {
        <tr>
            <th scope="row">
                {person.name.clone()} " "
                {live(move || maybe(room.locked_until(&lock_id).map(|until| lock_badge(room, locked, (lock_id.clone(), lock_name.clone()), until))))}
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
                {own
                    .then(|| {
                        let press = move |()| room.asking.set(Asking::Deputize(absent.clone()));
                        view! { <Button label=t(words::DEPUTIZE) press=Callback::new(press) /> }
                    })}
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
                                {live(move || maybe(room.may_remove(&guarded.0).then(|| remove(room, guarded.clone()))))}
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

/// The way out for whoever has lost their phone.
fn remove(room: Room, (id, name): (String, String)) -> Piece {
    let named = name.clone();
    let press = Callback::new(move |()| {
        room.asking
            .set(Asking::RemoveFactor(id.clone(), name.clone()));
    });
    view! {
        <Button label=t(second_factor::REMOVE) name=tf(second_factor::REMOVE_NAMED, move || vec![named.clone()]) weight=Weight::Quiet press=press />
    }
    .late()
}

/// That the account is locked, and the way out.
fn lock_badge(room: Room, locked: Task, (id, name): (String, String), until: u64) -> Piece {
    let until = clock::moment(until);
    let press = Callback::new(move |()| {
        room.unlock(locked, id.clone());
    });
    view! {
        <Badge label=tf(words::LOCKED_UNTIL, move || vec![until.clone()]) tone=Tone::Wait />
        " "
        <Button label=t(words::UNLOCK) name=tf(words::UNLOCK_NAMED, move || vec![name.clone()]) weight=Weight::Quiet press=press />
        " "
    }
    .late()
}
