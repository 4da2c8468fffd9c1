//! Units, people, posts, invitations, admissions.

mod access;
mod appoint;
mod change;
mod delegate;
mod deputize;
mod explain;
mod fragment;
pub(crate) mod greeting;
mod index_key;
mod invite;
mod leave;
mod role;
pub(crate) mod settings;
mod suite;
mod unit;
mod view;

pub(crate) use access::access;
pub(crate) use appoint::{admit, appoint};
pub(crate) use change::{make, preview};
pub(crate) use delegate::delegate;
pub(crate) use deputize::{deputize, end_lapsed};
pub(crate) use explain::{explain, explanations, take_note};
pub(crate) use fragment::Fragment;
pub(crate) use index_key::replace_index_key;
pub(crate) use invite::{confirm, invite, newcomer_message, renew, renewed_message, withdraw};
pub(crate) use leave::{leave, reinstate};
pub(crate) use suite::choose_suite;
pub(crate) use unit::add_unit;
pub(crate) use view::{changed, organisation};
