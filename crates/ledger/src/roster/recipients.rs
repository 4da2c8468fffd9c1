//! Who a key is boxed to.

use std::collections::BTreeSet;

use checks::Check;

use super::view::View;
use crate::{
    id::PersonId,
    rights::Duty,
    statement::{KeyName, Post, Role},
};

/// Who gets a key, computed from the roster: whoever makes boxes makes them for these and nobody else.
///
/// Every key goes to the recovery root as well, and a post's pair to the posts that keep it: [`View::keeps`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recipients {
    /// The pairs of these posts.
    Posts(Vec<Post>),
    /// The keys of these people.
    People(Vec<PersonId>),
}

impl Recipients {
    /// How many.
    pub fn len(&self) -> usize {
        match self {
            Self::Posts(posts) => posts.len(),
            Self::People(people) => people.len(),
        }
    }

    /// Whether nobody gets the key.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// For which keys somebody's boxes are worth opening. Boxes of anybody else are rubbish: keys come from those who have
/// them.
#[derive(Debug, Clone)]
pub struct Maker {
    archivist: bool,
    looks_up: bool,
    keys: BTreeSet<KeyName>,
}

impl Maker {
    /// Whether they may box the key: an archivist any, others those that they may have themselves.
    pub fn may_box(&self, key: &KeyName) -> bool {
        self.archivist || self.keys.contains(key) || *key == KeyName::Index && self.looks_up
    }
}

impl View<'_> {
    /// What somebody may make boxes for.
    pub fn maker(self, person: PersonId) -> Maker {
        // What a deputy made while there was time stays good.
        let view = self.when(0);
        let archivist = view.has_duty(person, Duty::Archive);
        let keys = if archivist {
            BTreeSet::new()
        } else {
            view.keys_of(person)
        };
        let looks_up = view
            .posts_of(person)
            .any(|post| view.is_admitted(person, post) && view.looks_up(post));
        Maker {
            archivist,
            looks_up,
            keys,
        }
    }

    /// Who gets a key: of a post, its admitted holders; of a section of a unit, the posts that may view it there and
    /// whose admissions cover it; of the index, every post that gets another key.
    pub fn recipients(self, key: &KeyName) -> Recipients {
        match key {
            KeyName::Post(post) => Recipients::People(
                self.holders(*post)
                    .filter(|person| Check::Admission.passes(self.is_admitted(*person, *post)))
                    .collect(),
            ),
            KeyName::Unit(unit, section) => {
                let gets = |post: &Post| {
                    self.covered(*post, *unit).contains(*section)
                        && self.entitled(*post, *unit).contains(*section)
                };
                Recipients::Posts(self.posts_covered_at(*unit).filter(gets).collect())
            }
            KeyName::Index => {
                Recipients::Posts(self.posts().filter(|post| self.looks_up(*post)).collect())
            }
        }
    }

    /// The posts whose pairs a new epoch of a key is sealed to: those that get it, or that keep it.
    pub fn sealed_to(self, key: &KeyName) -> Vec<Post> {
        match (key, self.recipients(key)) {
            (_, Recipients::Posts(posts)) => posts,
            (KeyName::Post(post), _) => {
                let posts = self.posts();
                posts.filter(|keeper| self.keeps(*keeper, *post)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether a new epoch of a key would go to nobody who lost something: each pair that it is sealed to is no stale one,
    /// or replaced together with it.
    pub fn goes_to_fresh_pairs(self, key: &KeyName, together: impl Fn(&KeyName) -> bool) -> bool {
        self.sealed_to(key).iter().all(|post| {
            let pair = KeyName::Post(*post);
            !self.is_stale(&pair) || together(&pair)
        })
    }

    /// Whether a post's pair is boxed to another post beside its holders: to one whose holders let people in there and that
    /// may view all that the post may. Nobody could let in a second holder after the first one otherwise; and whoever may
    /// view less would read what is sealed to the post later. A head keeps nothing that an archivist has not agreed to.
    pub fn keeps(self, keeper: Post, post: Post) -> bool {
        let Some(role) = self.role(keeper.role) else {
            return false;
        };
        let admits = || {
            self.is_borne_at(keeper, Duty::Archive)
                || self.is_live(keeper)
                    && self.admits_at(keeper, post)
                    && self.gets_all_of(keeper, post)
        };
        keeper != post && self.spans(&[(keeper, role)], post) && admits()
    }

    /// Whether the admission duty is delegated to the head's post for another one: at its unit or below, without
    /// another duty than that of a head.
    pub(super) fn admits_at(self, head: Post, post: Post) -> bool {
        let only_head = |role: &Role| role.duties.iter().all(|duty| *duty == Duty::Head);
        self.is_delegated(head)
            && self.is_within(post.unit, head.unit)
            && self.role(post.role).is_some_and(only_head)
    }

    /// Whether a post has an admitted holder.
    pub fn is_live(self, post: Post) -> bool {
        self.holders(post)
            .any(|person| self.is_admitted(person, post))
    }

    /// Whether a post gets the index key: whoever may view something may look numbers up.
    pub fn looks_up(self, post: Post) -> bool {
        let covers = |person| {
            self.units_covered(person, post)
                .any(|unit| !self.own_keys(person, post, unit).is_empty())
        };
        self.holders(post).any(covers)
    }
}
