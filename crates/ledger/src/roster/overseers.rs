//! Who is told when somebody does more than is usual.

use super::view::View;
use crate::{
    id::PersonId,
    rights::Duty,
    statement::{KeyName, Post},
};

impl View<'_> {
    /// The posts that are told when a person reads more than is usual: for each post that the person holds, those of the nearest heads, at its
    /// unit or above. Where nobody heads the person it is whoever has the audit duty, and without them the archive duty. No post
    /// counts that the person holds as well, for they would be told of themselves; nor one that nothing may be sealed to.
    pub fn overseers(self, person: PersonId) -> Vec<Post> {
        let mut heads = Vec::new();
        for (post, _) in self.admitted_roles(person) {
            let above = self.upwards(post.unit);
            let mut nearest = above.map(|unit| {
                let there = self.told_of(person, Duty::Head);
                there.filter(|head| head.unit == unit.id).collect()
            });
            let nearest: Option<Vec<Post>> = nearest.find(|there: &Vec<Post>| !there.is_empty());
            heads.extend(nearest.into_iter().flatten());
        }
        if heads.is_empty() {
            heads.extend(self.told_of(person, Duty::Audit));
        }
        if heads.is_empty() {
            heads.extend(self.told_of(person, Duty::Archive));
        }
        sorted::set(heads).into_iter().collect()
    }

    /// The posts of others that bear a duty, and have a pair that nobody knows who may not.
    fn told_of(self, person: PersonId, duty: Duty) -> impl Iterator<Item = Post> {
        self.posts().filter(move |post| {
            let pair = KeyName::Post(*post);
            self.epoch(&pair).is_some()
                && !self.is_stale(&pair)
                && !self.holds(person, *post)
                && self.is_borne_at(*post, duty)
        })
    }
}
