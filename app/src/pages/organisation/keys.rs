//! 密钥与封存: how far the archive lies under the present keys, which cipher is written with, what numbers are found by, and whether the recovery
//! kits work.

use std::time::Duration;

use crate::piece::{IntoPiece, Piece, When, live};
use bridge::{
    account::RehearseKits,
    organisation::{ChooseSuite, ReplaceIndexKey, Reseal, Resealed, Suite},
};
use leptos::{ev::SubmitEvent, prelude::*};

use super::Room;
use crate::{
    attempt::Attempt,
    i18n::{Text, account as outside, organisation as words, t, tf},
    kit::{
        badge::Tone,
        button::Button,
        notice::{FailureNotice, Notice},
        select::Select,
    },
    pages::kits::Kits,
    platform::leave,
    task::Task,
};

/// Files in one step: what somebody else asks for meanwhile waits for no more than these.
const STEP: u32 = 100;
/// After a step that came too late for somebody else's.
const LATER: Duration = Duration::from_secs(1);
/// So many of them in a row, and it is left to the others.
const PATIENCE: u32 = 5;

const SUITES: [(&str, Suite, Text, Text); 3] = [
    (
        "aes",
        Suite::Aes256Gcm,
        words::SUITE_AES,
        words::SUITE_AES_TEXT,
    ),
    (
        "chacha",
        Suite::ChaCha20Poly1305,
        words::SUITE_CHACHA,
        words::SUITE_CHACHA_TEXT,
    ),
    (
        "sm4",
        Suite::Sm4Gcm,
        words::SUITE_SM4,
        words::SUITE_SM4_TEXT,
    ),
];

/// The tab.
pub(crate) fn keys(room: Room) -> Piece {
    view! {
        <div class="cards">
            <When on=Signal::derive(move || room.abilities().read_clients)>{progress(room)}</When>
            {suite(room)}
            <When on=Signal::derive(move || room.abilities().archive)>{index_key(room)}</When>
            {rehearsal(room)}
        </div>
    }
    .late()
}

/// What is done here and now.
#[derive(Clone, Copy)]
struct Run {
    room: Room,
    task: Task,
    /// How many are done of how many, while it runs.
    at: RwSignal<Option<(u32, u32)>>,
    /// Steps in a row that came too late for somebody else's.
    idle: RwSignal<u32>,
    unreadable: RwSignal<u32>,
}

impl Run {
    fn begin(self) {
        let left = self
            .room
            .view
            .with_untracked(|view| view.as_ref().map_or(0, |view| view.to_reseal));
        self.task.failure.set(None);
        self.idle.set(0);
        self.at.set(Some((0, left)));
        self.step();
    }

    /// One step after the other until nothing is left, it is stopped, or a step fails: then it goes on from there when it is pressed again.
    fn step(self) {
        let step = Reseal {
            most: STEP,
            keys_alone: false,
        };
        self.room.app.ask(step, move |answer| {
            // The page may be gone: what is left stands in the journals.
            let Some(Some((done, all))) = self.at.try_get_untracked() else {
                return;
            };
            match answer {
                Ok(resealed) => self.took(resealed, done + resealed.done, all),
                Err(failure) => {
                    self.at.set(None);
                    self.task.failure.set(Some(failure));
                }
            }
        });
    }

    fn took(self, resealed: Resealed, done: u32, all: u32) {
        self.unreadable.set(resealed.unreadable);
        self.room.view.update(|view| {
            if let Some(view) = view {
                view.to_reseal = resealed.left;
            }
        });
        self.idle
            .update(|idle| *idle = if resealed.done == 0 { *idle + 1 } else { 0 });
        if resealed.left == 0 || self.idle.get_untracked() >= PATIENCE {
            self.at.set(None);
            if resealed.left == 0 {
                let app = self.room.app;
                app.toast(Tone::Good, app.now(words::RESEALED).to_owned());
            }
            return;
        }
        self.at.set(Some((done, all.max(done + resealed.left))));
        match resealed.done {
            0 => set_timeout(move || self.step(), LATER),
            _ => self.step(),
        }
    }
}

/// How much is left, and the way to do it now; what lies under an earlier key is done in the background as well.
fn progress(room: Room) -> Piece {
    let task = Task::new(room.app);
    let run = Run {
        room,
        task,
        at: RwSignal::new(None),
        idle: RwSignal::new(0),
        unreadable: RwSignal::new(0),
    };
    let left = Memo::new(move |_| room.read(|view| view.to_reseal));
    let stale = Memo::new(move |_| room.read(|view| view.stale));
    let running = move || run.at.get().is_some();
    let done = move || run.at.get().map_or(0, |(done, _)| done);
    let all = move || run.at.get().map_or(1, |(_, all)| all.max(1));
    view! {
        <section class="card" aria-labelledby="keys-reseal">
            <h2 id="keys-reseal">{t(words::RESEAL_TITLE)}</h2>
            {live(move || match (left.get(), stale.get(), running()) {
                (0, 0, false) => view! { <Notice text=t(words::RESEAL_NONE) tone=Tone::Good /> }.late(),
                (0, _, false) => view! { <Notice text=t(words::RESEAL_WAITS) tone=Tone::Wait /> }.late(),
                (left, _, false) => view! { <Notice text=tf(words::RESEAL_LEFT, move || vec![left.to_string()]) tone=Tone::Wait /> }.late(),
                (_, _, true) => view! {
                    <progress class="bar" max=move || all().to_string() value=move || done().to_string() aria-labelledby="keys-reseal"></progress>
                    <p aria-live="polite">{tf(words::RESEAL_RUNS, move || vec![done().to_string(), all().to_string()])}</p>
                }
                .late(),
            })}
            <p class="hint">{t(words::RESEAL_TEXT)}</p>
            <When on=Signal::derive(move || run.unreadable.get() > 0)>
                <Notice text=tf(words::RESEAL_UNREADABLE, move || vec![run.unreadable.get().to_string()]) tone=Tone::Neutral />
            </When>
            <FailureNotice failure=task.failure />
            <When on=Signal::derive(move || running() || left.get() > 0)>
                <div class="actions">
                    {live(move || match running() {
                        true => view! { <Button label=t(words::RESEAL_STOP) press=Callback::new(move |()| run.at.set(None)) /> }.late(),
                        false => view! { <Button label=t(words::RESEAL) press=Callback::new(move |()| run.begin()) /> }.late(),
                    })}
                </div>
            </When>
        </section>
    }
    .late()
}

