//! Visitors: requests that need no session. What one address may ask within a minute is bounded.
//!
//! Counted in memory: a stranger's question must not cost the database a write. Several servers on one database count each for itself.

use std::{
    collections::HashMap,
    net::IpAddr,
    num::NonZeroU32,
    sync::{Mutex, PoisonError},
};

use axum::{extract::FromRequestParts, http::request::Parts};

use crate::{
    clock::{self, minutes},
    error::Failure,
    peer::Peer,
    state::AppState,
};

/// How long a question counts.
const WINDOW: u64 = minutes(1);

/// What an address may ask within a minute where nothing else is configured: an office of some hundred people behind one address,
/// all of them at the door at nine o'clock.
const DEFAULT: u32 = 600;

/// Addresses that are remembered at once, some 4 MB. Whoever commands more has other means to harm.
const MOST: usize = 65_536;

/// Questions of one address since a time.
#[derive(Debug, Clone, Copy)]
struct Asked {
    since: u64,
    count: u32,
}

/// Who has asked how often.
pub(crate) struct Visitors {
    most: u32,
    asked: Mutex<HashMap<Option<IpAddr>, Asked>>,
}

impl Visitors {
    pub(crate) fn new(most: Option<NonZeroU32>) -> Self {
        Self {
            most: most.map_or(DEFAULT, NonZeroU32::get),
            asked: Mutex::default(),
        }
    }

    /// Counts a question; the seconds to wait, if it is one too many.
    pub(crate) fn wait(&self, address: Option<IpAddr>, now: u64) -> Option<u64> {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        if asked.len() >= MOST && !asked.contains_key(&address) {
            asked.retain(|_, asked| asked.is_fresh(now));
            if asked.len() >= MOST {
                // Forgetting lets a flood through for a moment; refusing would shut out everybody who is new.
                asked.clear();
            }
        }
        let begin = Asked {
            since: now,
            count: 0,
        };
        let this = asked.entry(address).or_insert(begin);
        if !this.is_fresh(now) {
            *this = begin;
        }
        this.count = this.count.saturating_add(1);
        (this.count > self.most).then(|| {
            let left = this.since.saturating_add(WINDOW).saturating_sub(now);
            left.div_ceil(1000).max(1)
        })
    }
}

impl Asked {
    fn is_fresh(&self, now: u64) -> bool {
        // A clock that was put back must not make anybody wait for longer than the window.
        (self.since..self.since.saturating_add(WINDOW)).contains(&now)
    }
}

/// Somebody without a session who does not ask too often: the argument of every handler that needs no session. It comes
/// before anything that reads the body or the database. Those who prove that they are somebody are counted once more, by
/// their failures: see [`crate::tries`].
pub(crate) struct Visitor;

impl FromRequestParts<AppState> for Visitor {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Failure> {
        let network = Peer::of(&parts.extensions).network();
        match state.visitors.wait(network, clock::now()) {
            None => Ok(Self),
            Some(seconds) => Err(Failure::too_many_tries(seconds)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(last: u8) -> Option<IpAddr> {
        Some(IpAddr::from([192, 0, 2, last]))
    }

    #[test]
    fn one_address_waits_and_the_others_do_not() {
        let visitors = Visitors::new(NonZeroU32::new(2));
        assert_eq!(visitors.wait(address(1), 1_000), None);
        assert_eq!(visitors.wait(address(1), 2_000), None);
        assert_eq!(visitors.wait(address(1), 2_500), Some(59));
        assert_eq!(visitors.wait(address(2), 2_500), None);
        assert_eq!(visitors.wait(address(1), 999 + WINDOW), Some(1));
        assert_eq!(visitors.wait(address(1), 1_000 + WINDOW), None);
    }

    #[test]
    fn a_clock_put_back_makes_nobody_wait_for_long() {
        let visitors = Visitors::new(NonZeroU32::new(1));
        assert_eq!(visitors.wait(address(1), minutes(60)), None);
        assert_eq!(visitors.wait(address(1), 0), None);
        assert_eq!(visitors.wait(address(1), 0), Some(60));
    }

    #[test]
    fn memory_is_bounded() {
        let visitors = Visitors::new(None);
        for number in 0..=u32::try_from(MOST).unwrap_or(u32::MAX) {
            visitors.wait(Some(IpAddr::from(number.to_be_bytes())), 0);
        }
        let remembered = visitors
            .asked
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .len();
        assert!(remembered <= MOST, "{remembered}");
    }
}
