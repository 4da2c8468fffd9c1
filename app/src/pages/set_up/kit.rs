//! Third step: the recovery kits, shown once, and two of their groups asked back.

use crate::piece::{IntoPiece, Piece, When, live};
use bridge::account::{Kit, MakeKits};
use leptos::{ev::SubmitEvent, prelude::*};

use super::{Wizard, choice::choice, ways};
use crate::{
    attempt::{Attempt, UNSAID},
    i18n::{Text, account as words, common, problems, t, tf},
    kit::{
        badge::Tone,
        button::Button,
        field::{Field, Kind},
        notice::{FailureNotice, Notice},
        skeleton::Skeleton,
        switch,
    },
    pages::paper::{Paper, paper},
    platform::clock,
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

/// Two groups by chance: of two different kits, or two different ones of the only kit. It is a check of the paper, not a secret.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a handful of groups"
)]
fn pick(kits: usize, groups: usize) -> [(usize, usize); 2] {
    let below = |n: usize| (js_sys::Math::random() * n as f64) as usize;
    let two = |count: usize| {
        let first = below(count);
        let second = (first + 1 + below(count.saturating_sub(1))) % count.max(1);
        [first.min(second), first.max(second)]
    };
    match kits {
        1 => two(groups).map(|group| (0, group)),
        _ => two(kits).map(|kit| (kit, below(groups))),
    }
}

pub(super) fn kit(wizard: Wizard) -> Piece {
    let task = Task::new(wizard.app);
    let attempt = Attempt::new(task);
    let asked = [0, 1].map(|which| question(wizard, attempt, which));
    // Kits were shown before and are void.
    let remade = RwSignal::new(false);
    let make = move || {
        remade.set(wizard.kits.with_untracked(|kits| !kits.is_empty()));
        let split = wizard.split.get_untracked();
        task.run(MakeKits { split }, move |made| {
            let groups = |kit: &Kit| {
                let groups = kit.groups.iter().map(|group| group.expose().to_owned());
                groups.collect::<Vec<_>>()
            };
            let kits: Vec<_> = made.kits.iter().map(groups).collect();
            wizard
                .asked
                .set(pick(kits.len(), kits.first().map_or(0, Vec::len)));
            wizard
                .answers
                .iter()
                .for_each(|answer| answer.set(String::new()));
            asked.iter().for_each(|asked| asked.left.set(false));
            wizard.shown.set(0);
            wizard.kits.set(kits);
        });
    };
    if wizard.kits.with_untracked(Vec::is_empty) {
        make();
    }
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if wizard.kits.with_untracked(Vec::is_empty) {
            make();
        } else if attempt.passes() {
            wizard.next();
        }
    };
    view! {
        <form on:submit=submit>
            {ways_to_keep(wizard, task, Callback::new(move |()| make()))}
            <When on=Signal::derive(move || remade.get())>
                <Notice text=t(words::KIT_VOID) tone=Tone::Wait />
            </When>
            <When on=Signal::derive(move || task.busy.get())>
                <Skeleton lines=2 />
            </When>
            <FailureNotice failure=task.failure />
            <When on=Signal::derive(move || task.failure.with(Option::is_some))>
                <Button label=t(common::RETRY) press=Callback::new(move |()| make()) />
            </When>
            {live(move || match wizard.kits.with(Vec::is_empty) {
                true => ().late(),
                false => view! {
                    {papers(wizard)}
                    {questions(wizard, asked)}
                }
                .late(),
            })}
            {ways(wizard, common::NEXT, task.busy)}
        </form>
    }
    .late()
}

/// One kit, or three of which any two recover: then nobody who finds one has anything.
fn ways_to_keep(wizard: Wizard, task: Task, made_anew: Callback<()>) -> Piece {
    let busy = Signal::derive(move || task.busy.get());
    let way = move |split: bool, words: [Text; 2]| {
        let chosen = wizard.split.get_untracked() == split;
        choice("kits", words, chosen, busy, move || {
            wizard.split.set(split);
            made_anew.run(());
        })
    };
    view! {
        <fieldset class="choices">
            <legend class="unseen">{t(words::KIT_WAYS)}</legend>
            {way(true, [words::KIT_THREE, words::KIT_THREE_TEXT])}
            {way(false, [words::KIT_ONE, words::KIT_ONE_TEXT])}
        </fieldset>
    }
    .late()
}

