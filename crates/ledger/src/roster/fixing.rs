//! Which journals a statement has to name the ends of: those where somebody may no more write what they might before.
//!
//! Whoever lost a right could otherwise, with the server's help, write entries that seem to be older than the loss.

use std::collections::BTreeSet;

use super::{facts::Fix, view::View};
use crate::{
    id::{PersonId, UnitId},
    refusal::{Refusal, Subject},
    roster::shape::ensure,
    statement::{JournalHead, Post, RosterStatement},
};

impl<'a> View<'a> {
    /// The units whose journals' ends the statement names, in the order in which it names them.
    pub fn journals_fixed_by(self, statement: &RosterStatement) -> BTreeSet<UnitId> {
        use RosterStatement as S;
        // What a deputy wrote while there was time has to be fixed as well.
        let view = self.when(0);
        match statement {
            S::Rekey(person, ..) | S::Suspend(person, _) | S::Retire(person, _) => {
                let posts = view.posts_of(*person);
                sorted::set(posts.flat_map(|post| view.written_by(*person, post)))
            }
            S::Dismiss(person, post, _) => view.written_by(*person, *post),
            S::ChangeRole(role, _) => {
                let posts = view.posts();
                let posts = posts.filter(|post| post.role == role.id && view.is_live(*post));
                sorted::set(posts.flat_map(|post| view.writes(post)))
            }
            S::MoveUnit(..) => sorted::set(view.open_units()),
            S::CloseUnit(unit, _) => sorted::set([*unit]),
            _ => BTreeSet::new(),
        }
    }

    /// Whether a statement names the ends of the journals that it has to, each once and in order.
    pub(super) fn fixes_rightly(self, statement: &RosterStatement) -> Result<(), Refusal> {
        let named = statement.journals().iter().map(|head| head.unit);
        ensure(
            named.eq(self.journals_fixed_by(statement)),
            Refusal::Unfit(Subject::Journal),
        )?;
        let goes_on =
            |fixed: &Fix, head: &JournalHead| head.len() > fixed.head.len() || *head == fixed.head;
        let on = statement
            .journals()
            .iter()
            .all(|head| self.fix(head.unit).is_none_or(|fixed| goes_on(fixed, head)));
        ensure(on, Refusal::Fork)
    }

    fn fix(self, unit: UnitId) -> Option<&'a Fix> {
        self.facts.fixes.get(&unit)?.last()
    }

    fn open_units(self) -> impl Iterator<Item = UnitId> {
        self.units()
            .map(|unit| unit.id)
            .filter(move |unit| self.is_open(*unit))
    }

    fn written_by(self, person: PersonId, post: Post) -> BTreeSet<UnitId> {
        if self.is_admitted(person, post) {
            self.writes(post)
        } else {
            BTreeSet::new()
        }
    }

    /// The units in whose journals the role of a post may write.
    fn writes(self, post: Post) -> BTreeSet<UnitId> {
        let rights = self.role(post.role).map_or(&[][..], |role| &role.rights);
        let units = rights
            .iter()
            .filter(|right| right.operation.writes())
            .flat_map(|right| self.reached(right.reach, post.unit))
            .filter(|unit| self.is_open(*unit));
        sorted::set(units)
    }
}
