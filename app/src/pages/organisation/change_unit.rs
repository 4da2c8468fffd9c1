//! The dialog that gives a unit another name or another place, or ends it.

use bridge::{
    change::Change,
    names,
    organisation::{OrganisationView, UnitKind, UnitView},
};
use leptos::{ev::SubmitEvent, prelude::*};

use super::{Asking, Room, back_to, names as named, review::Review};
use crate::{
    attempt::{Attempt, UNSAID},
    i18n::{common, organisation as words, problems, t, tf},
    kit::{
        badge::Tone,
        button::{Button, Weight},
        dialog::Dialog,
        field::Field,
        notice::FailureNotice,
        select::Select,
    },
    piece::{IntoPiece, Piece, live},
};

const NAME: &str = "name";
const PLACE: &str = "place";
const END: &str = "end";

/// The units that another one may come under: not groups, not itself or what is below it, and where it is already.
fn parents(view: &OrganisationView, unit: &UnitView) -> Vec<(String, String)> {
    let is_below = |one: &UnitView| {
        let mut at = Some(one);
        // The depth bounds the way up, whatever the parents say.
        for _ in 0..64 {
            match at {
                Some(here) if here.id == unit.id => return true,
                Some(here) => {
                    at = view
                        .units
                        .iter()
                        .find(|above| Some(&above.id) == here.parent.as_ref());
                }
                None => return false,
            }
        }
        true
    };
    view.units
        .iter()
        .filter(|one| one.kind != UnitKind::Group && !one.closed && !is_below(one))
        .filter(|one| Some(&one.id) != unit.parent.as_ref())
        .map(|one| (one.id.clone(), named::unit_path(view, &one.id)))
        .collect()
}

/// The dialog.
pub(crate) fn change_unit(room: Room, id: String) -> Piece {
    let lang = room.app.lang;
    let found = untrack(|| room.read(|view| view.units.iter().find(|unit| unit.id == id).cloned()));
    let Some(unit) = found else {
        return ().late();
    };
    let is_root = unit.kind == UnitKind::Company;
    let before = unit.name.clone();
    let what = RwSignal::new(NAME.to_owned());
    let name = RwSignal::new(unit.name.clone());
    let parent = RwSignal::new(String::new());
    let whats = Signal::derive(move || {
        let lang = lang.get();
        let all = [
            (NAME, words::UNIT_RENAME),
            (PLACE, words::UNIT_MOVE),
            (END, words::UNIT_CLOSE),
        ];
        let all = all.iter().filter(|(key, _)| !is_root || *key == NAME);
        all.map(|(key, text)| ((*key).to_owned(), text.at(lang).to_owned()))
            .collect::<Vec<_>>()
    });
    let above = unit.clone();
    let options = Signal::derive(move || room.read(|view| parents(view, &above)));
    let typed = Signal::derive(move || {
        let unit = id.clone();
        match what.get().as_str() {
            NAME => Some(Change::RenameUnit {
                unit,
                name: names::spelt(&name.get()),
            }),
            PLACE => Some(parent.get())
                .filter(|parent| !parent.is_empty())
                .map(|parent| Change::MoveUnit { unit, parent }),
            END => Some(Change::CloseUnit { unit }),
            _ => None,
        }
    });
    let review = Review::new(room, typed);
    let attempt = Attempt::new(review.task);
    let is = move |kind: &'static str| move || what.with(|what| what == kind);
    // What is not asked can't be wrong.
    let wrong_name = attempt.watch(
        "unit-name",
        move |pressed| {
            is(NAME)()
                .then(|| name.with(|name| problems::name(name, pressed, lang.get())))
                .flatten()
        },
        |failure, lang| {
            problems::of_name(failure, lang).or_else(|| problems::beside(failure, "unit", lang))
        },
    );
    let wrong_parent = attempt.watch(
        "unit-parent",
        move |pressed| {
            is(PLACE)()
                .then(|| parent.with(|parent| problems::chosen(parent, pressed, lang.get())))
                .flatten()
        },
        UNSAID,
    );
    let close = Callback::new(move |()| room.asking.set(Asking::Nothing));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !attempt.passes() {
            return;
        }
        let Some(change) = typed.get_untracked() else {
            return;
        };
        review.press(change, move || {
            let said = words::UNIT_CHANGED.at(lang.get_untracked()).to_owned();
            room.app.toast(Tone::Good, said);
            close.run(());
            // Its button has another name now, or is gone.
            back_to("panel-units");
        });
    };
    let fields = move || {
        match what.get().as_str() {
        NAME => {
            view! { <Field name="unit-name" label=t(words::UNIT_NAME) value=name error=wrong_name /> }
                .late()
        }
        PLACE => view! {
            <Select name="unit-parent" label=t(words::UNIT_PARENT) value=parent options=options error=wrong_parent />
            <p class="lead">{t(words::UNIT_MOVE_TEXT)}</p>
        }
        .late(),
        _ => view! { <p class="lead">{t(words::UNIT_CLOSE_TEXT)}</p> }.late(),
    }
    };
    view! {
        <Dialog title=tf(words::CHANGE_PERSON, move || vec![before.clone()]) close=close>
            <form on:submit=submit>
                <Select name="unit-what" label=t(words::CHANGE_WHAT) value=what options=whats />
                {live(fields)}
                {review.shown()}
                <FailureNotice failure=attempt.failure() />
                <div class="actions">
                    <Button label=review.label() submit=true weight=Weight::Primary busy=review.task.busy />
                    <Button label=t(common::CANCEL) weight=Weight::Quiet press=close />
                </div>
            </form>
        </Dialog>
    }
    .late()
}
