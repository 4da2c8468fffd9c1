//! 系统设置: what the organisation has set, who set it, and setting it anew. Everything here is signed.

mod duties;
mod guarded;
mod number;

use bridge::settings::{ChangeSettings, GetSettings, SettingsView, Subject};
use leptos::{ev::SubmitEvent, prelude::*};

use crate::{
    attempt::Attempt,
    i18n::{Text, common, second_factor, settings as words, t},
    kit::{
        badge::Tone,
        button::{Button, Weight},
        field::{Field, Kind},
        notice::{FailureNotice, Notice},
        skeleton::Skeleton,
    },
    piece::{IntoPiece, Piece, live, maybe},
    platform::{clock, effect::effect, leave, title::title},
    state::{AppState, use_app},
    task::Task,
};
use duties::{several_duties, tick, waiting};
use number::{NUMBERS, Number};

/// The room.
pub(crate) fn room() -> Piece {
    let app = use_app();
    title(common::SETTINGS);
    let load = Task::new(app);
    let seen = RwSignal::new(None::<SettingsView>);
    // What is typed stays, whatever somebody else sets meanwhile: that is said, and seen once it is asked for.
    let dirty = RwSignal::new(false);
    let newer = RwSignal::new(None::<SettingsView>);
    leave::guard(dirty.into());
    effect(move || {
        app.organisation.track();
        untrack(|| {
            load.run(GetSettings, move |view| {
                let same = seen.with_untracked(|seen| seen.as_ref() == Some(&view));
                match (same, dirty.get_untracked()) {
                    (true, _) => {}
                    (false, true) => newer.set(Some(view)),
                    (false, false) => seen.set(Some(view)),
                }
            });
        });
    });
    view! {
        <header class="toolbar">
            <h1>{t(common::SETTINGS)}</h1>
        </header>
        <div class="scroll account">
            <FailureNotice failure=load.failure />
            {live(move || maybe(newer.get().map(|view| overtaken(seen, newer, view))))}
            {live(move || match seen.get() {
                Some(view) => form(app, (seen, dirty, newer), view),
                None => view! { <Skeleton lines=8 /> }.late(),
            })}
        </div>
    }
    .late()
}

/// A part of the form: what it is about, its numbers, and what stands below its title.
struct Part {
    subject: Subject,
    title: Text,
    text: Text,
}

const PARTS: [Part; 7] = [
    Part {
        subject: Subject::Passwords,
        title: words::PASSWORDS,
        text: words::PASSWORDS_TEXT,
    },
    Part {
        subject: Subject::LockOut,
        title: words::LOCK_OUT,
        text: words::LOCK_OUT_TEXT,
    },
    Part {
        subject: Subject::Sessions,
        title: words::SESSIONS,
        text: words::SESSIONS_TEXT,
    },
    Part {
        subject: Subject::SecondFactor,
        title: second_factor::SECOND_FACTOR,
        text: second_factor::POLICY_TEXT,
    },
    Part {
        subject: Subject::Duties,
        title: words::DUTIES,
        text: words::DUTIES_TEXT,
    },
    Part {
        subject: Subject::Views,
        title: words::VIEWS,
        text: words::VIEWS_TEXT,
    },
    Part {
        subject: Subject::Log,
        title: words::LOG,
        text: words::LOG_TEXT,
    },
];

/// Somebody has set something while this form was being filled.
fn overtaken(
    seen: RwSignal<Option<SettingsView>>,
    newer: RwSignal<Option<SettingsView>>,
    view: SettingsView,
) -> Piece {
    let press = Callback::new(move |()| {
        newer.set(None);
        seen.set(Some(view.clone()));
    });
    view! {
        <Notice text=t(words::OVERTAKEN) tone=Tone::Wait />
        <div class="actions">
            <Button label=t(words::LOOK_ANEW) press=press />
        </div>
    }
    .late()
}

type Seen = RwSignal<Option<SettingsView>>;

