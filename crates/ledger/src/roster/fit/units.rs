//! Whether the tree of units stays one.

use crate::{
    id::UnitId,
    refusal::{Refusal, Subject},
    roster::{facts::Facts, shape::ensure, view::View},
    statement::{Unit, UnitKind},
    text::{self, folded},
};

/// Units from the root to the deepest, both counted.
const MAX_DEPTH: usize = 8;
const MAX_UNITS: usize = 2000;

pub(super) fn define_unit(facts: &Facts, view: View<'_>, unit: &Unit) -> Result<(), Refusal> {
    ensure(
        text::is_fit(&unit.name, text::NAME),
        Refusal::Unfit(Subject::Unit),
    )?;
    ensure(
        view.unit(unit.id).is_none(),
        Refusal::Duplicate(Subject::Unit),
    )?;
    ensure(unit.kind != UnitKind::Company, Refusal::Tree)?;
    let parent = unit.parent.ok_or(Refusal::Tree)?;
    is_open(view, parent)?;
    ensure(view.upwards(parent).count() < MAX_DEPTH, Refusal::Tree)?;
    ensure(
        facts.units.len() < MAX_UNITS,
        Refusal::TooMany(Subject::Unit),
    )?;
    is_free(view, parent, unit.id, &unit.name)
}

pub(super) fn rename_unit(view: View<'_>, id: UnitId, name: &str) -> Result<(), Refusal> {
    ensure(
        text::is_fit(name, text::NAME),
        Refusal::Unfit(Subject::Unit),
    )?;
    let unit = view.unit(id).ok_or(Refusal::Unknown(Subject::Unit))?;
    is_open(view, id)?;
    ensure(unit.name != name, Refusal::Nothing)?;
    unit.parent
        .map_or(Ok(()), |parent| is_free(view, parent, id, name))
}

pub(super) fn move_unit(view: View<'_>, id: UnitId, parent: UnitId) -> Result<(), Refusal> {
    let unit = view.unit(id).ok_or(Refusal::Unknown(Subject::Unit))?;
    is_open(view, id)?;
    is_open(view, parent)?;
    ensure(
        unit.parent.is_some() && !view.is_within(parent, id),
        Refusal::Tree,
    )?;
    ensure(unit.parent != Some(parent), Refusal::Nothing)?;
    let depth = view.upwards(parent).count().saturating_add(view.height(id));
    ensure(depth <= MAX_DEPTH, Refusal::Tree)?;
    is_free(view, parent, id, &unit.name)
}

/// Only an empty unit is closed: what its people reach and whom its children belong to is settled before.
pub(super) fn close_unit(view: View<'_>, id: UnitId) -> Result<(), Refusal> {
    let unit = view.unit(id).ok_or(Refusal::Unknown(Subject::Unit))?;
    is_open(view, id)?;
    ensure(unit.parent.is_some(), Refusal::Tree)?;
    let has_children = view.children(id).any(|child| view.is_open(child.id));
    let has_people = view.posts().any(|post| post.unit == id);
    ensure(!has_children && !has_people, Refusal::Occupied)
}

/// Whether no other open unit below `parent` has this name.
fn is_free(view: View<'_>, parent: UnitId, id: UnitId, name: &str) -> Result<(), Refusal> {
    let name = folded(name);
    let taken = view.children(parent).any(|sibling| {
        sibling.id != id && view.is_open(sibling.id) && folded(&sibling.name) == name
    });
    ensure(!taken, Refusal::Duplicate(Subject::Unit))
}

pub(super) fn is_open(view: View<'_>, unit: UnitId) -> Result<(), Refusal> {
    ensure(view.unit(unit).is_some(), Refusal::Unknown(Subject::Unit))?;
    ensure(view.is_open(unit), Refusal::Closed)
}
