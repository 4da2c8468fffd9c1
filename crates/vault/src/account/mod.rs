//! Founding, joining, signing in, recovering: the ways to a [`Session`](crate::session::Session).

mod by_code;
mod change_password;
pub(crate) mod devices;
mod join;
mod kits;
mod pasted;
mod recover;
mod replace_keys;
pub(crate) mod second_factor;
mod second_step;
mod set_up;
mod sign_in;
mod template;

pub(crate) use change_password::{change_password, make_code};
pub(crate) use join::{join, open_invitation, renew_access};
pub(crate) use kits::{printed, rehearse};
pub(crate) use recover::recover;
pub(crate) use replace_keys::replace_keys;
pub(crate) use second_step::{Arrived, Pending, give_code};
pub(crate) use set_up::{check_set_up, set_up};
pub(crate) use sign_in::sign_in;
