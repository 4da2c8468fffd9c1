//! Small charts. Each bar is a way into the list; what it says stands beside it in words and figures.

use bridge::list::{Facet, Facets, Filter};
use leptos::prelude::*;

use super::{
    Room,
    figures::to_list,
    months::{self, Month},
};
use crate::{
    i18n::{Text, list, t, workbench as words},
    pages::clients::grouped,
    piece::{IntoPiece, Piece, live, maybe},
    platform::clock,
    route::{Entry, Unwritten},
};

/// How many bars of a kind are drawn at most.
const MOST: usize = 6;

/// All charts.
pub(crate) fn charts(room: Room) -> Piece {
    let facets = Memo::new(move |_| {
        room.clients.with(|list| {
            list.as_ref()
                .map(|list| list.facets.clone())
                .unwrap_or_default()
        })
    });
    let units = |facets: &Facets| facets.units.clone();
    let managers = |facets: &Facets| facets.managers.clone();
    let tags = |facets: &Facets| facets.tags.clone();
    view! {
        <div class="charts">
            {by_month(facets)}
            {ranked(room, facets, "by-unit", words::BY_UNIT, units, Way::Unit)}
            {ranked(room, facets, "by-manager", words::BY_MANAGER, managers, Way::Manager)}
            {ranked(room, facets, "by-tag", words::BY_TAG, tags, Way::Tag)}
        </div>
    }
    .late()
}

/// In per cent, to a tenth. Of whole numbers: what writes broken ones is 14 KB of the module.
fn share(count: u32, most: u32) -> String {
    let most = u64::from(most.max(1));
    let tenths = (u64::from(count) * 1000 + most / 2) / most;
    format!("{}.{}%", tenths / 10, tenths % 10)
}

fn by_month(facets: Memo<Facets>) -> Piece {
    let draw = move || {
        let counts = facets.with(|facets| facets.spans.clone());
        let most = counts.iter().copied().max().unwrap_or(0);
        let months = months::last_twelve(clock::today());
        let bars = months
            .into_iter()
            .zip(counts)
            .map(|(month, count)| column(month, count, most))
            .collect_view();
        view! { <ol class="columns">{bars}</ol> }.late()
    };
    view! {
        <section class="chart wide" aria-labelledby="by-month">
            <h2 id="by-month">{t(words::BY_MONTH)}</h2>
            {live(draw)}
        </section>
    }
    .late()
}

fn column(month: Month, count: u32, most: u32) -> Piece {
    let filter = Filter {
        opened: month.span,
        ..Filter::default()
    };
    let name = month.name();
    let number = name.split_once('-').map(|(_, number)| number.to_owned());
    let said = crate::i18n::tf(words::MONTH, move || vec![name.clone(), grouped(count)]);
    view! {
        <li>
            <a href=to_list(&filter) aria-label=said title=said>
                <span class="column-track" aria-hidden="true">
                    <span class="column" style:block-size=share(count, most)>
                        <span class="column-count">{(count > 0).then(|| grouped(count))}</span>
                    </span>
                </span>
                <span class="column-name" aria-hidden="true">
                    {number}
                </span>
            </a>
        </li>
    }
    .late()
}

/// Which condition a bar stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Unit,
    Manager,
    Tag,
}

/// The longest bars first; nothing where there is nothing to compare.
fn ranked(
    room: Room,
    facets: Memo<Facets>,
    id: &'static str,
    label: Text,
    of: fn(&Facets) -> Vec<Facet>,
    way: Way,
) -> Piece {
    let bars = Memo::new(move |_| {
        let mut all = facets.with(of);
        if way == Way::Unit {
            // A unit counts what lies below it as well: those at the bottom add up to all, and are what differs.
            all = leaves(all);
        }
        all.retain(|one| one.count > 0);
        sorted::by_key(&mut all, |one| std::cmp::Reverse(one.count));
        all.truncate(MOST);
        all
    });
    let draw = move || {
        let bars = bars.get();
        let most = bars.first().map_or(0, |first| first.count);
        let rows = bars
            .into_iter()
            .map(|one| bar(room, one, most, way))
            .collect_view();
        view! {
            <section class="chart" aria-labelledby=id>
                <h2 id=id>{t(label)}</h2>
                <ul class="bars-list">{rows}</ul>
            </section>
        }
        .late()
    };
    // One unit or manager alone is nothing to compare; a tag says something by being there.
    let least = if way == Way::Tag { 1 } else { 2 };
    let some = Memo::new(move |_| bars.with(|bars| bars.len() >= least));
    live(move || maybe(some.get().then(draw))).late()
}

/// The units below which there is none; they stand each before those below it.
fn leaves(units: Vec<Facet>) -> Vec<Facet> {
    let depths: Vec<u8> = units.iter().map(|unit| unit.depth).collect();
    units
        .into_iter()
        .enumerate()
        .filter(|(at, unit)| depths.get(at + 1).is_none_or(|next| *next <= unit.depth))
        .map(|(_, unit)| unit)
        .collect()
}

fn bar(room: Room, one: Facet, most: u32, way: Way) -> Piece {
    let label = if one.label.is_empty() {
        t(list::UNKNOWN)
    } else {
        one.label.clone().into()
    };
    let inside = view! {
        <span class="bar-label">{label}</span>
        <span class="bar-track" aria-hidden="true">
            <span class="bar" style:inline-size=share(one.count, most)></span>
        </span>
        <span class="bar-count">{grouped(one.count)}</span>
    }
    .late();
    let mut filter = Filter::default();
    match way {
        Way::Unit => filter.units = vec![one.id],
        Way::Manager => filter.managers = vec![one.id],
        Way::Tag => {
            // A tag is sealed content: it stands in no address.
            let go = move |_| {
                let unwritten = Unwritten {
                    tags: vec![one.id.clone()],
                    ..Unwritten::default()
                };
                room.app.go_with("/clients", Entry::Keep, unwritten);
            };
            return view! {
                <li>
                    <button type="button" class="bar-row" on:click=go>
                        {inside}
                    </button>
                </li>
            }
            .late();
        }
    }
    view! {
        <li>
            <a class="bar-row" href=to_list(&filter)>
                {inside}
            </a>
        </li>
    }
    .late()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(label: &str, depth: u8) -> Facet {
        Facet {
            id: label.to_owned(),
            label: label.to_owned(),
            depth,
            count: 1,
        }
    }

    #[test]
    fn units_without_others_below_are_the_leaves() {
        let tree = vec![
            unit("公司", 0),
            unit("销售部", 1),
            unit("销售一组", 2),
            unit("销售二组", 2),
            unit("客服部", 1),
        ];
        let names: Vec<String> = leaves(tree).into_iter().map(|unit| unit.label).collect();
        assert_eq!(names, ["销售一组", "销售二组", "客服部"]);
    }

    #[test]
    fn shares_of_nothing_are_nothing() {
        assert_eq!(share(0, 0), "0.0%");
        assert_eq!(share(1, 3), "33.3%");
        assert_eq!(share(3, 3), "100.0%");
    }
}