/// Whether the kits in the safe are the right ones and whole, without using them.
fn rehearsal(room: Room) -> Piece {
    let task = Task::new(room.app);
    let attempt = Attempt::new(task);
    let kits = Kits::new(&attempt);
    leave::guard(Signal::derive(move || kits.begun()));
    let held = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        held.set(false);
        if attempt.passes() {
            let call = RehearseKits { kits: kits.typed() };
            task.run(call, move |_| {
                kits.clear();
                attempt.begin_anew();
                held.set(true);
            });
        }
    };
    view! {
        <section class="card" aria-labelledby="keys-rehearsal">
            <h2 id="keys-rehearsal">{t(words::REHEARSAL)}</h2>
            <p class="hint">{t(words::REHEARSAL_TEXT)}</p>
            <form on:submit=submit>
                {kits.fields(outside::RECOVER_KIT)}
                <FailureNotice failure=attempt.failure() />
                <div aria-live="polite">
                    <When on=Signal::derive(move || held.get())>
                        <Notice text=t(words::REHEARSAL_HELD) tone=Tone::Good />
                    </When>
                </div>
                <div class="actions">
                    <Button label=t(words::REHEARSE) submit=true busy=task.busy />
                </div>
            </form>
        </section>
    }
    .late()
}

/// The key that numbers are found by, and the way to replace it.
fn index_key(room: Room) -> Piece {
    let task = Task::new(room.app);
    let epoch = Memo::new(move |_| room.read(|view| view.index_epoch));
    let replace = move || {
        let seen = epoch.get_untracked();
        task.run(ReplaceIndexKey { seen }, move |view| {
            room.take(view);
            room.app
                .toast(Tone::Good, room.app.now(words::INDEX_REPLACED).to_owned());
        });
    };
    view! {
        <section class="card" aria-labelledby="keys-index">
            <h2 id="keys-index">{t(words::INDEX_TITLE)}</h2>
            <p>{tf(words::INDEX_NOW, move || vec![epoch.get().to_string()])}</p>
            <p class="hint">{t(words::INDEX_TEXT)}</p>
            <FailureNotice failure=task.failure />
            <div class="actions">
                <Button label=t(words::INDEX_REPLACE) busy=task.busy press=Callback::new(move |()| replace()) />
            </div>
        </section>
    }
    .late()
}

/// Which cipher, and for an administrator the choice.
fn suite(room: Room) -> Piece {
    let task = Task::new(room.app);
    let lang = room.app.lang;
    let present = Memo::new(move |_| {
        let suite = room.view.with(|view| view.as_ref().map(|view| view.suite));
        let known = SUITES.iter().find(|(_, one, ..)| Some(*one) == suite);
        known.map_or("", |(key, ..)| *key)
    });
    let chosen = RwSignal::new(present.get_untracked().to_owned());
    let options = Signal::derive(move || {
        SUITES
            .iter()
            .map(|(key, _, name, _)| ((*key).to_owned(), name.at(lang.get()).to_owned()))
            .collect::<Vec<_>>()
    });
    let row = move |key: &str| SUITES.iter().find(|(one, ..)| *one == key);
    let name = Signal::derive(move || {
        row(present.get()).map_or(String::new(), |(_, _, name, _)| {
            name.at(lang.get()).to_owned()
        })
    });
    let means =
        Signal::derive(move || row(&chosen.get()).map_or("", |(.., text)| text.at(lang.get())));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let chosen = chosen.get_untracked();
        let Some((_, suite, ..)) = row(&chosen).filter(|_| chosen != present.get_untracked())
        else {
            return;
        };
        task.run(ChooseSuite { suite: *suite }, move |view| {
            room.take(view);
            room.app
                .toast(Tone::Good, room.app.now(words::SUITE_CHOSEN).to_owned());
        });
    };
    let may = Signal::derive(move || room.abilities().administer);
    view! {
        <section class="card" aria-labelledby="keys-suite">
            <h2 id="keys-suite">{t(words::SUITE_TITLE)}</h2>
            <p>{tf(words::SUITE_NOW, move || vec![name.get()])}</p>
            <When on=may>
                <form on:submit=submit>
                    <Select name="suite" label=t(words::SUITE) value=chosen options=options />
                    <p class="hint" aria-live="polite">{means}</p>
                    <FailureNotice failure=task.failure />
                    <div class="actions">
                        <Button label=t(words::SUITE_SIGN) submit=true busy=task.busy />
                    </div>
                </form>
            </When>
        </section>
    }
    .late()
}
