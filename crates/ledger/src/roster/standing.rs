//! What people may do. A post counts only through a holder whose present keys are admitted to it: a statement of who
//! may have keys is worth nothing before an archivist has agreed.

use super::view::View;
use crate::{
    id::{PersonId, UnitId},
    rights::{Duty, Operation, Section, Sections},
    statement::{Cover, KeyName, Post, Role, Unit},
};

impl<'a> View<'a> {
    /// Whether the person's present keys are admitted at the post.
    pub fn is_admitted(self, person: PersonId, post: Post) -> bool {
        let present = self.fingerprint_of(person);
        self.facts
            .admitted
            .get(&(person, post))
            .is_some_and(|line| {
                line.until(self.seen)
                    .any(|admitted| Some(*admitted) == present)
            })
    }

    /// Whether the person bears a duty, through an admitted post.
    pub fn has_duty(self, person: PersonId, duty: Duty) -> bool {
        self.admitted_roles(person)
            .any(|(_, role)| role.duties.contains(&duty))
    }

    /// Whether the person may do something with a section at a unit, through an admitted post.
    ///
    /// To view takes the key: the post has to be covered there too.
    pub fn may(
        self,
        person: PersonId,
        operation: Operation,
        section: Section,
        unit: UnitId,
    ) -> bool {
        self.allowed(person, operation, unit).contains(section)
    }

    /// The sections with which the person may do something at a unit; see [`View::may`].
    pub fn allowed(self, person: PersonId, operation: Operation, unit: UnitId) -> Sections {
        self.admitted_roles(person)
            .fold(Sections::NONE, |all, (post, role)| {
                let granted = self.granted(post, role, operation, unit);
                all.union(match operation {
                    Operation::View => granted.intersection(self.covered(post, unit)),
                    _ => granted,
                })
            })
    }

    /// The sections whose View the post's role reaches at a unit, before any admission.
    pub fn entitled(self, post: Post, unit: UnitId) -> Sections {
        self.role(post.role).map_or(Sections::NONE, |role| {
            self.granted(post, role, Operation::View, unit)
        })
    }

    /// Everything that the post's role may view, before any admission: one cover a unit, units in no particular order.
    pub fn entitlements(self, post: Post) -> Vec<Cover> {
        let rights = self.role(post.role).map_or(&[][..], |role| &role.rights);
        let views = rights
            .iter()
            .filter(|right| right.operation == Operation::View);
        let mut units = std::collections::BTreeMap::<UnitId, Sections>::new();
        for right in views {
            for unit in self.reached(right.reach, post.unit) {
                let sections = units.entry(unit).or_default();
                *sections = sections.union(right.sections);
            }
        }
        units
            .into_iter()
            .map(|(unit, sections)| Cover { unit, sections })
            .collect()
    }

    /// The sections of a unit whose keys the post may have: what the admissions of its admitted holders cover.
    pub fn covered(self, post: Post, unit: UnitId) -> Sections {
        self.valid_covers(unit)
            .filter(|(_, covered, _)| *covered == post)
            .fold(Sections::NONE, |all, (_, _, sections)| all.union(sections))
    }

    /// The sections of a unit that the person's own admission to the post covers.
    pub fn covered_for(self, person: PersonId, post: Post, unit: UnitId) -> Sections {
        self.valid_covers(unit)
            .filter(|(covered, at, _)| (*covered, *at) == (person, post))
            .fold(Sections::NONE, |all, (_, _, sections)| all.union(sections))
    }

    /// All that the person's own admission to the post covers.
    pub fn covers_of(self, person: PersonId, post: Post) -> Vec<Cover> {
        let at = |unit: &Unit| Cover {
            unit: unit.id,
            sections: self.covered_for(person, post, unit.id),
        };
        self.units()
            .map(at)
            .filter(|cover| !cover.sections.is_empty())
            .collect()
    }

    /// The sections of a unit that the person may open keys for: what the roles of the admitted posts may view there.
    pub fn may_open(self, person: PersonId, unit: UnitId) -> Sections {
        self.admitted_roles(person)
            .fold(Sections::NONE, |all, (post, role)| {
                all.union(self.granted(post, role, Operation::View, unit))
            })
    }

    /// The sections of a unit whose keys have an epoch.
    pub fn opened(self, unit: UnitId) -> Sections {
        let is_open = |section: &Section| self.epoch(&KeyName::Unit(unit, *section)).is_some();
        Section::ALL
            .into_iter()
            .filter(is_open)
            .fold(Sections::NONE, Sections::with)
    }

    /// The covers of a unit that stand: the person still has the keys that were admitted.
    pub(super) fn valid_covers(
        self,
        unit: UnitId,
    ) -> impl Iterator<Item = (PersonId, Post, Sections)> + use<'a> {
        self.facts
            .covers
            .get(&unit)
            .into_iter()
            .flat_map(move |line| line.until(self.seen))
            .filter(move |cover| self.fingerprint_of(cover.person) == Some(cover.fingerprint))
            .map(|cover| (cover.person, cover.post, cover.sections))
    }

    fn admitted_roles(self, person: PersonId) -> impl Iterator<Item = (Post, &'a Role)> {
        self.posts_of(person)
            .filter(move |post| self.is_admitted(person, *post))
            .filter_map(move |post| self.role(post.role).map(|role| (post, role)))
    }

    fn granted(self, post: Post, role: &Role, operation: Operation, unit: UnitId) -> Sections {
        role.rights
            .iter()
            .filter(|right| {
                right.operation == operation && self.reaches(right.reach, post.unit, unit)
            })
            .fold(Sections::NONE, |all, right| all.union(right.sections))
    }
}
