//! What stands between the two steps of a sign-in: that a password was proven. It is sealed and given to the browser, so that nothing is
//! stored for whoever never comes back; and it opens nothing but the second step.

use ledger::id::PersonId;
use zeroize::Zeroizing;

use crate::{
    account::Account, clock::minutes, error::Failure, random::NoRandom, secret::ServerSecret,
};

const PURPOSE: &[u8] = b"ticket";

/// How long a code may take.
const LIFE: u64 = minutes(5);

/// Ends (8), how (1), whose (16), the stored hash that was proven (32).
const LENGTH: usize = 57;

/// A proven password, or recovery code.
pub(crate) struct Ticket {
    pub(crate) person: PersonId,
    /// By the person's recovery code.
    pub(crate) by_code: bool,
    /// The hash that was proven: another password makes the ticket void.
    proven: [u8; 32],
    ends: u64,
}

impl Ticket {
    /// For an account whose secret was proven a moment ago.
    pub(crate) fn new(account: &Account, by_code: bool, now: u64) -> Option<Self> {
        Some(Self {
            person: account.person,
            by_code,
            proven: account.proof(by_code)?.hash,
            ends: now.saturating_add(LIFE),
        })
    }

    pub(crate) fn seal(&self, secret: &ServerSecret) -> Result<Vec<u8>, NoRandom> {
        let mut plain = Zeroizing::new(Vec::with_capacity(LENGTH));
        plain.extend(self.ends.to_be_bytes());
        plain.push(u8::from(self.by_code));
        plain.extend(self.person.0);
        plain.extend(self.proven);
        secret.seal(PURPOSE, b"", &plain)
    }

    /// Opens one that this server has sealed and whose time is not over.
    pub(crate) fn open(secret: &ServerSecret, sealed: &[u8], now: u64) -> Option<Self> {
        let plain = Zeroizing::new(secret.open(PURPOSE, b"", sealed).ok()?);
        let (ends, rest) = plain.split_first_chunk::<8>()?;
        let (by_code, rest) = rest.split_first()?;
        let (person, proven) = rest.split_first_chunk::<16>()?;
        let ticket = Self {
            person: PersonId(*person),
            by_code: *by_code == 1,
            proven: proven.try_into().ok()?,
            ends: u64::from_be_bytes(*ends),
        };
        (now < ticket.ends && ticket.ends <= now.saturating_add(LIFE)).then_some(ticket)
    }

    /// Whether what was proven is still the account's.
    pub(crate) fn is_of(&self, account: &Account) -> bool {
        account
            .proof(self.by_code)
            .is_some_and(|proof| proof.hash == self.proven)
    }
}

/// 410.
pub(crate) fn ended() -> Failure {
    Failure::new(
        wire::Code::TicketEnded,
        "too old, or what it proved is so no more: sign in anew",
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{account::DEFAULT_STRETCH, hasher::SecretHash};

    fn account(hash: u8) -> Account {
        Account {
            person: PersonId([1; 16]),
            salt: [2; 16],
            stretch: DEFAULT_STRETCH,
            secret: SecretHash {
                salt: [3; 16],
                hash: [hash; 32],
            },
            code: None,
            blob: Vec::new(),
            active: true,
        }
    }

    #[test]
    fn a_ticket_is_good_for_five_minutes_at_its_own_server_for_its_own_password() {
        let secret = ServerSecret::new(&[7; 32]);
        let sealed = Ticket::new(&account(4), false, 1_000).unwrap();
        let sealed = sealed.seal(&secret).unwrap();
        let opened = Ticket::open(&secret, &sealed, 1_000).unwrap();
        assert!(opened.is_of(&account(4)) && !opened.is_of(&account(5)));
        assert!(Ticket::open(&secret, &sealed, 300_999).is_some());
        assert!(Ticket::open(&secret, &sealed, 301_000).is_none());
        // A clock that was set back makes nothing live longer.
        assert!(Ticket::open(&secret, &sealed, 999).is_none());
        assert!(Ticket::open(&ServerSecret::new(&[8; 32]), &sealed, 1_000).is_none());
        for place in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[place] ^= 1;
            assert!(Ticket::open(&secret, &altered, 1_000).is_none());
        }
        // Nobody who has no recovery code has proven one.
        assert!(Ticket::new(&account(4), true, 1_000).is_none());
    }

    #[test]
    fn nothing_else_that_is_sealed_is_a_ticket() {
        let secret = ServerSecret::new(&[7; 32]);
        let blob = secret.wrap(PersonId([1; 16]), &[0; LENGTH]).unwrap();
        assert!(Ticket::open(&secret, &blob, 0).is_none());
    }
}
