//! The tree of units, and how far a reach goes in it.

use super::{facts::Place, view::View};
use crate::{
    id::UnitId,
    rights::Reach,
    statement::{Unit, UnitKind},
};

impl<'a> View<'a> {
    /// A unit.
    pub fn unit(self, id: UnitId) -> Option<&'a Unit> {
        self.facts.units.get(&id)?.unit.last(self.seen)
    }

    /// Whether a unit is there and has not been closed.
    pub fn is_open(self, id: UnitId) -> bool {
        let closed = |place: &Place| place.closed.last(self.seen).is_some();
        self.unit(id).is_some() && !self.facts.units.get(&id).is_some_and(closed)
    }

    /// Every unit, in the order of definition: a unit comes after the one above it.
    pub fn units(self) -> impl Iterator<Item = &'a Unit> {
        self.facts
            .defined_units
            .until(self.seen)
            .filter_map(move |id| self.unit(*id))
    }

    /// The company itself; none before genesis.
    pub fn root(self) -> Option<&'a Unit> {
        self.units().next()
    }

    /// The units directly below, closed ones too, in the order in which they came there first.
    pub fn children(self, id: UnitId) -> impl Iterator<Item = &'a Unit> {
        self.facts
            .units
            .get(&id)
            .into_iter()
            .flat_map(move |place| place.below.until(self.seen))
            .filter_map(move |child| self.unit(*child))
            .filter(move |child| child.parent == Some(id))
    }

    /// From the root to the unit itself; empty for an unknown unit.
    pub fn path(self, id: UnitId) -> Vec<&'a Unit> {
        let mut path: Vec<_> = self.upwards(id).collect();
        path.reverse();
        path
    }

    /// Whether `unit` is `ancestor` or anywhere below it.
    pub fn is_within(self, unit: UnitId, ancestor: UnitId) -> bool {
        self.upwards(unit).any(|unit| unit.id == ancestor)
    }

    /// From a unit to the root. The tree has no ring and a greatest depth: `fit` sees to that.
    pub(super) fn upwards(self, id: UnitId) -> impl Iterator<Item = &'a Unit> + use<'a> {
        std::iter::successors(self.unit(id), move |unit| {
            unit.parent.and_then(|parent| self.unit(parent))
        })
    }

    /// Units from this one to the deepest below it, both counted.
    pub(super) fn height(self, id: UnitId) -> usize {
        let below = self.children(id).map(|child| self.height(child.id)).max();
        1 + below.unwrap_or(0)
    }

    /// Whether a reach that starts at the unit `from` has `to` in it.
    pub fn reaches(self, reach: Reach, from: UnitId, to: UnitId) -> bool {
        match reach {
            Reach::OwnUnit => from == to && self.unit(from).is_some(),
            Reach::Below | Reach::Department | Reach::Everything => self
                .top(reach, from)
                .is_some_and(|top| self.is_within(to, top)),
        }
    }

    /// The units that a reach from `from` has in it, each before those below it.
    pub(super) fn reached(self, reach: Reach, from: UnitId) -> Vec<UnitId> {
        let Some(top) = self.top(reach, from) else {
            return Vec::new();
        };
        let mut units = vec![top];
        let mut next = 0;
        while reach != Reach::OwnUnit && next < units.len() {
            units.extend(self.children(units[next]).map(|unit| unit.id));
            next += 1;
        }
        units
    }

    /// Whether one reach has in it all that another has, whatever units come.
    pub(super) fn is_wider(self, wide: (UnitId, Reach), narrow: (UnitId, Reach)) -> bool {
        let tops = (self.top(wide.1, wide.0), self.top(narrow.1, narrow.0));
        let (Some(wide_top), Some(narrow_top)) = tops else {
            return false;
        };
        match (wide.1, narrow.1) {
            (Reach::OwnUnit, Reach::OwnUnit) => wide_top == narrow_top,
            (Reach::OwnUnit, _) => false,
            _ => self.is_within(narrow_top, wide_top),
        }
    }

    /// The highest unit of a reach.
    fn top(self, reach: Reach, from: UnitId) -> Option<UnitId> {
        let is_department = |unit: &&Unit| unit.kind == UnitKind::Department;
        let root = || self.upwards(from).last();
        match reach {
            Reach::OwnUnit | Reach::Below => self.unit(from),
            Reach::Department => self.upwards(from).find(is_department).or_else(root),
            Reach::Everything => root(),
        }
        .map(|unit| unit.id)
    }
}
