//! Visitors: requests that need no session, or bring none that is alive. What one address may ask within a minute is bounded.

use std::net::IpAddr;

use axum::{extract::FromRequestParts, http::request::Parts};

use crate::{clock, error::Failure, peer::Peer, rate::Rate, state::AppState};

/// What an address may ask within a minute where nothing else is configured: an office of some hundred people behind one address,
/// all of them at the door at nine o'clock.
pub(crate) const DEFAULT: u32 = 600;

/// Who has asked how often, by what a visitor can't change at will.
pub(crate) type Visitors = Rate<Option<IpAddr>>;

/// Somebody without a session who does not ask too often: the argument of every handler that needs no session. It comes
/// before anything that reads the body or the database. Those who prove that they are somebody are counted once more, by
/// their failures: see [`crate::tries`].
pub(crate) struct Visitor;

impl FromRequestParts<AppState> for Visitor {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Failure> {
        visit(parts, state).map(|()| Self)
    }
}

/// Counts a stranger's request.
///
/// # Errors
/// 429 where it is one too many.
pub(crate) fn visit(parts: &Parts, state: &AppState) -> Result<(), Failure> {
    let network = Peer::of(&parts.extensions).network();
    match state.visitors.wait(network, clock::now()) {
        None => Ok(()),
        Some(seconds) => Err(Failure::too_many_tries(seconds)),
    }
}
