//! What matches, and how many files each choice would leave: one walk over the table.

use bridge::{
    client::Kind,
    list::{Facet, Facets, Filter, Span},
};
use dossier::order;
use ledger::{
    id::{PersonId, UnitId},
    rights::{Operation, Section},
    roster::View,
};

use super::index::{Asked, Found, Index, Row};

/// More tags than this nobody looks through; the rarest are left out, unless they are chosen.
const MAX_TAGS: usize = 200;

/// Conditions, each a bit: a file that fails one alone is still counted among that one's choices.
const MANAGER: u8 = 1;
const UNIT: u8 = 2;
const KIND: u8 = 4;
const TAG: u8 = 8;
const OPENED: u8 = 16;

/// A filter with its ids looked up: for each number of the index whether it is chosen; none where everything is.
struct Conditions {
    managers: Option<Vec<bool>>,
    units: Option<Vec<bool>>,
    kind: Option<Kind>,
    tags: Option<Vec<bool>>,
    opened: Span,
}

impl Conditions {
    fn new(index: &Index, view: View<'_>, filter: &Filter) -> Self {
        let units: Vec<UnitId> = filter.units.iter().flat_map(|id| id.parse()).collect();
        let managers: Vec<PersonId> = filter.managers.iter().flat_map(|id| id.parse()).collect();
        let within = |unit: &UnitId| units.iter().any(|top| view.is_within(*unit, *top));
        Self {
            managers: chosen(&filter.managers, &index.managers, |id| {
                managers.contains(id)
            }),
            units: chosen(&filter.units, &index.units, within),
            kind: filter.kind,
            tags: chosen(&filter.tags, &index.tags, |tag| filter.tags.contains(tag)),
            opened: filter.opened,
        }
    }

    /// The conditions that a row fails.
    fn failed(&self, index: &Index, row: &Row) -> u8 {
        let among = |chosen: &Option<Vec<bool>>, at: usize| {
            chosen
                .as_ref()
                .is_none_or(|chosen| chosen.get(at) == Some(&true))
        };
        let tagged =
            self.tags.is_none() || index.tags_of(row).iter().any(|tag| among(&self.tags, *tag));
        let bit = |holds: bool, bit: u8| if holds { 0 } else { bit };
        bit(among(&self.managers, row.manager), MANAGER)
            | bit(among(&self.units, row.unit), UNIT)
            | bit(self.kind.is_none_or(|kind| kind == row.kind), KIND)
            | bit(tagged, TAG)
            | bit(self.opened.holds(row.opened), OPENED)
    }
}

/// For each thing whether it is chosen; none if nothing was.
fn chosen<T>(wanted: &[String], things: &[T], is: impl Fn(&T) -> bool) -> Option<Vec<bool>> {
    (!wanted.is_empty()).then(|| things.iter().map(is).collect())
}

/// Counts by the numbers of the index.
struct Counts {
    managers: Vec<u32>,
    units: Vec<u32>,
    kinds: [u32; 2],
    tags: Vec<u32>,
    spans: Vec<u32>,
}

/// Walks through all rows in this order.
pub(super) fn find(
    index: &Index,
    order: &[usize],
    view: View<'_>,
    me: PersonId,
    asked: &Asked,
) -> Found {
    let conditions = Conditions::new(index, view, &asked.filter);
    let mut hits = Vec::new();
    let mut counts = Counts {
        managers: vec![0; index.managers.len()],
        units: vec![0; index.units.len()],
        kinds: [0; 2],
        tags: vec![0; index.tags.len()],
        spans: vec![0; asked.spans.len()],
    };
    let rows = order
        .iter()
        .filter_map(|at| Some((*at, index.rows.get(*at)?)));
    for (at, row) in rows {
        let failed = conditions.failed(index, row);
        // The text is looked through only where it decides something.
        if failed.count_ones() > 1 || !says(row, &asked.needle) {
            continue;
        }
        if failed == 0 {
            hits.push(at);
        }
        let but_for = |condition: u8| failed & !condition == 0;
        if but_for(MANAGER) {
            count(&mut counts.managers, row.manager);
        }
        if but_for(UNIT) {
            count(&mut counts.units, row.unit);
        }
        if but_for(KIND) {
            count(&mut counts.kinds, row.kind as usize);
        }
        if but_for(TAG) {
            for tag in index.tags_of(row) {
                count(&mut counts.tags, *tag);
            }
        }
        if but_for(OPENED) {
            for (span, counted) in asked.spans.iter().zip(&mut counts.spans) {
                *counted += u32::from(span.holds(row.opened));
            }
        }
    }
    let facets = Facets {
        managers: managers(index, view, &counts.managers, &asked.filter.managers),
        units: units(index, view, me, &counts.units, &asked.filter.units),
        kinds: counts.kinds,
        tags: tags(index, &counts.tags, &asked.filter.tags),
        spans: counts.spans,
    };
    Found { hits, facets }
}

