//! What changes for somebody: a post ends, the account ends for now or for good, password and keys are made anew. And the keys that wait
//! because of it.

use crate::piece::{IntoPiece, Piece, When};
use bridge::organisation::{
    Leave, Leaving, OrganisationView, Reinstate, Renew, RotateKeys, Standing,
};
use leptos::{ev::SubmitEvent, prelude::*};

use super::{Asking, Room, deputize, link::Made, names};
use crate::{
    attempt::{Attempt, UNSAID},
    i18n::{Lang, Text, common, organisation as words, problems, t, tf},
    kit::{
        badge::Tone,
        button::{Button, Weight},
        dialog::Dialog,
        notice::{FailureNotice, Notice},
        select::Select,
    },
    task::Task,
};

/// One thing that can be done, with what it is called and what it means.
#[derive(Clone)]
enum Act {
    End(Leaving),
    Reinstate,
    Renew,
    Deputize,
    Report,
}

/// The keys of the choices that lead to another dialog.
const DEPUTY: &str = "deputy";
const REPORT: &str = "report";

/// The key of the choice that ends in a link.
const RENEWAL: &str = "renew";

struct Choice {
    /// Names the act, however the others come and go while somebody looks.
    key: String,
    act: Act,
    label: String,
    means: Text,
}

/// What can be done for a person.
fn choices(view: &OrganisationView, id: &str, me: &str, lang: Lang) -> Vec<Choice> {
    let Some(person) = view.people.iter().find(|person| person.id == id) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for post in &person.posts {
        let name = names::post_name(view, &post.unit, &post.role, lang);
        all.push(Choice {
            key: format!("{} {}", post.unit, post.role),
            act: Act::End(Leaving::Post {
                person: id.to_owned(),
                unit: post.unit.clone(),
                role: post.role.clone(),
            }),
            label: words::END_POST.with(lang, &[&name]),
            means: words::END_POST_TEXT,
        });
    }
    let mut add = |key: &str, act, label: Text, means| {
        all.push(Choice {
            key: key.to_owned(),
            act,
            label: label.at(lang).to_owned(),
            means,
        });
    };
    let who = || id.to_owned();
    let active = person.standing == Standing::Active;
    if active && !deputize::deputized(view, person).is_empty() {
        add(DEPUTY, Act::Deputize, words::DEPUTIZE, words::DEPUTIZE_TEXT);
    }
    // For oneself there is the account's page.
    if id != me {
        add(RENEWAL, Act::Renew, words::RENEW, words::RENEW_MEANS);
    }
    match person.standing {
        Standing::Suspended => add(
            "back",
            Act::Reinstate,
            words::REINSTATE,
            words::REINSTATE_TEXT,
        ),
        Standing::Active | Standing::Gone => add(
            "now",
            Act::End(Leaving::ForNow { person: who() }),
            words::SUSPEND,
            words::SUSPEND_TEXT,
        ),
    }
    add(
        REPORT,
        Act::Report,
        words::REPORT_SEE,
        words::REPORT_SEE_TEXT,
    );
    let gone = Act::End(Leaving::ForGood { person: who() });
    add("good", gone, words::RETIRE, words::RETIRE_TEXT);
    all
}

/// The dialog: what, what it means, and a signature.
pub(crate) fn leave(room: Room, person: String) -> Piece {
    let lang = room.app.lang;
    let task = Task::new(room.app);
    let chosen = RwSignal::new(String::new());
    let who = untrack(|| room.read(|view| names::person_name(view, &person)));
    let id = StoredValue::new(person);
    let me = StoredValue::new(untrack(|| room.me()));
    let all = move || {
        let chosen =
            |view: &_| id.with_value(|id| me.with_value(|me| choices(view, id, me, lang.get())));
        room.read(chosen)
    };
    let options = Signal::derive(move || {
        let all = all().into_iter();
        all.map(|choice| (choice.key, choice.label))
            .collect::<Vec<_>>()
    });
    let choice = move || {
        let key = chosen.get();
        all().into_iter().find(|choice| choice.key == key)
    };
    let means = Signal::derive(move || choice().map_or("", |choice| choice.means.at(lang.get())));
    // A link states nothing yet.
    let sign = Signal::derive(move || {
        let text = chosen.with(|chosen| match chosen.as_str() {
            RENEWAL => words::RENEW_MAKE,
            DEPUTY | REPORT => common::NEXT,
            _ => words::CHANGE_SIGN,
        });
        text.at(lang.get()).to_owned()
    });
    let attempt = Attempt::new(task);
    let wrong = attempt.field("leave-what", chosen, problems::chosen, UNSAID);
    let close = Callback::new(move |()| room.asking.set(Asking::Nothing));
    let named = who.clone();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !attempt.passes() {
            return;
        }
        let Some(choice) = untrack(choice) else {
            return;
        };
        let (named, renewed) = (named.clone(), named.clone());
        let done = move |view| {
            room.take(view);
            let said = words::CHANGED.with(lang.get_untracked(), &[&named]);
            room.app.toast(Tone::Good, said);
            close.run(());
        };
        match choice.act {
            Act::End(leaving @ Leaving::ForGood { .. }) => {
                task.run(Leave { leaving }, move |view| {
                    room.take(view);
                    room.asking.set(Asking::Report(id.get_value(), true));
                })
            }
            Act::End(leaving) => task.run(Leave { leaving }, done),
            Act::Reinstate => {
                let person = id.get_value();
                task.run(Reinstate { person }, done);
            }
            Act::Report => room.asking.set(Asking::Report(id.get_value(), false)),
            Act::Deputize => room.asking.set(Asking::Deputize(id.get_value())),
            Act::Renew => {
                let person = id.get_value();
                task.run(Renew { person }, move |link| {
                    room.asking
                        .set(Asking::Link(Made::new(&link, Some(renewed))));
                    room.look();
                });
            }
        }
    };
    view! {
        <Dialog title=tf(words::CHANGE_PERSON, move || vec![who.clone()]) close=close>
            <form on:submit=submit>
                <Select name="leave-what" label=t(words::CHANGE_WHAT) value=chosen options=options error=wrong />
                <p class="lead" aria-live="polite">{means}</p>
                <FailureNotice failure=attempt.failure() />
                <div class="actions">
                    <Button label=sign submit=true weight=Weight::Danger busy=task.busy />
                    <Button label=t(common::CANCEL) weight=Weight::Quiet press=close />
                </div>
            </form>
        </Dialog>
    }
    .late()
}

/// Keys that somebody lost and nobody has replaced: said above every tab, to whoever can do something about it.
pub(crate) fn stale(room: Room) -> Piece {
    let task = Task::new(room.app);
    let count = Memo::new(move |_| room.read(|view| view.stale));
    let on = Signal::derive(move || count.get() > 0 && room.abilities().read_clients);
    let press = move |()| task.run(RotateKeys, move |view| room.take(view));
    view! {
        <When on=on>
            <section class="stale">
                <h2>{tf(words::STALE, move || vec![count.get().to_string()])}</h2>
                <Notice text=t(words::STALE_TEXT) tone=Tone::Neutral />
                <FailureNotice failure=task.failure />
                <Button label=t(words::ROTATE) busy=task.busy press=Callback::new(press) />
            </section>
        </When>
    }
    .late()
}
