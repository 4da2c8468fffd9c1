//! The recovery root: it proves itself by a signature, and may give a person a new account.

pub(crate) mod account;
pub(crate) mod challenge;
pub(crate) mod sign_in;
