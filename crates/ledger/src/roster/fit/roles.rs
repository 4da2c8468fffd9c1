//! Whether roles differ, and duties stay apart where the policy says so.

use crate::{
    refusal::{Refusal, Subject},
    rights::Duty,
    roster::{
        shape::{self, ensure},
        view::View,
    },
    statement::{Post, Role},
    text::folded,
};

pub(super) const MAX_ROLES: usize = 1000;

pub(super) fn define_role(view: View<'_>, role: &Role) -> Result<(), Refusal> {
    shape::role(role)?;
    ensure(
        view.role(role.id).is_none(),
        Refusal::Duplicate(Subject::Role),
    )?;
    is_only(view, role)?;
    ensure(
        view.roles().count() < MAX_ROLES,
        Refusal::TooMany(Subject::Role),
    )?;
    let apart = shape::are_apart(&role.duties);
    ensure(apart || !view.policy().separate_duties, Refusal::Separation)
}

pub(super) fn change_role(view: View<'_>, role: &Role) -> Result<(), Refusal> {
    shape::role(role)?;
    let before = view.role(role.id).ok_or(Refusal::Unknown(Subject::Role))?;
    ensure(before != role, Refusal::Nothing)?;
    is_only(view, role)?;
    if !view.policy().separate_duties {
        return Ok(());
    }
    let mut holders = view
        .posts()
        .filter(|post| post.role == role.id)
        .flat_map(|post| view.holders(post));
    let apart = shape::are_apart(&role.duties)
        && holders.all(|person| {
            let others = view.posts_of(person).filter(|post| post.role != role.id);
            are_apart(view, others, &role.duties)
        });
    ensure(apart, Refusal::Separation)
}

/// Whether no other role has the name.
fn is_only(view: View<'_>, role: &Role) -> Result<(), Refusal> {
    let name = folded(&role.name);
    let stands = |other: &Role| other.id != role.id && folded(&other.name) == name;
    ensure(!view.roles().any(stands), Refusal::Duplicate(Subject::Role))
}

/// Whether the duties of a role and of other posts, admitted or not, are ones that one person may bear.
pub(super) fn are_apart(view: View<'_>, others: impl Iterator<Item = Post>, more: &[Duty]) -> bool {
    let roles = others.filter_map(|post| view.role(post.role));
    shape::are_apart(roles.flat_map(|role| &role.duties).chain(more))
}
