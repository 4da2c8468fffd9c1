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
        self.place(id).map(|place| &place.unit)
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

    /// The units directly below, in the order of definition.
    pub fn children(self, id: UnitId) -> impl Iterator<Item = &'a Unit> {
        let line = self.place(id).map(|place| &place.children);
        line.into_iter()
            .flat_map(move |line| line.until(self.seen))
            .filter_map(move |id| self.unit(*id))
    }

    /// From the root to the unit itself; empty for an unknown unit.
    pub fn path(self, id: UnitId) -> Vec<&'a Unit> {
        self.path_ids(id)
            .iter()
            .filter_map(|id| self.unit(*id))
            .collect()
    }

    /// Whether `unit` is `ancestor` or anywhere below it.
    pub fn is_within(self, unit: UnitId, ancestor: UnitId) -> bool {
        self.path_ids(unit).contains(&ancestor)
    }

    /// Whether a reach that starts at the unit `from` has `to` in it.
    pub fn reaches(self, reach: Reach, from: UnitId, to: UnitId) -> bool {
        match reach {
            Reach::OwnUnit => from == to && self.place(from).is_some(),
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

    pub(super) fn path_ids(self, id: UnitId) -> &'a [UnitId] {
        self.place(id).map_or(&[], |place| &place.path)
    }

    /// The highest unit of a reach.
    fn top(self, reach: Reach, from: UnitId) -> Option<UnitId> {
        let path = self.path_ids(from);
        let is_department = |id: &UnitId| {
            self.unit(*id)
                .is_some_and(|unit| unit.kind == UnitKind::Department)
        };
        match reach {
            Reach::OwnUnit | Reach::Below => path.last(),
            Reach::Department => path.iter().rfind(|id| is_department(id)).or(path.first()),
            Reach::Everything => path.first(),
        }
        .copied()
    }

    fn place(self, id: UnitId) -> Option<&'a Place> {
        self.facts
            .units
            .get(&id)
            .filter(|place| place.since < self.seen)
    }
}
