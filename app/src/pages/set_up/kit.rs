//! Third step: the recovery kit, shown once, and two of its groups asked back.

use crate::piece::{IntoPiece, Piece, When};
use bridge::account::MakeKit;
use leptos::{ev::SubmitEvent, prelude::*};

use super::{Wizard, ways};
use crate::{
    attempt::{Attempt, UNSAID},
    i18n::{account as words, common, problems, t, tf},
    kit::{
        badge::Tone,
        button::Button,
        copy,
        field::{Field, Kind},
        icon::Icon,
        notice::FailureNotice,
        skeleton::Skeleton,
    },
    platform::{clock, download},
    task::Task,
};

/// How a typed group is compared: letters alike in both cases, spaces and full-width forms folded.
fn folded(group: &str) -> String {
    dossier::normal::fold(group)
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

/// Two different groups, by chance. It is a check of the paper, not a secret.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a handful of groups"
)]
fn pick(count: usize) -> [usize; 2] {
    let below = |n: usize| (js_sys::Math::random() * n as f64) as usize;
    let first = below(count);
    let second = (first + 1 + below(count.saturating_sub(1))) % count.max(1);
    [first.min(second), first.max(second)]
}

pub(super) fn kit(wizard: Wizard) -> Piece {
    let task = Task::new(wizard.app);
    let make = move || {
        task.run(MakeKit, move |kit| {
            let groups: Vec<String> = kit
                .groups
                .iter()
                .map(|group| group.expose().to_owned())
                .collect();
            wizard.asked.set(pick(groups.len()));
            wizard.groups.set(groups);
        });
    };
    if wizard.groups.with_untracked(Vec::is_empty) {
        make();
    }
    let attempt = Attempt::new(task);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if wizard.groups.with_untracked(Vec::is_empty) {
            make();
        } else if attempt.passes() {
            wizard.next();
        }
    };
    view! {
        <form on:submit=submit>
            <When on=Signal::derive(move || task.busy.get())>
                <Skeleton lines=2 />
            </When>
            <FailureNotice failure=task.failure />
            <When on=Signal::derive(move || task.failure.with(Option::is_some))>
                <Button label=t(common::RETRY) press=Callback::new(move |()| make()) />
            </When>
            <When on=Signal::derive(move || wizard.groups.with(|groups| !groups.is_empty()))>{paper(wizard)} {questions(wizard, attempt)}</When>
            {ways(wizard, common::NEXT, task.busy)}
        </form>
    }
    .late()
}

/// The kit as it is printed.
fn paper(wizard: Wizard) -> Piece {
    let app = wizard.app;
    let about = move || {
        [
            wizard.company.get_untracked().trim().to_owned(),
            clock::today_text(),
        ]
    };
    let spaced = move || wizard.groups.with_untracked(|groups| groups.join(" "));
    let save = move || {
        let [company, today] = about();
        let text = format!(
            "{}\r\n\r\n{}\r\n\r\n{}\r\n",
            app.now(words::KIT_FILE),
            spaced(),
            words::KIT_FILE_NOTE.with(app.lang.get_untracked(), &[&company, &today])
        );
        if download::save_text(&format!("{}.txt", app.now(words::KIT_FILE)), &text).is_err() {
            app.toast(Tone::Bad, app.now(common::COPY_FAILED).to_owned());
        }
    };
    view! {
        <div class="kit-paper">
            <h2 class="print-only">{t(words::KIT_FILE)}</h2>
            <ol class="kit" aria-label=t(words::KIT_GROUPS)>
                {wizard
                    .groups
                    .get_untracked()
                    .into_iter()
                    .map(|group| {
                        view! {
                            <li>
                                <code>{group}</code>
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
            <p class="print-only">{tf(words::KIT_PAPER_NOTE, move || about().to_vec())}</p>
        </div>
        <div class="actions">
            <Button label=t(words::KIT_PRINT) press=Callback::new(move |()| download::print()) />
            <Button label=t(common::COPY) icon=Icon::Copy press=Callback::new(move |()| copy::copy_secret(app, spaced())) />
            <Button label=t(words::KIT_SAVE) press=Callback::new(move |()| save()) />
        </div>
    }
    .late()
}

fn questions(wizard: Wizard, attempt: Attempt) -> Piece {
    let lang = wizard.app.lang;
    let question = move |which: usize, name: &'static str| {
        let at = wizard.asked.get_untracked()[which];
        let answer = wizard.answers[which];
        let left = RwSignal::new(false);
        let check = move |pressed: bool| {
            let lang = lang.get();
            let answer = answer.get();
            let wrong = (left.get() || pressed)
                && !answer.trim().is_empty()
                && wizard.groups.with(|groups| {
                    groups
                        .get(at)
                        .is_some_and(|group| folded(group) != folded(&answer))
                });
            problems::filled(&answer, pressed, lang)
                .or_else(|| wrong.then(|| words::KIT_GROUP_WRONG.at(lang).to_owned()))
        };
        view! {
            <Field
                name=name
                label=tf(words::KIT_GROUP, move || vec![(at + 1).to_string()])
                value=answer
                kind=Kind::Code
                error=attempt.watch(name, check, UNSAID)
                leave=Callback::new(move |()| left.set(true))
            />
        }
    };
    view! {
        <fieldset class="pair">
            <legend>{t(words::KIT_ASK)}</legend>
            {question(0, "group-first")}
            {question(1, "group-second")}
        </fieldset>
    }
    .late()
}
