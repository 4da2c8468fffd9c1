//! What an archivist still has to do.

use super::view::View;
use crate::{
    id::PersonId,
    rights::Section,
    statement::{Cover, KeyName, Post},
};

/// A holder of a post who waits for an archivist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Who.
    pub person: PersonId,
    /// At which post.
    pub post: Post,
    /// All that the post may view and the person's admission does not cover, whether or not keys exist there yet: what
    /// an admission would name.
    pub missing: Vec<Cover>,
}

impl View<'_> {
    /// The appointed who are not admitted, or whose admission lacks a key that exists or a duty that the role has now.
    pub fn waiting(self) -> Vec<Waiting> {
        self.posts()
            .flat_map(|post| self.waiting_at(post))
            .collect()
    }

    /// The keys of sections of units that have no epoch yet, units in the order of definition.
    pub fn unopened(self) -> Vec<KeyName> {
        let keys = self
            .units()
            .filter(|unit| self.is_open(unit.id))
            .flat_map(|unit| Section::ALL.map(|section| KeyName::Unit(unit.id, section)));
        keys.filter(|key| self.epoch(key).is_none()).collect()
    }

    fn waiting_at(self, post: Post) -> Vec<Waiting> {
        let entitled = self.entitlements(post);
        self.holders(post)
            .filter(|person| self.is_active(*person) && !self.stands_in_no_more(*person, post))
            .filter_map(|person| {
                let missing = self.missing(person, post, &entitled);
                let lacks_key = |cover: &Cover| {
                    !cover
                        .sections
                        .intersection(self.opened(cover.unit))
                        .is_empty()
                };
                let lacks_duty = || {
                    self.role(post.role).is_some_and(|role| {
                        let mut duties = role.duties.iter();
                        duties.any(|duty| !self.has_duty_at(person, post, *duty))
                    })
                };
                let waits = !self.is_admitted(person, post)
                    || missing.iter().any(lacks_key)
                    || lacks_duty();
                waits.then_some(Waiting {
                    person,
                    post,
                    missing,
                })
            })
            .collect()
    }

    fn missing(self, person: PersonId, post: Post, entitled: &[Cover]) -> Vec<Cover> {
        let uncovered = |cover: &Cover| Cover {
            unit: cover.unit,
            sections: cover
                .sections
                .without(self.covered_for(person, post, cover.unit)),
        };
        entitled
            .iter()
            .map(uncovered)
            .filter(|cover| !cover.sections.is_empty())
            .collect()
    }
}
