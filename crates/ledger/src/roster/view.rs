//! Reading a roster as of an entry: people, roles, posts, epochs, policy.
//!
//! What follows from them stands beside: the tree of units in `tree`, what admitted people may do in `rights`, who
//! gets which key in `recipients`, which keys have to be replaced in `stale`, what an archivist has to do in `waiting`.

use super::{
    facts::{Facts, Hold, Identity, Release, Standing, Tenure},
    readings::Moment,
};
use crate::{
    entry::Author,
    hash::Hash,
    id::{PersonId, RoleId, UnitId},
    refusal::{Refusal, Subject},
    rights::Duty,
    statement::{KeyName, Opening, Person, Policy, Post, RecoveryKeys, Role, Snapshot},
    text::folded,
};

/// The organisation as its first entries describe it. Costs nothing to take.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    pub(super) facts: &'a Facts,
    /// How many entries count.
    pub(super) seen: u64,
    /// The moment that deputies are asked for, in milliseconds since 1970.
    now: u64,
}

impl<'a> View<'a> {
    /// Every deputy counts, however long ago their time ended.
    pub(super) fn new(facts: &'a Facts, seen: u64) -> Self {
        Self {
            facts,
            seen,
            now: 0,
        }
    }

    /// The same organisation at a moment, in milliseconds since 1970: deputies count until their date. Without a moment
    /// no deputy counts.
    #[must_use]
    pub fn when(self, now: u64) -> Self {
        Self { now, ..self }
    }

    /// Where in the roster's life this is.
    pub fn moment(self) -> Moment {
        Moment {
            seen: self.seen,
            at: self.now,
        }
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

    /// Whether a person belongs to the organisation.
    pub fn standing(self, id: PersonId) -> Option<Standing> {
        self.person(id)?;
        let line = self.facts.standings.get(&id);
        let last = line.and_then(|line| line.last(self.seen).copied());
        Some(last.unwrap_or(Standing::Active))
    }

    /// Whether a person has joined and is neither suspended nor gone.
    pub fn is_active(self, id: PersonId) -> bool {
        self.standing(id) == Some(Standing::Active)
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

    /// The posts that a person holds, admitted or not, as a deputy too, whose time may be over.
    pub fn posts_of(self, person: PersonId) -> impl Iterator<Item = Post> + use<'a> {
        self.facts
            .posts_of
            .get(&person)
            .into_iter()
            .flat_map(move |line| line.until(self.seen))
            .copied()
            .filter(move |post| self.holds(person, *post))
    }

    /// Who holds a post, admitted or not, deputies too.
    pub fn holders(self, post: Post) -> impl Iterator<Item = PersonId> + use<'a> {
        self.facts
            .holders
            .get(&post)
            .into_iter()
            .flat_map(move |line| line.until(self.seen))
            .copied()
            .filter(move |person| self.holds(*person, post))
    }

    /// Every post that somebody holds, admitted or not.
    pub fn posts(self) -> impl Iterator<Item = Post> + use<'a> {
        self.facts
            .holders
            .keys()
            .copied()
            .filter(move |post| self.holders(*post).next().is_some())
    }

    /// Whether the person holds the post, admitted or not.
    pub fn holds(self, person: PersonId, post: Post) -> bool {
        self.tenure(person, post)
            .is_some_and(|tenure| tenure.state != Hold::Ended)
    }

    /// For a deputy at a post: whom they stand in for, and until when.
    pub fn deputy(self, person: PersonId, post: Post) -> Option<(PersonId, u64)> {
        self.tenure(person, post)
            .filter(|tenure| tenure.state != Hold::Ended)
            .and_then(|tenure| tenure.deputy)
    }

    /// Who holds which post as a deputy whose time is over, by the moment of the view: it is to be ended by a statement, since the keys end
    /// with that alone.
    pub fn lapsed(self) -> impl Iterator<Item = (PersonId, Post)> + use<'a> {
        let held = self
            .posts()
            .flat_map(move |post| self.holders(post).map(move |person| (person, post)));
        held.filter(move |(person, post)| self.stands_in_no_more(*person, *post))
    }

    /// The posts of heads to which the admission duty is delegated.
    pub fn delegated(self) -> impl Iterator<Item = Post> + use<'a> {
        let posts = self.facts.delegated.keys().copied();
        posts.filter(move |post| self.is_delegated(*post))
    }

    /// Whether the admission duty is delegated to a post of heads.
    pub fn is_delegated(self, post: Post) -> bool {
        let line = self.facts.delegated.get(&post);
        line.and_then(|line| line.last(self.seen)).copied() == Some(true)
    }

    /// The last checkpoint of a unit's journal that two people signed.
    pub fn snapshot(self, unit: UnitId) -> Option<Snapshot> {
        self.facts.snapshots.get(&unit)?.last(self.seen).copied()
    }

    /// The present epoch of a key.
    pub fn epoch(self, key: &KeyName) -> Option<Opening> {
        self.facts.epochs.get(key)?.last(self.seen).copied()
    }

    /// Every key that has an epoch.
    pub fn opened_keys(self) -> impl Iterator<Item = KeyName> + use<'a> {
        self.facts
            .epochs
            .iter()
            .filter(move |(_, line)| line.last(self.seen).is_some())
            .map(|(key, _)| *key)
    }

    /// Every epoch of a key, oldest first.
    pub fn epochs(self, key: &KeyName) -> impl Iterator<Item = &'a Opening> + use<'a> {
        let line = self.facts.epochs.get(key);
        line.into_iter().flat_map(move |line| line.until(self.seen))
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

    /// The end of the separation of duties that waits for a second signature, if one does. It is its author's word for as long as they bear
    /// System with the same keys: nobody agrees with who was suspended, has left, or turned out to be somebody else.
    pub fn release(self) -> Option<Release> {
        let release = self.facts.release.last(self.seen).copied().flatten()?;
        let Author::Person(author) = release.author else {
            return None;
        };
        let stands = self.has_duty(author, Duty::System)
            && self.fingerprint_of(author) == Some(release.fingerprint);
        stands.then_some(release)
    }

    /// Every policy that ever held, oldest first, with the entry that stated it.
    pub fn policies(self) -> impl DoubleEndedIterator<Item = (u64, &'a Policy)> {
        self.facts.policy.dated(self.seen)
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

    /// Whether the person holds the post as a deputy whose time is over.
    pub(super) fn stands_in_no_more(self, person: PersonId, post: Post) -> bool {
        self.deputy(person, post)
            .is_some_and(|(_, until)| self.now >= until)
    }

    pub(super) fn tenure(self, person: PersonId, post: Post) -> Option<Tenure> {
        let line = self.facts.tenures.get(&(post, person))?;
        line.last(self.seen).copied()
    }

    fn identity(self, id: PersonId) -> Option<&'a Identity> {
        self.facts.people.get(&id)?.last(self.seen)
    }
}
