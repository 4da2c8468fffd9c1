//! The dialog that adds a unit.

use crate::piece::{IntoPiece, Piece};
use bridge::{
    names,
    organisation::{AddUnit, UnitKind},
};
use leptos::{ev::SubmitEvent, prelude::*};

use super::{Asking, Room, names as named};
use crate::{
    attempt::Attempt,
    i18n::{common, organisation as words, problems, t},
    kit::{
        badge::Tone,
        button::{Button, Weight},
        dialog::Dialog,
        field::Field,
        notice::FailureNotice,
        select::Select,
    },
    task::Task,
};

const DEPARTMENT: &str = "department";
const GROUP: &str = "group";

/// The dialog, with the unit above chosen already.
pub(crate) fn add_unit(room: Room, parent: String) -> Piece {
    let lang = room.app.lang;
    let task = Task::new(room.app);
    let above_is_company = untrack(|| {
        room.read(|view| {
            view.units
                .iter()
                .any(|unit| unit.id == parent && unit.kind == UnitKind::Company)
        })
    });
    let above = RwSignal::new(parent);
    let name = RwSignal::new(String::new());
    let kind = RwSignal::new((if above_is_company { DEPARTMENT } else { GROUP }).to_owned());
    let units = Signal::derive(move || {
        room.read(|view| {
            view.units
                .iter()
                .filter(|unit| unit.kind != UnitKind::Group && !unit.closed)
                .map(|unit| (unit.id.clone(), named::unit_path(view, &unit.id)))
                .collect::<Vec<_>>()
        })
    });
    let kinds = Signal::derive(move || {
        vec![
            (
                DEPARTMENT.to_owned(),
                words::DEPARTMENT.at(lang.get()).to_owned(),
            ),
            (GROUP.to_owned(), words::GROUP.at(lang.get()).to_owned()),
        ]
    });
    let attempt = Attempt::new(task);
    let wrong = attempt.field("unit-name", name, problems::name, |failure, lang| {
        problems::of_name(failure, lang).or_else(|| problems::beside(failure, "unit", lang))
    });
    let close = Callback::new(move |()| room.asking.set(Asking::Nothing));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !attempt.passes() {
            return;
        }
        let typed = names::spelt(&name.get_untracked());
        let call = AddUnit {
            parent: above.get_untracked(),
            name: typed.clone(),
            kind: if kind.with_untracked(|kind| kind == DEPARTMENT) {
                UnitKind::Department
            } else {
                UnitKind::Group
            },
        };
        task.run(call, move |view| {
            room.take(view);
            room.app.toast(
                Tone::Good,
                words::UNIT_ADDED.with(lang.get_untracked(), &[&typed]),
            );
            close.run(());
        });
    };
    view! {
        <Dialog title=t(words::ADD_UNIT) close=close>
            <form on:submit=submit>
                <Field name="unit-name" label=t(words::UNIT_NAME) value=name error=wrong />
                <Select name="unit-kind" label=t(words::UNIT_KIND) value=kind options=kinds />
                <Select name="unit-parent" label=t(words::UNIT_PARENT) value=above options=units />
                <FailureNotice failure=attempt.failure() />
                <div class="actions">
                    <Button label=t(words::SIGN_AND_ADD) submit=true weight=Weight::Primary busy=task.busy />
                    <Button label=t(common::CANCEL) weight=Weight::Quiet press=close />
                </div>
            </form>
        </Dialog>
    }
    .late()
}
