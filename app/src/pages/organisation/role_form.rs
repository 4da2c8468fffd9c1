//! The drawer in which a role is written down: a new one, mostly as a copy, or another version of one that is there.

use bridge::{
    change::{Change, Duty, Matrix, Operation, RoleForm, SECTIONS},
    names,
    organisation::{Reach, RoleView},
};
use leptos::{ev::SubmitEvent, html, prelude::*};

use super::{
    Asking, Room,
    review::{self, Review},
    roles::{REACHES, duty_name, operation_name, reach_name},
};
use crate::{
    attempt::Attempt,
    i18n::{Text, common, organisation as words, problems, t, tf},
    kit::{
        badge::Tone,
        button::{Button, Weight},
        dialog::{Dialog, Place},
        field::Field,
        notice::{FailureNotice, Notice},
    },
    piece::{IntoPiece, Piece, When},
    platform::effect::effect,
};

/// What stands for a row whose sections differ.
const MIXED: &str = "mixed";
const NONE: &str = "none";

/// Which role is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Writing {
    /// A new one, beginning as a copy of the one of this id.
    Copy(String),
    /// The one of this id.
    Change(String),
}

/// How far the operation goes everywhere, if it is the same everywhere.
pub(crate) fn uniform(row: &[Option<Reach>; SECTIONS]) -> Option<Option<Reach>> {
    let first = row[0];
    row.iter().all(|one| *one == first).then_some(first)
}

/// Whether some operation goes further than reading does: that part of it is worth nothing.
fn exceeds(matrix: &Matrix) -> bool {
    let [views, others @ ..] = matrix;
    others
        .iter()
        .any(|row| row.iter().zip(views).any(|(far, view)| far > view))
}

fn key(reach: Option<Reach>) -> &'static str {
    match reach {
        None => NONE,
        Some(Reach::OwnUnit) => "own",
        Some(Reach::Below) => "below",
        Some(Reach::Department) => "department",
        Some(Reach::Everything) => "everything",
    }
}

fn reach_of(chosen: &str) -> Option<Option<Reach>> {
    REACHES.into_iter().find(|reach| key(*reach) == chosen)
}