/// Which of the kits is in sight, and that one.
fn papers(wizard: Wizard) -> Piece {
    let lang = wizard.app.lang;
    let count = wizard.kits.with_untracked(Vec::len);
    let pages = (0..count).map(|at| {
        let label = move || words::KIT_NUMBER.with(lang.get(), &[&(at + 1).to_string()]);
        let on = Signal::derive(move || wizard.shown.get() == at);
        switch::option(view! { <span>{label}</span> }.late(), on, move || {
            wizard.shown.set(at);
        })
    });
    let pages = pages.collect_view().late();
    view! {
        {(count > 1).then(|| switch::group(words::KIT_NUMBERS, pages))}
        {live(move || kept(wizard, wizard.shown.get()))}
    }
    .late()
}

/// A kit as it is printed.
fn kept(wizard: Wizard, at: usize) -> Piece {
    let lang = wizard.app.lang;
    let (count, groups) = wizard
        .kits
        .with_untracked(|kits| (kits.len(), kits.get(at).cloned().unwrap_or_default()));
    let number = move || vec![(at + 1).to_string()];
    let note = move |whole: Text, share: Text| {
        let text = if count == 1 { whole } else { share };
        Signal::derive(move || {
            let company = wizard.company.get_untracked();
            text.with(lang.get(), &[company.trim(), &clock::today_text()])
        })
    };
    // Each goes to somebody else, so each is a print of its own.
    let (title, print) = match count {
        1 => (t(words::KIT_FILE), t(words::KIT_PRINT)),
        _ => (
            tf(words::KIT_FILE_OF, number),
            tf(words::KIT_PRINT_OF, number),
        ),
    };
    paper(Paper {
        groups,
        label: t(words::KIT_GROUPS),
        title,
        note: note(words::KIT_PAPER_NOTE, words::KIT_PAPER_NOTE_OF),
        file_note: note(words::KIT_FILE_NOTE, words::KIT_FILE_NOTE_OF),
        print,
        scan: Some(t(words::KIT_SCAN)),
    })
}

/// A question for a group of a kit: whether its field was left, and what is wrong with the answer.
#[derive(Clone, Copy)]
struct Question {
    left: RwSignal<bool>,
    wrong: Signal<Option<String>>,
}

/// The names of the two fields.
const QUESTIONS: [&str; 2] = ["group-first", "group-second"];

/// Asked once for the form, whatever kits are made anew meanwhile.
fn question(wizard: Wizard, attempt: Attempt, which: usize) -> Question {
    let lang = wizard.app.lang;
    let answer = wizard.answers[which];
    let left = RwSignal::new(false);
    let check = move |pressed: bool| {
        let lang = lang.get();
        let answer = answer.get();
        let (kit, group) = wizard.asked.get()[which];
        let wrong = (left.get() || pressed)
            && !answer.trim().is_empty()
            && wizard.kits.with(|kits| {
                let right = kits.get(kit).and_then(|groups| groups.get(group));
                right.is_some_and(|right| folded(right) != folded(&answer))
            });
        problems::filled(&answer, pressed, lang)
            .or_else(|| wrong.then(|| words::KIT_GROUP_WRONG.at(lang).to_owned()))
    };
    Question {
        left,
        wrong: attempt.watch(QUESTIONS[which], check, UNSAID),
    }
}

fn questions(wizard: Wizard, questions: [Question; 2]) -> Piece {
    let field = move |which: usize| {
        let Question { left, wrong } = questions[which];
        let (kit, group) = wizard.asked.get_untracked()[which];
        let (kit, group) = ((kit + 1).to_string(), (group + 1).to_string());
        let label = match wizard.kits.with_untracked(Vec::len) {
            1 => tf(words::KIT_GROUP, move || vec![group.clone()]),
            _ => tf(words::KIT_GROUP_OF, move || {
                vec![kit.clone(), group.clone()]
            }),
        };
        view! {
            <Field
                name=QUESTIONS[which]
                label=label
                value=wizard.answers[which]
                kind=Kind::Code
                error=wrong
                leave=Callback::new(move |()| left.set(true))
            />
        }
    };
    view! {
        <fieldset class="pair">
            <legend>{t(words::KIT_ASK)}</legend>
            {field(0)}
            {field(1)}
        </fieldset>
    }
    .late()
}
