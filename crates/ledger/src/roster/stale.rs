//! Keys that somebody knows who may not any more. Nothing is written under them until somebody has opened another epoch.

use std::collections::BTreeSet;

use checks::Check;

use super::view::View;
use crate::{
    id::PersonId,
    rights::Duty,
    statement::{Cover, KeyName, Post, RosterStatement},
};

/// Who may lose keys by a statement: those whose keys are worth comparing before and after it.
pub(super) fn losers(before: View<'_>, statement: &RosterStatement) -> BTreeSet<PersonId> {
    use RosterStatement as S;
    match statement {
        // What one holder was admitted to, the post gives to all: it goes with them.
        S::Rekey(person, ..) | S::Suspend(person, _) | S::Retire(person, _) => {
            let posts = before.posts_of(*person);
            sorted::set(posts.flat_map(|post| before.holders(post)))
        }
        S::Dismiss(_, post, _) | S::Undelegate(post) => sorted::set(before.holders(*post)),
        // A post that gets more than a head has is no longer kept by the head.
        S::Admit { .. } => {
            let posts = before.posts().filter(|post| before.is_delegated(*post));
            sorted::set(posts.flat_map(|post| before.holders(post)))
        }
        S::ChangeRole(role, _) => {
            let same = before
                .role(role.id)
                .is_some_and(|old| (&old.rights, &old.duties) == (&role.rights, &role.duties));
            if same {
                BTreeSet::new()
            } else {
                everybody(before)
            }
        }
        S::MoveUnit(..) => everybody(before),
        _ => BTreeSet::new(),
    }
}

/// A role or a place that changes can take a post away from its keepers as well.
fn everybody(view: View<'_>) -> BTreeSet<PersonId> {
    sorted::set(view.people().map(|person| person.id))
}

impl View<'_> {
    /// Whether somebody knows the present epoch of a key who may not any more. The index key is replaced by policy, not
    /// by this: it opens nothing.
    pub fn is_stale(self, key: &KeyName) -> bool {
        let line = self.facts.stale.get(key);
        let lost = line.and_then(|line| line.last(self.seen));
        let fresh = lost.is_none_or(|epoch| {
            self.epoch(key)
                .is_none_or(|present| present.epoch != *epoch)
        });
        !Check::FreshKey.passes(fresh)
    }

    /// The stale keys that somebody still gets, posts first: what has to be rotated before anything is written under
    /// them. A post that nobody is admitted to waits for its next holder.
    pub fn stale(self) -> Vec<KeyName> {
        let is_due = |key: &KeyName| {
            self.is_stale(key)
                && match key {
                    KeyName::Post(post) => self.is_live(*post),
                    KeyName::Unit(unit, _) => self.is_open(*unit),
                    KeyName::Index => false,
                }
        };
        self.facts.stale.keys().copied().filter(is_due).collect()
    }

    /// All keys but the index key that the person may have, through the posts that admitted them and through those whose
    /// pairs these keep.
    pub(super) fn keys_of(self, person: PersonId) -> BTreeSet<KeyName> {
        let mut keys = BTreeSet::new();
        for (post, _) in self.admitted_roles(person) {
            self.add_keys_of(post, &mut keys);
            if self.is_borne_at(post, Duty::Archive) || self.is_delegated(post) {
                for kept in self
                    .posts_with_a_pair()
                    .filter(|kept| self.keeps(post, *kept))
                {
                    self.add_keys_of(kept, &mut keys);
                }
            }
        }
        keys
    }

    /// The pair of a post and what is boxed to it.
    fn add_keys_of(self, post: Post, keys: &mut BTreeSet<KeyName>) {
        keys.insert(KeyName::Post(post));
        for Cover { unit, sections } in self.covers_at(post) {
            keys.extend(sections.iter().map(|section| KeyName::Unit(unit, section)));
        }
    }

    fn posts_with_a_pair(self) -> impl Iterator<Item = Post> {
        self.facts.epochs.keys().filter_map(|key| match key {
            KeyName::Post(post) => Some(*post),
            KeyName::Unit(..) | KeyName::Index => None,
        })
    }
}
