//! The dialog that names a deputy: at which post, who, and until when.

use bridge::organisation::{Deputize, OrganisationView, PersonView, Standing};
use dossier::date;
use leptos::{ev::SubmitEvent, prelude::*};

use super::{Asking, Room, names};
use crate::{
    attempt::{Attempt, UNSAID},
    i18n::{Lang, common, organisation as words, problems, t, tf},
    kit::{
        badge::Tone,
        button::{Button, Weight},
        dialog::Dialog,
        field::{Field, Kind},
        notice::FailureNotice,
        select::Select,
    },
    piece::{IntoPiece, Piece},
    platform::clock,
    task::Task,
};

/// The longest time, in days.
const LONGEST: i64 = 366;

/// The posts of somebody's that may have a deputy, as unit and role.
pub(crate) fn deputized(view: &OrganisationView, person: &PersonView) -> Vec<(String, String)> {
    let posts = person.posts.iter();
    let posts =
        posts.filter(|post| post.deputy.is_none() && names::may_have_deputy(view, &post.role));
    posts
        .map(|post| (post.unit.clone(), post.role.clone()))
        .collect()
}

/// The last day, as it was typed.
fn last_day(typed: &str, pressed: bool, lang: Lang) -> Option<String> {
    if typed.trim().is_empty() {
        return pressed.then(|| problems::MISSING.at(lang).to_owned());
    }
    let Some(day) = date::parse(typed) else {
        return Some(problems::DATE.at(lang).to_owned());
    };
    let days = (day - clock::today()).num_days();
    let fits = (0..LONGEST).contains(&days);
    (!fits).then(|| problems::PERIOD.at(lang).to_owned())
}

/// The dialog.
pub(crate) fn deputize(room: Room, person: String) -> Piece {
    let lang = room.app.lang;
    let task = Task::new(room.app);
    let of = |view: &OrganisationView, id: &str| {
        let mut people = view.people.iter();
        let person = people.find(|one| one.id == id);
        person
            .map(|person| deputized(view, person))
            .unwrap_or_default()
    };
    let mine = untrack(|| room.read(|view| of(view, &person)));
    let post = RwSignal::new(match &mine[..] {
        [(unit, role)] => key(unit, role),
        _ => String::new(),
    });
    let who = untrack(|| room.read(|view| names::person_name(view, &person)));
    let absent = StoredValue::new(person);
    let deputy = RwSignal::new(String::new());
    let until = RwSignal::new(String::new());
    let posts = Signal::derive(move || {
        let lang = lang.get();
        room.read(|view| {
            let all = absent.with_value(|id| of(view, id)).into_iter();
            all.map(|(unit, role)| {
                (
                    key(&unit, &role),
                    names::post_name(view, &unit, &role, lang),
                )
            })
            .collect::<Vec<_>>()
        })
    });
    let people = Signal::derive(move || {
        room.read(|view| {
            let others = view.people.iter();
            let others = others.filter(|one| {
                one.standing == Standing::Active && absent.with_value(|id| *id != one.id)
            });
            others
                .map(|one| {
                    (
                        one.id.clone(),
                        format!("{}（{}）", one.name, one.sign_in_name),
                    )
                })
                .collect::<Vec<_>>()
        })
    });
    let attempt = Attempt::new(task);
    let wrong_post = attempt.field("deputy-post", post, problems::chosen, UNSAID);
    let wrong_who = attempt.field("deputy-who", deputy, problems::chosen, |failure, lang| {
        problems::beside(failure, "post", lang)
    });
    let wrong_until = attempt.field("deputy-until", until, last_day, |failure, lang| {
        problems::beside(failure, "until", lang)
    });
    let close = Callback::new(move |()| room.asking.set(Asking::Nothing));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !attempt.passes() {
            return;
        }
        let chosen = post.get_untracked();
        let (Some((unit, role)), Some(day)) = (
            chosen.split_once(' '),
            until.with_untracked(|typed| date::parse(typed)),
        ) else {
            return;
        };
        let call = Deputize {
            absent: absent.get_value(),
            deputy: deputy.get_untracked(),
            unit: unit.to_owned(),
            role: role.to_owned(),
            until: clock::end_of(day),
        };
        let named = untrack(|| room.read(|view| names::person_name(view, &call.deputy)));
        task.run(call, move |view| {
            room.take(view);
            let said = words::DEPUTIZED.with(lang.get_untracked(), &[&named]);
            room.app.toast(Tone::Good, said);
            close.run(());
        });
    };
    view! {
        <Dialog title=tf(words::DEPUTIZE_PERSON, move || vec![who.clone()]) close=close>
            <form on:submit=submit>
                <p class="lead">{t(words::DEPUTIZE_TEXT)}</p>
                <Select name="deputy-post" label=t(words::POSTS) value=post options=posts error=wrong_post />
                <Select name="deputy-who" label=t(words::DEPUTY) value=deputy options=people error=wrong_who />
                <Field
                    name="deputy-until"
                    label=t(words::DEPUTY_UNTIL)
                    value=until
                    kind=Kind::Figures
                    hint=t(words::DEPUTY_UNTIL_HINT)
                    error=wrong_until
                />
                <FailureNotice failure=attempt.failure() />
                <div class="actions">
                    <Button label=t(words::DEPUTIZE_SIGN) submit=true weight=Weight::Primary busy=task.busy />
                    <Button label=t(common::CANCEL) weight=Weight::Quiet press=close />
                </div>
            </form>
        </Dialog>
    }
    .late()
}

fn key(unit: &str, role: &str) -> String {
    format!("{unit} {role}")
}
