//! Where I am signed in: the browsers that I have used, their sessions, and what to do about one that is lost.

use bridge::{
    Reason, Secret,
    device::{DeviceView, DevicesView, EndSession, GetDevices, GetOpened, LoseDevice, OpenedFiles},
};
use leptos::{ev::SubmitEvent, prelude::*};

use crate::{
    attempt::Attempt,
    i18n::{common, me as words, problems, t, tf},
    kit::{
        badge::{Badge, Tone},
        button::{Button, Weight},
        dialog::Dialog,
        notice::FailureNotice,
        password::Password,
        skeleton::Skeleton,
    },
    piece::{IntoPiece, Piece, live, maybe},
    platform::{clock, effect::effect},
    state::AppState,
    task::Task,
};

/// What is asked about.
#[derive(Clone)]
enum Asking {
    Nothing,
    /// Whether this device is lost, or was found.
    Loss(DeviceView),
    /// What was opened with it.
    Opened(DeviceView),
}

#[derive(Clone, Copy)]
struct Here {
    app: AppState,
    task: Task,
    seen: RwSignal<Option<DevicesView>>,
    asking: RwSignal<Asking>,
}

/// The list.
pub(super) fn devices(app: AppState) -> Piece {
    let here = Here {
        app,
        task: Task::new(app),
        seen: RwSignal::new(None),
        asking: RwSignal::new(Asking::Nothing),
    };
    effect(move || {
        untrack(|| {
            here.task
                .run(GetDevices, move |view| here.seen.set(Some(view)))
        })
    });
    let several = move || {
        here.seen.with(|seen| {
            let devices = seen.as_ref().map(|seen| seen.devices.as_slice());
            let sessions = devices.unwrap_or_default().iter();
            sessions.map(|device| device.sessions.len()).sum::<usize>() > 1
        })
    };
    let others = Callback::new(move |()| here.end(None));
    view! {
        <FailureNotice failure=here.task.failure />
        {live(move || match here.seen.get() {
            Some(view) => view! { <ul class="devices">{view.devices.into_iter().map(|one| device(here, one)).collect_view()}</ul> }.late(),
            None => view! { <Skeleton lines=3 /> }.late(),
        })}
        {live(move || maybe(several().then(|| {
            view! {
                <div class="actions">
                    <Button label=t(words::END_OTHERS) press=others busy=here.task.busy />
                </div>
            }.late()
        })))}
        {live(move || match here.asking.get() {
            Asking::Nothing => ().late(),
            Asking::Loss(device) => loss(here, device),
            Asking::Opened(device) => opened(here, device),
        })}
    }
    .late()
}

impl Here {
    fn end(self, id: Option<String>) {
        self.task.run(EndSession { id }, move |view| {
            self.seen.set(Some(view));
            self.app
                .toast(Tone::Good, self.app.now(words::ENDED).to_owned());
        });
    }
}

fn label(device: &DeviceView) -> Signal<String> {
    let label = device.label.clone();
    let unnamed = t(words::DEVICE_UNNAMED);
    Signal::derive(move || match label.as_str() {
        "" => unnamed.get(),
        label => label.to_owned(),
    })
}

fn device(here: Here, device: DeviceView) -> Piece {
    let name = label(&device);
    let used = clock::moment(device.last);
    let place = device.address.clone();
    let sessions = device
        .sessions
        .iter()
        .map(|session| {
            let id = session.id.clone();
            let times = [clock::moment(session.begun), clock::moment(session.seen)];
            let act = (!session.here).then(|| {
                view! {
                    <Button label=t(words::END_SESSION) weight=Weight::Quiet press=Callback::new(move |()| here.end(Some(id.clone()))) />
                }
                .late()
            });
            view! {
                <li>
                    <span>{tf(words::SESSION_TIMES, move || times.to_vec())}</span>
                    {session.here.then(|| view! { <Badge label=t(words::THIS_SESSION) tone=Tone::Good /> })}
                    {maybe(act)}
                </li>
            }
            .late()
        })
        .collect_view();
    let named = !device.id.is_empty();
    let (lost, asked) = (device.clone(), device.clone());
    let acts = named.then(|| {
        let act = match device.lost {
            true => words::REPORT_FOUND,
            false => words::REPORT_LOSS,
        };
        let loss = (!device.here).then(|| {
            view! {
                <Button
                    label=t(act)
                    name=Signal::derive(move || format!("{} {}", act.at(here.app.lang.get()), name.get()))
                    weight=Weight::Quiet
                    press=Callback::new(move |()| here.asking.set(Asking::Loss(lost.clone())))
                />
            }
            .late()
        });
        view! {
            <div class="row-acts">
                <Button
                    label=t(words::OPENED)
                    name=Signal::derive(move || format!("{} {}", words::OPENED.at(here.app.lang.get()), name.get()))
                    weight=Weight::Quiet
                    press=Callback::new(move |()| here.asking.set(Asking::Opened(asked.clone())))
                />
                {maybe(loss)}
            </div>
        }
        .late()
    });
    view! {
        <li class="device">
            <div class="device-head">
                <b>{name}</b>
                {device.here.then(|| view! { <Badge label=t(words::THIS_DEVICE) tone=Tone::Good /> })}
                {device.lost.then(|| view! { <Badge label=t(words::LOST) tone=Tone::Bad /> })}
                {maybe(acts)}
            </div>
            <small>{tf(words::DEVICE_USED, move || vec![used.clone(), place.clone()])}</small>
            <ul class="device-sessions">{sessions}</ul>
        </li>
    }
    .late()
}

