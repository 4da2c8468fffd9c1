//! My invitations: who answered, who is to be confirmed, and forgeries.

use crate::piece::{IntoPiece, Piece, live};
use bridge::organisation::{ConfirmNewcomer, InvitationLine, InvitationStatus};
use leptos::prelude::*;

use super::{Asking, Room, back_to};
use crate::{
    i18n::{Lang, Text, organisation as words, t, tf},
    kit::{
        badge::{Badge, Tone},
        button::{Button, Weight},
        empty::Empty,
        icon::Icon,
        notice::{FailureNotice, Notice},
        table::Table,
    },
    platform::clock,
    task::Task,
};

const HEADS: [Text; 4] = [
    words::INVITE_NOTED,
    words::INVITE_STATE,
    words::INVITE_NEWCOMER,
    words::ACTIONS,
];

fn state(line: &InvitationLine) -> (Text, Tone) {
    let renews = line.renews.is_some();
    match line.status {
        InvitationStatus::Open if renews => (words::STATE_RENEW_OPEN, Tone::Neutral),
        InvitationStatus::Answered if renews => (words::STATE_RENEW_ANSWERED, Tone::Wait),
        InvitationStatus::Open => (words::STATE_OPEN, Tone::Neutral),
        InvitationStatus::Answered => (words::STATE_ANSWERED, Tone::Wait),
        InvitationStatus::Forged => (words::STATE_FORGED, Tone::Bad),
        InvitationStatus::EarlierKeys => (words::STATE_EARLIER_KEYS, Tone::Wait),
        InvitationStatus::Overtaken => (words::STATE_OVERTAKEN, Tone::Neutral),
        InvitationStatus::Used => (words::STATE_USED, Tone::Good),
        InvitationStatus::Withdrawn => (words::STATE_WITHDRAWN, Tone::Neutral),
        InvitationStatus::Expired => (words::STATE_EXPIRED, Tone::Neutral),
    }
}

/// What it is for.
fn noted(line: &InvitationLine, lang: Lang) -> String {
    match (&line.renews, &line.name) {
        (Some(_), Some(name)) => words::RENEWS.with(lang, &[name]),
        _ => line.note.clone(),
    }
}

/// Forged answers, said loudly above every tab.
pub(crate) fn alarms(room: Room) -> Piece {
    let forged = Memo::new(move |_| {
        room.read(|view| {
            view.invitations
                .iter()
                .filter(|line| line.status == InvitationStatus::Forged)
                .map(|line| noted(line, room.app.lang.get()))
                .collect::<Vec<_>>()
        })
    });
    (move || {
        forged
            .get()
            .into_iter()
            .map(|note| {
                view! {
                    <section class="forged" role="alert">
                        <h2>{t(words::FORGED_TITLE)}</h2>
                        <Notice text=tf(words::FORGED_TEXT, move || vec![note.clone()]) tone=Tone::Neutral />
                    </section>
                }
            })
            .collect_view()
    })
    .late()
}

/// The table of invitations.
pub(crate) fn invitations(room: Room) -> Piece {
    let task = Task::new(room.app);
    let lines = Memo::new(move |_| room.read(|view| view.invitations.clone()));
    let none = Memo::new(move |_| lines.with(Vec::is_empty));
    view! {
        <FailureNotice failure=task.failure />
        {live(move || {
            if none.get() {
                view! { <Empty icon=Icon::Key title=t(words::INVITE_EMPTY) text=t(words::INVITE_EMPTY_TEXT) /> }.late()
            } else {
                view! {
                    <Table label=t(words::INVITATIONS) heads=&HEADS>
                        {live(move || {
                            lines
                                .get()
                                .into_iter()
                                .map(|line| one(room, task, line))
                                .collect_view().late()})}
                    </Table>
                }
                    .late()
            }
        })}
    }
    .late()
}

fn one(room: Room, task: Task, line: InvitationLine) -> Piece {
    let lang = room.app.lang;
    let (text, tone) = state(&line);
    let renews = line.renews.is_some();
    let for_whom = noted(&line, lang.get());
    let until = clock::moment(line.expires);
    let newcomer = line.name.clone().unwrap_or_default();
    let sign_in_name = line.sign_in_name.clone();
    let ends = matches!(
        line.status,
        InvitationStatus::Open
            | InvitationStatus::Answered
            | InvitationStatus::Forged
            | InvitationStatus::EarlierKeys
            | InvitationStatus::Overtaken
    );
    let withdraw = ends.then(|| {
        let (id, note) = (line.id.clone(), for_whom.clone());
        let asked = note.clone();
        view! {
            <Button
                label=t(words::WITHDRAW)
                name=tf(words::WITHDRAW_NAMED, move || vec![note.clone()])
                weight=Weight::Quiet
                disabled=task.busy
                press=Callback::new(move |()| room.asking.set(Asking::Withdraw(id.clone(), asked.clone())))
            />
        }
    });
    let confirm = (line.status == InvitationStatus::Answered).then(|| {
        let (id, name) = (line.id.clone(), newcomer.clone());
        let label = name.clone();
        let press = move |()| {
            let name = name.clone();
            if renews {
                room.asking.set(Asking::ConfirmRenewal(id.clone(), name));
                return;
            }
            task.run(ConfirmNewcomer { id: id.clone() }, move |view| {
                room.take(view);
                let said = words::CONFIRMED.with(lang.get_untracked(), &[&name]);
                room.app.toast(Tone::Good, said);
                back_to("panel-invitations");
            });
        };
        let (confirm, confirm_named) = match renews {
            true => (words::CONFIRM_RENEWAL, words::CONFIRM_RENEWAL_NAMED),
            false => (words::CONFIRM, words::CONFIRM_NAMED),
        };
        view! {
            <Button
                label=t(confirm)
                name=tf(confirm_named, move || vec![label.clone()])
                disabled=task.busy
                press=Callback::new(press)
            />
        }
    });
    view! {
        <tr>
            <th scope="row">{for_whom}</th>
            <td>
                <Badge label=t(text) tone=tone />
                {(line.status == InvitationStatus::Open)
                    .then(|| view! { <small>{tf(words::INVITE_VALID, move || vec![until.clone()])}</small> })}
                {(line.status == InvitationStatus::EarlierKeys)
                    .then(|| view! { <small>{t(words::EARLIER_KEYS_TEXT)}</small> })}
            </td>
            <td>{newcomer} {sign_in_name.map(|name| view! { <small>{name}</small> })}</td>
            <td>
                <div class="row-acts">{confirm} {withdraw}</div>
            </td>
        </tr>
    }
    .late()
}
