//! What people may do. A post counts only through a holder whose present keys are admitted to it: a statement of who
//! may have keys is worth nothing before an archivist has agreed.

use std::collections::BTreeMap;

use super::{facts::Hold, view::View};
use crate::{
    id::{PersonId, UnitId},
    rights::{Duty, Operation, Section, Sections},
    statement::{Cover, KeyName, Post, Role},
};

impl<'a> View<'a> {
    /// Whether the person's present keys are admitted at the post.
    pub fn is_admitted(self, person: PersonId, post: Post) -> bool {
        self.admitted_by(person, post).is_some()
    }

    /// Whether the person bears a duty, through an admitted post.
    pub fn has_duty(self, person: PersonId, duty: Duty) -> bool {
        self.posts_of(person)
            .any(|post| self.has_duty_at(person, post, duty))
    }

    /// Whether the person bears a duty through this post: the role has had it ever since the admission. A duty that a
    /// role is given later has to be admitted, like a key.
    pub(super) fn has_duty_at(self, person: PersonId, post: Post, duty: Duty) -> bool {
        let Some(admitted) = self.admitted_by(person, post) else {
            return false;
        };
        let line = self.facts.roles.get(&post.role);
        line.is_some_and(|line| {
            line.during(admitted, self.seen)
                .all(|role| role.duties.contains(&duty))
        })
    }

    /// Whether the role is what it was when the person was admitted to the post.
    pub fn is_as_admitted(self, person: PersonId, post: Post) -> bool {
        let line = self.facts.roles.get(&post.role);
        self.admitted_by(person, post)
            .zip(line)
            .is_some_and(|(admitted, line)| {
                let mut roles = line.during(admitted, self.seen);
                let first = roles.next();
                roles.all(|role| Some(role) == first)
            })
    }

    /// Whether anybody bears the duty for good.
    pub fn has_bearer(self, duty: Duty) -> bool {
        self.is_borne(duty, |_, _| false)
    }

    /// The entry that admitted the person's present keys at the post.
    fn admitted_by(self, person: PersonId, post: Post) -> Option<u64> {
        let tenure = self.tenure(person, post)?;
        match tenure.state {
            Hold::Admitted(fingerprint, seq)
                if self.fingerprint_of(person) == Some(fingerprint)
                    && !self.stands_in_no_more(person, post) =>
            {
                Some(seq)
            }
            _ => None,
        }
    }

