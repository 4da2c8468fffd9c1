//! A change that is looked at before it is signed: the first press asks what it would come to, the second signs just that.

use std::sync::Arc;

use bridge::{
    Reason,
    change::{Change, Difference, MakeChange, PersonDifference, PreviewChange},
    organisation::ReadsView,
};
use leptos::prelude::*;

use super::{Room, names, roles};
use crate::{
    i18n::{Lang, Text, Words, clients, organisation as words, t, tf},
    kit::{
        badge::{Badge, Tone},
        notice::Notice,
    },
    piece::{IntoPiece, Piece, live, maybe},
    platform::effect::effect,
    task::Task,
};

/// The sections of a file, in the order of their numbers.
pub(crate) const SECTIONS: [Text; 6] = [
    clients::SECTION_CARD,
    clients::SECTION_LABELS,
    clients::SECTION_SENSITIVE,
    clients::SECTION_NOTES,
    clients::SECTION_DEALINGS,
    clients::SECTION_FILES,
];

/// What was asked and what it comes to.
type Seen = Option<Arc<(Change, Difference)>>;

/// One change on its way.
#[derive(Clone, Copy)]
pub(crate) struct Review {
    room: Room,
    pub(crate) task: Task,
    typed: Signal<Option<Change>>,
    seen: RwSignal<Seen>,
}

impl Review {
    /// Nothing asked yet. What was seen is void as soon as something else is typed.
    pub(crate) fn new(room: Room, typed: Signal<Option<Change>>) -> Self {
        let review = Self {
            room,
            task: Task::new(room.app),
            typed,
            seen: RwSignal::new(None),
        };
        effect(move || {
            let now = typed.get();
            let other = |seen: &Seen| {
                seen.as_ref()
                    .is_some_and(|seen| Some(&seen.0) != now.as_ref())
            };
            if review.seen.with_untracked(other) {
                review.seen.set(None);
            }
        });
        effect(move || {
            let outdated = |failure: &Option<bridge::Failure>| {
                failure
                    .as_ref()
                    .is_some_and(|failure| failure.reason == Reason::Outdated)
            };
            if review.task.failure.with(outdated) {
                review.seen.set(None);
            }
        });
        review
    }

    /// Asks, or signs what was asked. Only another name, which nothing depends on, is signed at once, and its button says so.
    pub(crate) fn press(self, change: Change, done: impl FnOnce() + Clone + 'static) {
        if let Some(seen) = self.seen.get_untracked().filter(|seen| seen.0 == change) {
            self.sign(change, seen.1.clone(), done);
            return;
        }
        let asked = change.clone();
        self.task.run(PreviewChange { change }, move |difference| {
            let is_name = matches!(asked, Change::RenameUnit { .. });
            self.seen
                .set(Some(Arc::new((asked.clone(), difference.clone()))));
            if is_name {
                self.sign(asked, difference, done);
            }
        });
    }

    fn sign(self, change: Change, seen: Difference, done: impl FnOnce() + 'static) {
        self.task.run(MakeChange { change, seen }, move |view| {
            self.room.take(view);
            done();
        });
    }

    /// What the button says: what it signs at once, or what it does first.
    pub(crate) fn label(self) -> Words {
        let lang = self.room.app.lang;
        Signal::derive(move || {
            let is_name = self
                .typed
                .with(|typed| matches!(typed, Some(Change::RenameUnit { .. })));
            let text = match (is_name, self.seen.with(Option::is_some)) {
                (true, _) => words::UNIT_RENAME_SIGN,
                (false, true) => words::CHANGE_SIGN,
                (false, false) => words::REVIEW,
            };
            text.at(lang.get()).to_owned()
        })
    }

    /// What the change would come to, once that was asked.
    pub(crate) fn shown(self) -> Piece {
        let draw = move || {
            let seen = self.seen.get();
            maybe(seen.map(|seen| self.difference(&seen.1)))
        };
        view! {
            <div class="review" aria-live="polite">
                {live(draw)}
            </div>
        }
        .late()
    }

