//! Sessions: how they begin, how long they live, and whose a request brings.

mod actor;

use std::sync::{Arc, OnceLock};

use axum::{
    extract::FromRequestParts,
    http::{HeaderName, HeaderValue, request::Parts},
};
use ledger::{hash::Hash, id::PersonId, rules::SessionRules};
use wire::Code;

pub(crate) use self::actor::{Actor, Arriving, Bare, Member, RecoverySession};

use crate::{
    clock::{self, minutes},
    cookie,
    error::Failure,
    peer::{Peer, Way},
    random,
    state::AppState,
    store::{self, Transaction, session::SessionRow},
};

/// A session of the recovery root ends this long after it began.
const RECOVERY_LIFETIME: u64 = minutes(30);
/// The last request's time is written no more often than this.
const TOUCH: u64 = minutes(1);

/// A live session.
pub(crate) struct Session {
    /// Names the row: the hash of the cookie's token.
    pub(crate) key: Hash,
    /// When it ends at the latest.
    pub(crate) expires: u64,
    pub(crate) peer: Peer,
    /// Begun by a recovery code: good for another password and for nothing else.
    by_code: bool,
    /// The policy asks its person for a second factor, and it was begun without one: good for setting one up and for nothing else.
    bare: bool,
    /// The hash of the token of the device that it began on.
    pub(crate) device: Option<Hash>,
}

/// A session that was begun but not yet written.
pub(crate) struct Begun {
    row: SessionRow,
    key: Hash,
    token: String,
    way: Way,
    lifetime: u64,
}

/// Begins a session: of a person, or of the recovery root where `person` is none. It lives as long as the rules say. The token is new each
/// time, and goes back by the way that the request came.
pub(crate) fn begin(
    person: Option<PersonId>,
    way: Way,
    rules: SessionRules,
    now: u64,
) -> Result<Begun, Failure> {
    let token = random::token()?;
    let lifetime = match person {
        Some(_) => minutes(u64::from(rules.hours) * 60),
        None => RECOVERY_LIFETIME,
    };
    let idle = minutes(u64::from(rules.idle_minutes));
    Ok(Begun {
        row: SessionRow::new(person, now, lifetime, idle),
        key: key(&token),
        token,
        way,
        lifetime,
    })
}

impl Begun {
    /// It was begun by a recovery code: it is good for another password and for nothing else.
    #[must_use]
    pub(crate) fn by_code(mut self, by_code: bool) -> Self {
        self.row = self.row.by_code(by_code);
        self
    }

    /// When a code of the person's second factor was given for it, if it was.
    #[must_use]
    pub(crate) fn factored(mut self, at: Option<u64>) -> Self {
        self.row = self.row.factored(at);
        self
    }

    /// It is the answer to these statements, and may be asked for again.
    #[must_use]
    pub(crate) fn answering(mut self, batch: Hash) -> Self {
        self.row = self.row.answering(batch);
        self
    }

    /// On which device, and from where.
    #[must_use]
    pub(crate) fn on(mut self, device: Option<Hash>, label: &str, peer: &Peer) -> Self {
        self.row = self.row.on(device, label, peer.address());
        self
    }

    /// Names the row.
    pub(crate) fn key(&self) -> Hash {
        self.key
    }

    pub(crate) fn within(&self, transaction: &mut Transaction) {
        store::session::create(transaction, self.key, &self.row);
    }

    pub(crate) fn cookie(&self) -> Result<(HeaderName, HeaderValue), Failure> {
        cookie::set(&self.token, self.lifetime / 1000, self.way.secure)
    }
}

/// The row's name: whoever reads the database learns no token.
fn key(token: &str) -> Hash {
    Hash::of(token.as_bytes())
}

/// The token that a request brings, in the cookie that its way has.
fn token(parts: &Parts) -> Option<&str> {
    cookie::token(&parts.headers, Way::of(&parts.extensions).secure)
}

/// The key of the session that a request brings, alive or not: it ends when another begins.
pub(crate) struct OldSession(pub(crate) Option<Hash>);

impl<S: Send + Sync> FromRequestParts<S> for OldSession {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(token(parts).map(key)))
    }
}

fn is_live(row: &SessionRow, now: u64) -> bool {
    now < row.expires() && now < row.seen().saturating_add(row.idle())
}

/// 401.
pub(crate) fn nobody() -> Failure {
    Failure::new(Code::NotSignedIn, "no session, or one that has ended")
}

/// Whose live session a request brings: a person's, or nobody's that has a name. Asking does not prolong the session.
pub(crate) async fn whose(parts: &Parts, state: &AppState) -> Result<Option<PersonId>, Failure> {
    let Some(token) = token(parts) else {
        return Ok(None);
    };
    let (row, _) = store::session::find(&state.db, key(token)).await?;
    Ok(row
        .filter(|row| is_live(row, clock::now()))
        .and_then(|row| row.person()))
}

/// When a code was given for the living session that a sign-in is to take the place of, if it is the same person's in the same browser: whoever
/// locked the page there unlocks it by the password alone. It counts for as long as the rules let a session live, however often it is locked.
pub(crate) async fn factored_here(
    state: &AppState,
    old: Option<Hash>,
    (person, device): (PersonId, Option<Hash>),
    rules: SessionRules,
    now: u64,
) -> Result<Option<u64>, Failure> {
    let (Some(old), Some(device)) = (old, device) else {
        return Ok(None);
    };
    let (row, _) = store::session::find(&state.db, old).await?;
    let row = row.filter(|row| {
        row.person() == Some(person)
            && row.device() == Some(device)
            && is_live(row, now)
            && row.lives_by(rules, now)
            && !row.is_by_code()
    });
    let at = row.and_then(|row| row.factored_at());
    Ok(at.filter(|at| now < at.saturating_add(minutes(u64::from(rules.hours) * 60))))
}

/// Tells the layers outside who was found to be asking, if that is worth a line of the operation log.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asker(Arc<OnceLock<Option<PersonId>>>);

impl Asker {
    pub(crate) fn is(&self, person: Option<PersonId>) {
        // A second extractor of the same request finds the same session.
        let _ = self.0.set(person);
    }

    /// Whose session it is, if somebody found out: a person's; none for the recovery root, and for a stranger whose
    /// refusal is to be kept.
    pub(crate) fn known(&self) -> Option<Option<PersonId>> {
        self.0.get().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sessions_end_when_idle_and_after_their_lifetime() {
        let (lifetime, idle) = (minutes(600), minutes(60));
        let row = SessionRow::new(Some(PersonId([1; 16])), 1_000, lifetime, idle);
        assert!(is_live(&row, 1_000));
        assert!(is_live(&row, 999 + idle));
        assert!(!is_live(&row, 1_000 + idle));
        let busy = row.seen_at(lifetime);
        assert!(is_live(&busy, 999 + lifetime));
        assert!(!is_live(&busy, 1_000 + lifetime));
    }
}
