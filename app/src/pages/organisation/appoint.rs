//! The dialog that gives a person a post.

use crate::piece::{IntoPiece, Piece};
use bridge::organisation::Appoint;
use leptos::{ev::SubmitEvent, prelude::*};

use super::{Asking, Room, names};
use crate::{
    attempt::{Attempt, UNSAID},
    i18n::{common, organisation as words, problems, shipped, t, tf},
    kit::{
        badge::Tone,
        button::{Button, Weight},
        dialog::Dialog,
        notice::FailureNotice,
        select::Select,
    },
    task::Task,
};

/// The dialog.
pub(crate) fn appoint(room: Room, person: String) -> Piece {
    let lang = room.app.lang;
    let task = Task::new(room.app);
    let unit = RwSignal::new(String::new());
    let role = RwSignal::new(String::new());
    let who = untrack(|| room.read(|view| names::person_name(view, &person)));
    let units = Signal::derive(move || {
        room.read(|view| {
            view.units
                .iter()
                .filter(|unit| !unit.closed)
                .map(|unit| (unit.id.clone(), names::unit_path(view, &unit.id)))
                .collect::<Vec<_>>()
        })
    });
    let roles = Signal::derive(move || {
        room.read(|view| {
            view.roles
                .iter()
                .map(|role| {
                    (
                        role.id.clone(),
                        shipped::role(&role.name, lang.get()).to_owned(),
                    )
                })
                .collect::<Vec<_>>()
        })
    });
    let attempt = Attempt::new(task);
    let wrong_unit = attempt.field("post-unit", unit, problems::chosen, UNSAID);
    let wrong_role = attempt.field("post-role", role, problems::chosen, |failure, lang| {
        problems::beside(failure, "post", lang)
    });
    let close = Callback::new(move |()| room.asking.set(Asking::Nothing));
    let named = who.clone();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !attempt.passes() {
            return;
        }
        let call = Appoint {
            person: person.clone(),
            unit: unit.get_untracked(),
            role: role.get_untracked(),
        };
        let named = named.clone();
        task.run(call, move |view| {
            room.take(view);
            room.app.toast(
                Tone::Good,
                words::APPOINTED.with(lang.get_untracked(), &[&named]),
            );
            close.run(());
        });
    };
    view! {
        <Dialog title=tf(words::APPOINT_PERSON, move || vec![who.clone()]) close=close>
            <form on:submit=submit>
                <p class="lead">{t(words::APPOINT_TEXT)}</p>
                <Select name="post-unit" label=t(words::APPOINT_UNIT) value=unit options=units error=wrong_unit />
                <Select name="post-role" label=t(words::APPOINT_ROLE) value=role options=roles error=wrong_role />
                <FailureNotice failure=attempt.failure() />
                <div class="actions">
                    <Button label=t(words::APPOINT_SIGN) submit=true weight=Weight::Primary busy=task.busy />
                    <Button label=t(common::CANCEL) weight=Weight::Quiet press=close />
                </div>
            </form>
        </Dialog>
    }
    .late()
}