    /// Whether the person may do something with a section at a unit, through an admitted post.
    ///
    /// Whatever it is takes the key: the role may view the section there as well, and an admission covers it. So nothing
    /// that a role or a place is given later counts before an archivist has agreed.
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
                let keys = self
                    .granted(post, role, Operation::View, unit)
                    .intersection(self.covered(post, unit));
                all.union(keys.intersection(self.granted(post, role, operation, unit)))
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
        self.reached_by(post, Operation::View)
    }

    /// Everything that the post's role may do something with, before any admission: one cover a unit, units in no particular order.
    pub fn reached_by(self, post: Post, operation: Operation) -> Vec<Cover> {
        let rights = self.role(post.role).map_or(&[][..], |role| &role.rights);
        let rights = rights.iter().filter(|right| right.operation == operation);
        let mut units = BTreeMap::<UnitId, Sections>::new();
        for right in rights {
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
        self.holders(post).fold(Sections::NONE, |all, person| {
            all.union(self.own_cover(person, post, unit))
        })
    }

    /// The sections of a unit that the person's own admission to the post covers.
    pub fn covered_for(self, person: PersonId, post: Post, unit: UnitId) -> Sections {
        self.own_cover(person, post, unit)
    }

    /// All that the person's own admission to the post covers.
    pub fn covers_of(self, person: PersonId, post: Post) -> Vec<Cover> {
        self.units_covered(person, post)
            .map(|unit| Cover {
                unit,
                sections: self.own_cover(person, post, unit),
            })
            .filter(|cover| !cover.sections.is_empty())
            .collect()
    }

    /// All whose keys the post gets: what its holders' admissions cover and its role may view.
    pub fn covers_at(self, post: Post) -> Vec<Cover> {
        let mut covers = BTreeMap::new();
        for person in self.holders(post) {
            for unit in self.units_covered(person, post) {
                let all: &mut Sections = covers.entry(unit).or_default();
                *all = all.union(self.own_keys(person, post, unit));
            }
        }
        covers
            .into_iter()
            .filter(|(_, sections)| !sections.is_empty())
            .map(|(unit, sections)| Cover { unit, sections })
            .collect()
    }

    /// Whether a post gets every key that another one may ever be admitted to.
    pub(super) fn gets_all_of(self, wide: Post, narrow: Post) -> bool {
        self.entitlements(narrow).iter().all(|cover| {
            let gets = self
                .covered(wide, cover.unit)
                .intersection(self.entitled(wide, cover.unit));
            gets.covers(cover.sections)
        })
    }

    /// The sections of a unit whose keys a post gets by the admission of one holder.
    pub(super) fn own_keys(self, person: PersonId, post: Post, unit: UnitId) -> Sections {
        self.own_cover(person, post, unit)
            .intersection(self.entitled(post, unit))
    }

    /// Every unit that an admission of the person to the post ever named.
    pub(super) fn units_covered(
        self,
        person: PersonId,
        post: Post,
    ) -> impl Iterator<Item = UnitId> + use<'a> {
        let units = self.facts.covered_units.get(&(post, person));
        units.into_iter().flatten().copied()
    }

    /// The sections of a unit that the person may open keys for: what the roles of the admitted posts may view there.
    pub fn may_open(self, person: PersonId, unit: UnitId) -> Sections {
        self.admitted_roles(person)
            .fold(Sections::NONE, |all, (post, role)| {
                all.union(self.granted(post, role, Operation::View, unit))
            })
    }

    /// Whether the person may view all that a post may, now and in units to come: what is sealed to the post is then no
    /// secret to them. Through admitted posts, before any admission to the keys.
    pub fn views_all_of(self, person: PersonId, post: Post) -> bool {
        let own: Vec<_> = self.admitted_roles(person).collect();
        self.spans(&own, post)
    }

    /// Whether what these roles at these posts may view has in it all that `post` may view.
    pub(super) fn spans(self, own: &[(Post, &Role)], post: Post) -> bool {
        let viewed = |role: &'a Role| {
            let rights = role.rights.iter();
            rights.filter(|right| right.operation == Operation::View)
        };
        let Some(role) = self.role(post.role) else {
            return true;
        };
        viewed(role).all(|wanted| {
            let has = own
                .iter()
                .flat_map(|(at, role)| role.rights.iter().map(move |right| (at.unit, right)))
                .filter(|(_, right)| right.operation == Operation::View)
                .filter(|(at, right)| self.is_wider((*at, right.reach), (post.unit, wanted.reach)))
                .fold(Sections::NONE, |all, (_, right)| all.union(right.sections));
            has.covers(wanted.sections)
        })
    }

    /// Whether anybody but this person bears the duty for good.
    pub fn has_other_bearer(self, duty: Duty, than: PersonId) -> bool {
        self.is_borne(duty, |person, _| person == than)
    }

    /// Whether anybody bears the duty for good, not as a deputy; `but` does not count.
    pub(super) fn is_borne(self, duty: Duty, but: impl Fn(PersonId, Post) -> bool) -> bool {
        self.posts()
            .flat_map(|post| self.holders(post).map(move |person| (person, post)))
            .any(|(person, post)| {
                self.has_duty_at(person, post, duty)
                    && self.deputy(person, post).is_none()
                    && !but(person, post)
            })
    }

    /// Whether a holder of the post bears the duty through it.
    pub(super) fn is_borne_at(self, post: Post, duty: Duty) -> bool {
        self.holders(post)
            .any(|person| self.has_duty_at(person, post, duty))
    }

    /// The sections of a unit whose keys have an epoch.
    pub fn opened(self, unit: UnitId) -> Sections {
        let is_open = |section: &Section| self.epoch(&KeyName::Unit(unit, *section)).is_some();
        Section::ALL
            .into_iter()
            .filter(is_open)
            .fold(Sections::NONE, Sections::with)
    }

    /// The sections of a unit that somebody's admission to a post names, where it stands: the person is still admitted,
    /// with the same keys.
    fn own_cover(self, person: PersonId, post: Post, unit: UnitId) -> Sections {
        let line = self
            .facts
            .covers
            .get(&unit)
            .and_then(|lines| lines.get(&(post, person)));
        line.and_then(|line| line.last(self.seen))
            .filter(|covered| self.fingerprint_of(person) == Some(covered.fingerprint))
            .filter(|_| self.is_admitted(person, post))
            .map_or(Sections::NONE, |covered| covered.sections)
    }

    /// What the roster last noted of a cover, whether or not it stands.
    pub(super) fn noted_cover(self, unit: UnitId, post: Post, person: PersonId) -> Sections {
        let lines = self.facts.covers.get(&unit);
        lines
            .and_then(|lines| lines.get(&(post, person)))
            .and_then(|line| line.last(self.seen))
            .map_or(Sections::NONE, |covered| covered.sections)
    }

    /// The posts that ever were covered at a unit.
    pub(super) fn posts_covered_at(self, unit: UnitId) -> impl Iterator<Item = Post> + use<'a> {
        let mut last = None;
        self.facts
            .covers
            .get(&unit)
            .into_iter()
            .flat_map(|lines| lines.keys())
            .map(|(post, _)| *post)
            .filter(move |post| last.replace(*post) != Some(*post))
    }

    pub(super) fn admitted_roles(self, person: PersonId) -> impl Iterator<Item = (Post, &'a Role)> {
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
