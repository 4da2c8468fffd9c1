//! The editor of a span of opening dates: the usual ones to press, or two dates.

use bridge::list::{Filter, Span};
use dossier::date;
use leptos::prelude::*;

use super::{address, choices, conditions::periods, listing::Listing};
use crate::{
    i18n::{Text, list as words, t},
    kit::field::{Field, Kind},
    piece::{IntoPiece, Piece},
    platform::{clock, effect::effect},
    state::use_app,
};

/// The usual spans, and the two ends.
pub(crate) fn editor(list: Listing) -> Piece {
    let asked = list.asked;
    let usual = periods(clock::today())
        .into_iter()
        .enumerate()
        .map(|(at, (label, span))| {
            let on = Signal::derive(move || asked.filter.with(|filter| filter.opened == span));
            let count = Signal::derive(move || {
                list.facets
                    .with(|facets| facets.spans.get(at).copied().unwrap_or(0))
            });
            choices::one("filter-period", label, on, Some(count), move || {
                asked.amend(|filter| filter.opened = span);
            })
        })
        .collect_view();
    view! {
        <div class="picks" role="radiogroup" aria-label=t(words::OPENED)>
            {usual}
        </div>
        <div class="ends">
            {end(list, "opened-from", words::FROM, |span| span.from, |span, day| span.from = day)}
            {end(list, "opened-to", words::TO, |span| span.to, |span, day| span.to = day)}
            <p class="field-note">{t(words::DATE_HINT)}</p>
        </div>
    }
    .late()
}

/// One end of the span, as a date that is typed.
fn end(
    list: Listing,
    name: &'static str,
    label: Text,
    read: fn(&Span) -> Option<i32>,
    write: fn(&mut Span, Option<i32>),
) -> Piece {
    let asked = list.asked;
    let lang = use_app().lang;
    let stands = move |filter: &Filter| read(&filter.opened).map(address::day).unwrap_or_default();
    let typed = RwSignal::new(asked.filter.with_untracked(stands));
    let wrong = RwSignal::new(false);
    effect(move || {
        typed.set(asked.filter.with(stands));
        wrong.set(false);
    });
    let take = move || {
        let text = typed.get_untracked();
        let day = date::parse(&text).map(date::to_days);
        if day.is_none() && !text.trim().is_empty() {
            wrong.set(true);
            return;
        }
        wrong.set(false);
        if asked.filter.with_untracked(|filter| read(&filter.opened)) != day {
            asked.amend(|filter| {
                write(&mut filter.opened, day);
                filter.opened = address::in_order(filter.opened);
            });
        }
    };
    let error = Signal::derive(move || {
        wrong
            .get()
            .then(|| words::DATE_WRONG.at(lang.get()).to_owned())
    });
    view! {
        <div on:keydown=move |event| {
            if event.key() == "Enter" && !event.is_composing() {
                event.prevent_default();
                take();
            }
        }>
            <Field
                name=name
                label=t(label)
                value=typed
                kind=Kind::Figures
                optional=true
                error=error
                leave=Callback::new(move |()| take())
            />
        </div>
    }
    .late()
}
