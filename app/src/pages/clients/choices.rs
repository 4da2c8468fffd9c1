//! The editor of a condition: its choices, each with how many files it would leave.

use bridge::{client::Kind, list::Facet};
use leptos::prelude::*;

use super::{
    conditions::{self, Condition},
    listing::Listing,
    period,
    toolbar::grouped,
};
use crate::{
    i18n::{Text, clients, list as words, t},
    kit::{
        button::{Button, Weight},
        popover,
    },
    piece::{IntoPiece, Piece, When, live, maybe},
    state::use_app,
};

/// With more choices than this, one may type to find one.
const MANY: usize = 8;

/// What stands in a chip's panel.
pub(crate) fn editor(list: Listing, condition: Condition) -> Piece {
    let body = match condition {
        Condition::Kind => kinds(list),
        Condition::Opened => period::editor(list),
        _ => several(list, condition),
    };
    let asked = list.asked;
    let on = Signal::derive(move || asked.filter.with(|filter| condition.is_on(filter)));
    let clear = move |()| {
        // Its button goes with it: the keyboard first.
        popover::close(condition.name());
        asked.amend(|filter| condition.clear(filter));
        super::filters::refocus();
    };
    view! {
        <p class="menu-title">{t(condition.label())}</p>
        {body}
        <When on=on>
            <Button label=t(words::CLEAR) weight=Weight::Quiet press=Callback::new(clear) />
        </When>
    }
    .late()
}

/// Any number of choices.
fn several(list: Listing, condition: Condition) -> Piece {
    let asked = list.asked;
    let app = use_app();
    let typed = RwSignal::new(String::new());
    let all = Memo::new(move |_| {
        list.facets
            .with(|facets| condition.choices(facets).to_vec())
    });
    let found = move || {
        let (lang, typed) = (app.lang.get(), typed.get().to_lowercase());
        all.with(|all| {
            all.iter()
                .map(|choice| {
                    (
                        choice.id.clone(),
                        conditions::label(choice, lang),
                        choice.depth,
                    )
                })
                .filter(|(_, label, _)| label.to_lowercase().contains(typed.trim()))
                .collect::<Vec<_>>()
        })
    };
    let many = Signal::derive(move || all.with(Vec::len) > MANY);
    let nothing = move || {
        let none = if all.with(Vec::is_empty) {
            words::NO_CHOICES
        } else {
            words::NONE_LIKE
        };
        found()
            .is_empty()
            .then(|| view! { <p class="choice-none">{t(none)}</p> }.late())
    };
    let look = t(words::LOOK_FOR);
    let choice = move |(id, label, depth): (String, String, u8)| {
        let (counted, chosen) = (id.clone(), id.clone());
        let count = Signal::derive(move || {
            all.with(|all| {
                let choice = all.iter().find(|choice| choice.id == counted);
                choice.map_or(0, |choice: &Facet| choice.count)
            })
        });
        let on = Signal::derive(move || {
            asked
                .filter
                .with(|filter| condition.chosen(filter).contains(&chosen))
        });
        let toggle = move |_| asked.amend(|filter| condition.toggle(filter, &id));
        view! {
            <li>
                <label class="pick" data-depth=depth.min(3).to_string()>
                    <input type="checkbox" prop:checked=on on:change=toggle />
                    <span>{label}</span>
                    {counted_as(count)}
                </label>
            </li>
        }
        .late()
    };
    view! {
        <When on=many>
            <input
                class="input"
                type="text"
                autocomplete="off"
                spellcheck="false"
                aria-label=look
                placeholder=look
                prop:value=typed
                on:input=move |event| typed.set(event_target_value(&event))
            />
        </When>
        <ul class="picks" aria-label=t(condition.label())>
            <For each=found key=|(id, label, _)| (id.clone(), label.clone()) children=choice />
        </ul>
        {live(move || maybe(nothing()))}
    }
    .late()
}

/// How many files a choice would leave; weak where none.
pub(crate) fn counted_as(count: Signal<u32>) -> Piece {
    view! {
        <small class="num" data-none=move || (count.get() == 0).then_some("")>
            {move || grouped(count.get())}
        </small>
    }
    .late()
}

/// One of a few choices.
pub(crate) fn one(
    group: &'static str,
    label: Text,
    on: Signal<bool>,
    count: Option<Signal<u32>>,
    choose: impl Fn() + 'static,
) -> Piece {
    view! {
        <label class="pick">
            <input type="radio" name=group prop:checked=on on:change=move |_| choose() />
            <span>{t(label)}</span>
            {count.map(counted_as)}
        </label>
    }
    .late()
}

fn kinds(list: Listing) -> Piece {
    let asked = list.asked;
    let choice = move |kind: Option<Kind>| {
        let on = Signal::derive(move || asked.filter.with(|filter| filter.kind == kind));
        let count = Signal::derive(move || {
            list.facets.with(|facets| match kind {
                None => facets.kinds.iter().sum(),
                Some(Kind::Person) => facets.kinds[0],
                Some(Kind::Company) => facets.kinds[1],
            })
        });
        let label = kind.map_or(words::ANY_KIND, conditions::kind);
        one("filter-kind", label, on, Some(count), move || {
            asked.amend(|filter| filter.kind = kind);
        })
    };
    view! {
        <div class="picks" role="radiogroup" aria-label=t(clients::KIND)>
            {choice(None)}
            {choice(Some(Kind::Person))}
            {choice(Some(Kind::Company))}
        </div>
    }
    .late()
}