    fn difference(self, difference: &Difference) -> Piece {
        let Difference {
            gains,
            losses,
            ends,
        } = difference;
        if let (true, true, None) = (gains.is_empty(), losses.is_empty(), ends) {
            return view! { <Notice text=t(words::REVIEW_NONE) tone=Tone::Neutral /> }.late();
        }
        let ends = ends.clone().map(|unit| {
            view! { <Notice text=tf(words::REVIEW_ENDS, move || vec![unit.clone()]) tone=Tone::Bad /> }.late()
        });
        view! {
            {maybe(ends)}
            {maybe((!gains.is_empty()).then(|| self.part(words::REVIEW_GAINS, words::REVIEW_GAINS_TEXT, gains)))}
            {maybe((!losses.is_empty()).then(|| self.part(words::REVIEW_LOSSES, words::REVIEW_LOSSES_TEXT, losses)))}
        }
        .late()
    }

    fn part(self, title: Text, text: Text, people: &[PersonDifference]) -> Piece {
        let lines = people
            .iter()
            .map(|person| self.person(person))
            .collect_view();
        view! {
            <section>
                <h3>{t(title)}</h3>
                <p class="hint">{t(text)}</p>
                <ul class="differences">{lines}</ul>
            </section>
        }
        .late()
    }

    /// Units with sections; units of which it is the same are named together.
    fn places(self, reads: &[ReadsView], lang: Lang) -> Vec<String> {
        let mut kinds: Vec<(Vec<u8>, Vec<ReadsView>)> = Vec::new();
        for read in reads {
            let same = kinds
                .iter_mut()
                .find(|(sections, _)| *sections == read.sections);
            match same {
                Some((_, units)) => units.push(read.clone()),
                None => kinds.push((read.sections.clone(), vec![read.clone()])),
            }
        }
        let told = kinds.iter().map(|(sections, units)| {
            let units = self.room.read(|view| names::read_units(view, units, lang));
            let units = units.join(words::COMMA.at(lang));
            words::REVIEW_READS.with(lang, &[&units, &section_names(sections, lang)])
        });
        told.collect()
    }

    fn person(self, person: &PersonDifference) -> Piece {
        let lang = self.room.app.lang;
        let PersonDifference {
            reads, acts, files, ..
        } = person.clone();
        let what = move || {
            let lang = lang.get();
            let mut lines = self.places(&reads, lang);
            let files = files.filter(|_| !lines.is_empty());
            lines.extend(files.map(|files| words::REVIEW_FILES.with(lang, &[&files.to_string()])));
            for act in &acts {
                let named = roles::operation_name(act.operation).at(lang);
                let places = self.places(&act.places, lang);
                let place = |place: String| words::REVIEW_ACT.with(lang, &[named, &place]);
                lines.extend(places.into_iter().map(place));
            }
            lines.join(words::SEMICOLON.at(lang))
        };
        let duties = person
            .duties
            .iter()
            .map(|duty| view! { <Badge label=t(roles::duty_name(*duty)) tone=Tone::Link /> " " })
            .collect_view();
        view! {
            <li>
                <b>{person.name.clone()}</b>
                " "
                {duties}
                <span>{what}</span>
            </li>
        }
        .late()
    }
}

/// Sections by name, or that it is all of them.
pub(crate) fn section_names(numbers: &[u8], lang: Lang) -> String {
    if numbers.len() == SECTIONS.len() {
        return words::SECTIONS_ALL.at(lang).to_owned();
    }
    let named = SECTIONS.iter().zip(1_u8..);
    let named = named.filter(|(_, number)| numbers.contains(number));
    let named: Vec<&str> = named.map(|(text, _)| text.at(lang)).collect();
    named.join(words::COMMA.at(lang))
}
