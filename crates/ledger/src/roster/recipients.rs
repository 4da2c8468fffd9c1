//! Who a key is boxed to.

use std::collections::BTreeSet;

use super::view::View;
use crate::{
    id::PersonId,
    rights::{Duty, Operation},
    statement::{KeyName, Post},
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

impl View<'_> {
    /// Who gets a key: of a post, its admitted holders; of a section of a unit, the posts that may view it there and
    /// whose admissions cover it; of the index, every post with an admitted holder that may view anything.
    pub fn recipients(self, key: &KeyName) -> Recipients {
        match key {
            KeyName::Post(post) => Recipients::People(
                self.holders(*post)
                    .filter(|person| self.is_admitted(*person, *post))
                    .collect(),
            ),
            KeyName::Unit(unit, section) => {
                let posts: BTreeSet<Post> = self
                    .valid_covers(*unit)
                    .filter(|(_, post, sections)| {
                        sections.contains(*section)
                            && self.entitled(*post, *unit).contains(*section)
                    })
                    .map(|(_, post, _)| post)
                    .collect();
                Recipients::Posts(posts.into_iter().collect())
            }
            KeyName::Index => Recipients::Posts(
                self.posts()
                    .filter(|post| self.views_anything(*post) && self.is_live(*post))
                    .collect(),
            ),
        }
    }

    /// Whether a post's pair is boxed to another post beside its holders: to one with the archive duty and an admitted
    /// holder that may view all that the post may. Nobody could let in a second holder after the first one otherwise; and
    /// whoever may view less would read what is sealed to the post later.
    pub fn keeps(self, keeper: Post, post: Post) -> bool {
        self.is_live(keeper) && self.may_keep(keeper, post)
    }

    /// As [`View::keeps`], once the keeper has an admitted holder.
    pub fn may_keep(self, keeper: Post, post: Post) -> bool {
        keeper != post
            && self
                .role(keeper.role)
                .is_some_and(|role| role.duties.contains(&Duty::Archive))
            && self
                .entitlements(post)
                .iter()
                .all(|cover| self.entitled(keeper, cover.unit).covers(cover.sections))
    }

    /// Whether a post has an admitted holder.
    pub fn is_live(self, post: Post) -> bool {
        self.holders(post)
            .any(|person| self.is_admitted(person, post))
    }

    fn views_anything(self, post: Post) -> bool {
        self.role(post.role).is_some_and(|role| {
            role.rights
                .iter()
                .any(|right| right.operation == Operation::View)
        })
    }
}