/// The drawer.
pub(crate) fn role_form(room: Room, writing: Writing) -> Piece {
    let lang = room.app.lang;
    let (Writing::Copy(id) | Writing::Change(id)) = &writing;
    let found =
        untrack(|| room.read(|view| view.roles.iter().find(|role| role.id == *id).cloned()));
    let Some(RoleView {
        name: before,
        rights,
        duties,
        ..
    }) = found
    else {
        return ().late();
    };
    let is_copy = matches!(writing, Writing::Copy(_));
    let opened = RoleForm {
        name: before.clone(),
        rights,
        duties: duties.clone(),
    };
    let shown = crate::i18n::shipped::role(&before, lang.get_untracked()).to_owned();
    let name = RwSignal::new(if is_copy { String::new() } else { before });
    let rights = RwSignal::new(rights);
    let duties = RwSignal::new(duties);
    let typed = Signal::derive(move || {
        let form = RoleForm {
            name: names::spelt(&name.get()),
            rights: rights.get(),
            duties: duties.get(),
        };
        Some(match &writing {
            Writing::Copy(_) => Change::AddRole(form),
            Writing::Change(role) => Change::ChangeRole {
                role: role.clone(),
                before: opened.clone(),
                form,
            },
        })
    });
    let review = Review::new(room, typed);
    let attempt = Attempt::new(review.task);
    let wrong = attempt.field("role-name", name, problems::name, |failure, lang| {
        problems::of_name(failure, lang).or_else(|| problems::beside(failure, "role", lang))
    });
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
            let said = words::ROLE_SAVED.at(lang.get_untracked()).to_owned();
            room.app.toast(Tone::Good, said);
            close.run(());
        });
    };
    let title = match is_copy {
        true => words::ROLE_COPY_OF,
        false => words::CHANGE_PERSON,
    };
    let excess = Signal::derive(move || rights.with(exceeds));
    view! {
        <Dialog title=tf(title, move || vec![shown.clone()]) place=Place::Side close=close>
            <form class="drawer-form" on:submit=submit>
                <Field name="role-name" label=t(words::ROLE_NAME) value=name error=wrong />
                <fieldset class="rights">
                    <legend>{t(words::RIGHTS)}</legend>
                    {Operation::ALL.into_iter().enumerate().map(|(index, operation)| row(rights, index, operation)).collect_view()}
                </fieldset>
                <When on=excess>
                    <Notice text=t(words::RIGHTS_EXCEED) tone=Tone::Wait />
                </When>
                <fieldset class="duties">
                    <legend>{t(words::DUTIES)}</legend>
                    {Duty::ALL.into_iter().map(|duty| tick(duties, duty)).collect_view()}
                </fieldset>
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

/// One operation: how far it goes in all sections, and in each by itself.
fn row(rights: RwSignal<Matrix>, index: usize, operation: Operation) -> Piece {
    let whole = Signal::derive(move || {
        rights.with(|rights| rights.get(index).and_then(uniform).map_or(MIXED, key))
    });
    let choose = move |reach: Option<Reach>| {
        rights.update(|rights| {
            if let Some(row) = rights.get_mut(index) {
                *row = [reach; SECTIONS];
            }
        });
    };
    let act = operation_name(operation);
    let sections = review::SECTIONS.iter().enumerate().map(|(section, name)| {
        let now = Signal::derive(move || {
            let at = |rights: &Matrix| rights.get(index)?.get(section).copied().flatten();
            key(rights.with(at))
        });
        let choose = move |reach: Option<Reach>| {
            rights.update(|rights| {
                if let Some(cell) = rights.get_mut(index).and_then(|row| row.get_mut(section)) {
                    *cell = reach;
                }
            });
        };
        view! {
            <div class="right-section">
                <span aria-hidden="true">{t(*name)}</span>
                {far(vec![act, *name], now, choose)}
            </div>
        }
        .late()
    });
    view! {
        <div class="right">
            <span class="right-name" aria-hidden="true">{t(act)}</span>
            {far(vec![act], whole, choose)}
            <details>
                <summary>{t(words::RIGHTS_EACH)}</summary>
                <div class="right-sections">{sections.collect_view()}</div>
            </details>
        </div>
    }
    .late()
}

/// A select of reaches.
fn far(
    named: Vec<Text>,
    now: Signal<&'static str>,
    choose: impl Fn(Option<Reach>) + 'static,
) -> Piece {
    let lang = crate::state::use_app().lang;
    let label = move || {
        let names: Vec<&str> = named.iter().map(|name| name.at(lang.get())).collect();
        names.join(" · ")
    };
    let options = REACHES
        .into_iter()
        .map(|reach| view! { <option value=key(reach)>{t(reach_name(reach))}</option> })
        .collect_view();
    // Once somebody has chosen in it, a browser no longer looks at which option is said to be the chosen one.
    let element = NodeRef::<html::Select>::new();
    effect(move || {
        if let Some(element) = element.get() {
            element.set_value(now.get());
        }
    });
    view! {
        <select
            node_ref=element
            class="input small"
            aria-label=label
            on:change=move |event| {
                if let Some(reach) = reach_of(&event_target_value(&event)) {
                    choose(reach);
                }
            }
        >
            <option value=MIXED disabled hidden>
                {t(words::REACH_MIXED)}
            </option>
            {options}
        </select>
    }
    .late()
}

fn tick(duties: RwSignal<Vec<Duty>>, duty: Duty) -> Piece {
    let has = move || duties.with(|duties| duties.contains(&duty));
    let toggle = move |event| {
        let on = event_target_checked(&event);
        duties.update(|duties| {
            duties.retain(|one| *one != duty);
            if on {
                duties.push(duty);
            }
            // In one order, whichever came first.
            sorted::by_key(duties, |one| {
                Duty::ALL.iter().position(|known| known == one)
            });
        });
    };
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=has on:change=toggle />
            <span>{t(duty_name(duty))}</span>
        </label>
    }
    .late()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_goes_further_than_reading_is_noticed() {
        let mut matrix: Matrix = [[None; SECTIONS]; 8];
        matrix[0] = [Some(Reach::Below); SECTIONS];
        matrix[1] = [Some(Reach::OwnUnit); SECTIONS];
        assert!(!exceeds(&matrix));
        matrix[1][3] = Some(Reach::Everything);
        assert!(exceeds(&matrix));
        matrix[1][3] = None;
        matrix[0][4] = None;
        assert!(exceeds(&matrix));
    }

    #[test]
    fn a_row_is_uniform_or_mixed() {
        assert_eq!(uniform(&[None; SECTIONS]), Some(None));
        let mut row = [Some(Reach::Department); SECTIONS];
        assert_eq!(uniform(&row), Some(Some(Reach::Department)));
        row[5] = None;
        assert_eq!(uniform(&row), None);
    }

    #[test]
    fn every_reach_has_a_key_of_its_own() {
        for reach in REACHES {
            assert_eq!(reach_of(key(reach)), Some(reach));
        }
        assert_eq!(reach_of(MIXED), None);
    }
}