/// Asks for the password: whoever finds a page open must not shut its owner out.
fn loss(here: Here, device: DeviceView) -> Piece {
    let close = Callback::new(move |()| here.asking.set(Asking::Nothing));
    let name = label(&device);
    let task = Task::new(here.app);
    let password = RwSignal::new(String::new());
    let attempt = Attempt::new(task);
    let wrong = attempt.field(
        "loss-password",
        password,
        problems::filled,
        |failure, lang| {
            (failure.reason == Reason::WrongCredentials)
                .then(|| words::PASSWORD_WRONG.at(lang).to_owned())
        },
    );
    let lost = !device.lost;
    let (title, text, act, said, weight) = match lost {
        true => (
            words::LOSS_TITLE,
            words::LOSS_TEXT,
            words::REPORT_LOSS,
            words::LOSS_REPORTED,
            Weight::Danger,
        ),
        false => (
            words::FOUND_TITLE,
            words::FOUND_TEXT,
            words::REPORT_FOUND,
            words::FOUND_REPORTED,
            Weight::Primary,
        ),
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !attempt.passes() {
            return;
        }
        let call = LoseDevice {
            id: device.id.clone(),
            password: Secret::new(password.get_untracked()),
            lost,
        };
        task.run(call, move |view| {
            here.seen.set(Some(view));
            here.app.toast(Tone::Good, here.app.now(said).to_owned());
            close.run(());
        });
    };
    view! {
        <Dialog title=tf(title, move || vec![name.get()]) close=close>
            <form on:submit=submit>
                <p class="lead">{t(text)}</p>
                <Password name="loss-password" label=t(words::PASSWORD_NOW) value=password autocomplete="current-password" error=wrong focus=true />
                <FailureNotice failure=attempt.failure() />
                <div class="actions">
                    <Button label=t(act) submit=true weight=weight busy=task.busy />
                    <Button label=t(common::CANCEL) weight=Weight::Quiet press=close />
                </div>
            </form>
        </Dialog>
    }
    .late()
}

fn opened(here: Here, device: DeviceView) -> Piece {
    let close = Callback::new(move |()| here.asking.set(Asking::Nothing));
    let name = label(&device);
    let task = Task::new(here.app);
    let seen = RwSignal::new(None::<OpenedFiles>);
    let id = device.id;
    effect(move || {
        let id = id.clone();
        untrack(|| task.run(GetOpened { id }, move |files| seen.set(Some(files))));
    });
    let list = move || match seen.get() {
        None => view! { <Skeleton lines=4 /> }.late(),
        Some(OpenedFiles { files }) if files.is_empty() => {
            view! { <p class="muted">{t(words::OPENED_NONE)}</p> }.late()
        }
        Some(OpenedFiles { files }) => {
            let hidden = t(words::OPENED_HIDDEN);
            let lines = files
                .into_iter()
                .map(|file| {
                    let name = file.name;
                    let name = move || name.clone().unwrap_or_else(|| hidden.get());
                    view! {
                        <li>
                            <b>{name}</b>
                            " "
                            <small>{clock::moment(file.at)}</small>
                        </li>
                    }
                    .late()
                })
                .collect_view();
            view! { <ul class="differences">{lines}</ul> }.late()
        }
    };
    view! {
        <Dialog title=tf(words::OPENED_TITLE, move || vec![name.get()]) close=close>
            <p class="hint">{t(words::OPENED_TEXT)}</p>
            <FailureNotice failure=task.failure />
            {live(list)}
        </Dialog>
    }
    .late()
}
