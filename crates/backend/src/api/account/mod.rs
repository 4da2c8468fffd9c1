//! Accounts and sessions: set-up, signing in and out, the person's blob.

pub(crate) mod again;
pub(crate) mod blob;
pub(crate) mod devices;
mod enter;
pub(crate) mod keys;
pub(crate) mod parameters;
pub(crate) mod password;
mod proof;
pub(crate) mod second_factor;
pub(crate) mod session;
pub(crate) mod set_up;
pub(crate) mod sign_in;
pub(crate) mod sign_out;

use axum::response::{AppendHeaders, IntoResponse, Response};
use ledger::{hash::Hash, id::OrgId, id::PersonId};
use wire::account::SignedIn;

use crate::{
    body::Reply,
    error::Failure,
    session::Begun,
    state::AppState,
    store::{self, Transaction},
};

/// Puts a new session into a transaction; the one that the browser had before ends with it.
pub(crate) fn replace_session(transaction: &mut Transaction, begun: &Begun, old: Option<Hash>) {
    if let Some(old) = old {
        store::session::delete(transaction, old);
    }
    begun.within(transaction);
}

/// The answer to a sign-in: the blob without the server's wrapping, and the session's cookie.
pub(crate) fn signed_in(
    state: &AppState,
    org: OrgId,
    person: PersonId,
    wrapped: &[u8],
    begun: &Begun,
) -> Result<Response, Failure> {
    let blob = state
        .secret
        .unwrap(person, wrapped)
        .map_err(|error| Failure::internal(&error))?;
    let body = SignedIn {
        org: org.to_string(),
        person: person.to_string(),
        blob: blob.into(),
    };
    Ok((AppendHeaders([begun.cookie()?]), Reply(body)).into_response())
}
