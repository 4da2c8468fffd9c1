//! Units, people, posts, invitations, admissions.

mod appoint;
mod invite;
mod unit;
mod view;

pub(crate) use appoint::{admit, appoint};
pub(crate) use invite::{Fragment, confirm, invite, newcomer_message, withdraw};
pub(crate) use unit::add_unit;
pub(crate) use view::{grouped, organisation};