fn says(row: &Row, needle: &str) -> bool {
    needle.is_empty() || row.text.as_ref().is_some_and(|text| text.contains(needle))
}

fn count(counts: &mut [u32], at: usize) {
    if let Some(count) = counts.get_mut(at) {
        *count += 1;
    }
}

fn managers(index: &Index, view: View<'_>, counts: &[u32], chosen: &[String]) -> Vec<Facet> {
    let name = |id: PersonId| view.person(id).map(|person| person.name.clone());
    let choice = |id: PersonId, count: u32| facet(id.to_string(), name(id), count);
    let choices = index.managers.iter().zip(counts);
    let keyed = choices.map(|(id, count)| {
        let choice = choice(*id, *count);
        (order::key(Kind::Person, &choice.label), choice)
    });
    let mut keyed: Vec<_> = keyed.collect();
    sorted::by(&mut keyed, |(left, _), (right, _)| left.cmp(right));
    let mut choices: Vec<Facet> = keyed.into_iter().map(|(_, choice)| choice).collect();
    keep_chosen(&mut choices, chosen, |id| name(id.parse().ok()?));
    choices
}

/// The units that I reach and that have files in them or below, each before those below it. The company as a whole is no condition.
fn units(
    index: &Index,
    view: View<'_>,
    me: PersonId,
    counts: &[u32],
    chosen: &[String],
) -> Vec<Facet> {
    let mut choices = Vec::new();
    let mut next: Vec<(UnitId, u8)> = view.root().map(|root| (root.id, 0)).into_iter().collect();
    while let Some((unit, depth)) = next.pop() {
        let held: Vec<u32> = index
            .units
            .iter()
            .zip(counts)
            .filter(|(id, _)| view.is_within(**id, unit))
            .map(|(_, count)| *count)
            .collect();
        if held.is_empty() {
            continue;
        }
        let company = view.root().is_some_and(|root| root.id == unit);
        let offered = if company {
            index.units.contains(&unit)
        } else {
            view.may(me, Operation::View, Section::Card, unit)
        };
        if offered {
            let label = view.unit(unit).map(|unit| unit.name.clone());
            let mut choice = facet(unit.to_string(), label, held.iter().sum());
            choice.depth = depth;
            choices.push(choice);
        }
        let depth = depth.saturating_add(u8::from(offered));
        let below: Vec<_> = view.children(unit).map(|unit| (unit.id, depth)).collect();
        next.extend(below.into_iter().rev());
    }
    keep_chosen(&mut choices, chosen, |id| {
        let unit = view.unit(id.parse().ok()?)?;
        Some(unit.name.clone())
    });
    choices
}

fn tags(index: &Index, counts: &[u32], chosen: &[String]) -> Vec<Facet> {
    let mut held = vec![0_u32; index.tags.len()];
    for row in &index.rows {
        for tag in index.tags_of(row) {
            count(&mut held, *tag);
        }
    }
    let mut choices: Vec<(u32, Facet)> = index
        .tags
        .iter()
        .zip(counts)
        .zip(held)
        .map(|((tag, count), held)| (held, facet(tag.clone(), Some(tag.clone()), *count)))
        .collect();
    // By how often they stand in all files: choices must not change places while something is chosen.
    sorted::by(&mut choices, |(a, left), (b, right)| {
        b.cmp(a).then_with(|| left.id.cmp(&right.id))
    });
    let mut most = 0;
    choices.retain(|(_, choice)| {
        most += 1;
        most <= MAX_TAGS || chosen.contains(&choice.id)
    });
    let mut choices: Vec<Facet> = choices.into_iter().map(|(_, choice)| choice).collect();
    keep_chosen(&mut choices, chosen, |tag| Some(tag.to_owned()));
    choices
}

fn facet(id: String, label: Option<String>, count: u32) -> Facet {
    Facet {
        id,
        label: label.unwrap_or_default(),
        depth: 0,
        count,
    }
}

/// What is chosen stays among the choices, even if no file has it any more: else nobody could take it back.
fn keep_chosen(
    choices: &mut Vec<Facet>,
    chosen: &[String],
    label: impl Fn(&str) -> Option<String>,
) {
    for id in chosen {
        if !choices.iter().any(|choice| choice.id == *id) {
            choices.push(facet(id.clone(), label(id), 0));
        }
    }
}