/// `seen`: what the form is filled with; whether it says something else by now; what came since.
fn form(
    app: AppState,
    (seen, dirty, newer): (Seen, RwSignal<bool>, Seen),
    view: SettingsView,
) -> Piece {
    let may = untrack(|| app.session()).is_some_and(|session| session.abilities.administer);
    let agrees = view
        .release
        .as_ref()
        .is_some_and(|release| release.may_agree);
    let release = view.release.as_ref().map(|release| release.seq);
    let task = Task::new(app);
    let attempt = Attempt::new(task);
    let settings = view.settings.clone();
    let typed: Vec<(&'static Number, RwSignal<String>)> = NUMBERS
        .iter()
        .map(|number| (number, RwSignal::new((number.read)(&settings).to_string())))
        .collect();
    let apart = RwSignal::new(settings.separate_duties);
    let chosen = RwSignal::new(settings.second_factor.clone());
    let parts = PARTS
        .iter()
        .map(|part| {
            let fields = typed
                .iter()
                .filter(|(number, _)| number.subject == part.subject)
                .map(|(number, value)| field(attempt, number, *value, may))
                .collect_view();
            let duties = (part.subject == Subject::Duties).then(|| {
                let waits = view.release.clone();
                let waits = waits.map(|release| waiting(app, (seen, dirty, newer), release));
                let several = may && !settings.separate_duties;
                let several = several.then(|| several_duties(&view.several));
                view! { <div class="whole">{maybe(waits)} {tick(apart, may)} {maybe(several)}</div> }.late()
            });
            let roles = (part.subject == Subject::SecondFactor)
                .then(|| guarded::guarded(app, &view.roles, chosen, may));
            section(
                part,
                &view,
                view! { {fields} {maybe(duties)} {maybe(roles)} }.late(),
            )
        })
        .collect_view();
    let numbers = StoredValue::new(typed);
    let before = StoredValue::new(settings);
    let wanted = move || {
        let mut settings = before.get_value();
        numbers.with_value(|numbers| {
            for (number, value) in numbers {
                if let Some(typed) = value.with_untracked(|text| number.parse(text)) {
                    (number.write)(&mut settings, typed);
                }
            }
        });
        settings.separate_duties = apart.get_untracked();
        settings.second_factor = chosen.get_untracked();
        settings
    };
    effect(move || {
        apart.track();
        chosen.track();
        numbers.with_value(|numbers| numbers.iter().for_each(|(_, value)| value.track()));
        dirty.set(untrack(wanted) != before.get_value());
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !attempt.passes() {
            return;
        }
        let call = ChangeSettings {
            settings: wanted(),
            seen: before.get_value(),
            release,
        };
        task.run(call, move |view| {
            let asked = view.release.as_ref().map(|release| release.seq);
            let said = match asked {
                Some(_) if asked != release => words::RELEASE_ASKED,
                _ => words::SAVED,
            };
            app.toast(Tone::Good, app.now(said).to_owned());
            dirty.set(false);
            newer.set(None);
            seen.set(Some(view));
            app.refresh_session();
        });
    };
    let act = may.then(|| {
        view! {
            <div class="actions">
                <Button label=t(words::SAVE) submit=true weight=Weight::Primary busy=task.busy />
            </div>
        }
        .late()
    });
    view! {
        <form on:submit=submit>
            {(!may && !agrees).then(|| view! { <Notice text=t(words::READ_ONLY) tone=Tone::Neutral /> })}
            {parts}
            <FailureNotice failure=attempt.failure() />
            {maybe(act)}
        </form>
    }
    .late()
}

fn section(part: &Part, view: &SettingsView, fields: Piece) -> Piece {
    let lang = use_app().lang;
    let subject = part.subject;
    let change = view.changes.iter().find(|change| change.subject == subject);
    let change = change.cloned();
    let changed = move || match &change {
        Some(change) => {
            let by = match change.by.as_str() {
                "" => words::BY_RECOVERY.at(lang.get()),
                name => name,
            };
            words::CHANGED_BY.with(lang.get(), &[by, &clock::moment(change.at)])
        }
        None => words::UNCHANGED.at(lang.get()).to_owned(),
    };
    let id = format!("settings-{subject:?}");
    view! {
        <section class="account-part" aria-labelledby=id>
            <h2 id=id.clone()>{t(part.title)}</h2>
            <div>
                <p class="hint">{t(part.text)}</p>
                <div class="settings-fields">{fields}</div>
                <p class="hint">{changed}</p>
            </div>
        </section>
    }
    .late()
}

fn field(attempt: Attempt, number: &'static Number, value: RwSignal<String>, may: bool) -> Piece {
    let lang = use_app().lang;
    let wrong = attempt.watch(
        number.name,
        move |_| value.with(|text| number.wrong(text, lang.get())),
        |_, _| None,
    );
    view! { <Field name=number.name label=t(number.label) value=value kind=Kind::Figures hint=t(number.hint) error=wrong disabled=!may /> }
        .late()
}
