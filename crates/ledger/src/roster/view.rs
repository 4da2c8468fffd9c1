//! Reading a roster as of an entry: people, roles, posts, epochs, policy.
//!
//! What follows from them stands beside: the tree of units in `tree`, what admitted people may do in `standing`, who
//! gets which key in `recipients`, what an archivist has to do in `waiting`.

use super::facts::{Facts, Identity};
use crate::{
    entry::Author,
    hash::Hash,
    id::{PersonId, RoleId},
    refusal::{Refusal, Subject},
    statement::{KeyName, Opening, Person, Policy, Post, RecoveryKeys, Role},
    text::folded,
};

/// The organisation as its first entries describe it. Costs nothing to take.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    pub(super) facts: &'a Facts,
    /// How many entries count.
    pub(super) seen: u64,
}

impl<'a> View<'a> {
    pub(super) fn new(facts: &'a Facts, seen: u64) -> Self {
        Self { facts, seen }
    }

    /// A person, with the keys of that time.
    pub fn person(self, id: PersonId) -> Option<&'a Person> {
        self.identity(id).map(|identity| &identity.person)
    }

    /// The fingerprint of a person's keys of that time.
    pub fn fingerprint_of(self, id: PersonId) -> Option<Hash> {
        self.identity(id).map(|identity| identity.fingerprint)
    }

    /// Everybody, in the order of joining.
    pub fn people(self) -> impl Iterator<Item = &'a Person> {
        self.facts
            .enrolled
            .until(self.seen)
            .filter_map(move |id| self.person(*id))
    }

    /// Who signs in with this name; case and surrounding space don't count.
    pub fn by_sign_in_name(self, name: &str) -> Option<&'a Person> {
        self.facts
            .sign_in_names
            .get(&folded(name))
            .and_then(|id| self.person(*id))
    }

    /// Whether the person's keys were ever replaced.
    pub fn was_rekeyed(self, id: PersonId) -> bool {
        self.facts
            .people
            .get(&id)
            .is_some_and(|line| line.until(self.seen).len() > 1)
    }

    /// A role.
    pub fn role(self, id: RoleId) -> Option<&'a Role> {
        self.facts.roles.get(&id)?.last(self.seen)
    }

    /// Every role, in the order of definition.
    pub fn roles(self) -> impl Iterator<Item = &'a Role> {
        self.facts
            .defined_roles
            .until(self.seen)
            .filter_map(move |id| self.role(*id))
    }

    /// The posts that a person was appointed to, admitted or not.
    pub fn posts_of(self, person: PersonId) -> impl Iterator<Item = Post> + use<'a> {
        self.facts
            .posts_of
            .get(&person)
            .into_iter()
            .flat_map(move |line| line.until(self.seen))
            .copied()
    }

    /// Who was appointed to a post, admitted or not.
    pub fn holders(self, post: Post) -> impl Iterator<Item = PersonId> + use<'a> {
        self.facts
            .holders
            .get(&post)
            .into_iter()
            .flat_map(move |line| line.until(self.seen))
            .copied()
    }

    /// Every post that somebody holds, admitted or not.
    pub fn posts(self) -> impl Iterator<Item = Post> + use<'a> {
        self.facts
            .holders
            .iter()
            .filter(move |(_, line)| line.last(self.seen).is_some())
            .map(|(post, _)| *post)
    }

    /// The present epoch of a key.
    pub fn epoch(self, key: &KeyName) -> Option<Opening> {
        self.facts.epochs.get(key)?.last(self.seen).copied()
    }

    /// An epoch of a key, present or past.
    pub fn epoch_at(self, key: &KeyName, epoch: u32) -> Option<Opening> {
        self.facts
            .epochs
            .get(key)?
            .until(self.seen)
            .find(|opening| opening.epoch == epoch)
            .copied()
    }

    /// The policy; before genesis the default one.
    pub fn policy(self) -> &'a Policy {
        self.facts
            .policy
            .last(self.seen)
            .unwrap_or(&self.facts.no_policy)
    }

    /// The recovery root's keys; none before genesis.
    pub fn recovery(self) -> Option<&'a RecoveryKeys> {
        self.facts.recovery.as_ref()
    }

    /// The key that an author's signatures have to hold under.
    ///
    /// # Errors
    /// [`Refusal::NotBegun`] before genesis, [`Refusal::Unknown`] for a person who has not joined.
    pub fn key_of(self, author: Author) -> Result<[u8; 32], Refusal> {
        let recovery = self.recovery().ok_or(Refusal::NotBegun)?;
        match author {
            Author::Recovery => Ok(recovery.verifying),
            Author::Person(id) => self
                .person(id)
                .map(|person| person.keys.verifying)
                .ok_or(Refusal::Unknown(Subject::Person)),
        }
    }

    fn identity(self, id: PersonId) -> Option<&'a Identity> {
        self.facts.people.get(&id)?.last(self.seen)
    }
}
