//! Guessing is slow: failures are counted before the guess is judged, so that guesses made at once count too.
//!
//! They count for the account, as many as the signed rules allow, whoever tries from wherever; but a device that its owner has signed in with
//! counts by itself, so that no stranger shuts a colleague out. And they count for the address, whatever account is tried.

use ledger::{hash::Hash, id::PersonId, rules::LockOut};

use crate::{
    clock::minutes,
    error::Failure,
    log::Line,
    peer::Peer,
    secret::ServerSecret,
    state::AppState,
    store::{self, tries::Limit},
};

/// The longest that anything is remembered.
pub(crate) const LONGEST: u64 = minutes(24 * 60);

/// Failures from one address (of IPv6: one network, or a guesser would have a new one for each guess), whatever the account: an office shares
/// one.
const FOR_ADDRESS: Limit = Limit {
    most: 50,
    window: minutes(30),
};

/// What is to be proven.
pub(crate) enum Claim<'a> {
    /// That an account is one's own.
    Account {
        /// The name as it was typed, folded.
        name: &'a str,
        /// Whose it is, if anybody's.
        person: Option<PersonId>,
        /// The device, where it is one of that person.
        device: Option<Hash>,
    },
    /// Something that nobody can guess, such as a recovery kit: failures count where they happen, so that no stranger shuts its holder out.
    Word(&'a str),
}

/// A try that was counted and may go ahead.
pub(crate) struct Try {
    account: String,
    address: String,
    /// As many failures as the account may have.
    most: u64,
}

/// Counts a try to prove who one is.
///
/// # Errors
/// 429 where there were too many; the wait is until the lock ends. The operation log keeps the one that is refused first, as `line`, and
/// not the flood that may follow.
pub(crate) async fn begin(
    state: &AppState,
    claim: &Claim<'_>,
    peer: &Peer,
    rules: LockOut,
    line: &Line,
    now: u64,
) -> Result<Try, Failure> {
    let this = Try {
        account: account(state, claim, peer),
        address: key(&state.secret, &["address", &network(peer)]),
        most: u64::from(rules.failures),
    };
    // Whoever guesses from a colleague's office shuts nobody out of their own browser: that one's tries are few anyway.
    let own = matches!(
        claim,
        Claim::Account {
            device: Some(_),
            ..
        }
    );
    // An address that is shut out already leaves nothing behind: not a row for each name that it makes up.
    if !own
        && let Some(counted) = store::tries::counted(&state.db, &this.address, now).await?
        && counted.count >= FOR_ADDRESS.most
    {
        return Err(Failure::too_many_tries(wait(counted.until, now)));
    }
    let limit = Limit {
        most: this.most,
        window: minutes(u64::from(rules.minutes)),
    };
    // One that is locked costs a look, however often it is guessed at.
    if let Some(counted) = store::tries::counted(&state.db, &this.account, now).await?
        && counted.count > limit.most
    {
        return Err(Failure::locked_out(wait(counted.until, now)));
    }
    let person = match claim {
        Claim::Account { person, .. } => *person,
        Claim::Word(_) => None,
    };
    let counted = store::tries::count(&state.db, &this.account, person, now, limit).await?;
    if counted.count > limit.most {
        if counted.count == limit.most + 1 {
            line.write(state).await?;
        }
        return Err(Failure::locked_out(wait(counted.until, now)));
    }
    let counted = store::tries::count(&state.db, &this.address, None, now, FOR_ADDRESS).await?;
    if counted.count > FOR_ADDRESS.most && !own {
        line.write(state).await?;
        return Err(Failure::too_many_tries(wait(counted.until, now)));
    }
    Ok(this)
}

/// What counts: for an account all strangers together, or one device of its owner.
fn account(state: &AppState, claim: &Claim<'_>, peer: &Peer) -> String {
    let device = |device: &Hash| device.to_string();
    match claim {
        Claim::Account {
            name,
            device: Some(known),
            ..
        } => key(&state.secret, &["device", name, &device(known)]),
        Claim::Account { name, .. } => key(&state.secret, &["strangers", name]),
        Claim::Word(word) => key(&state.secret, &["word", word, &network(peer)]),
    }
}

fn network(peer: &Peer) -> String {
    let network = peer.network().map(|network| network.to_string());
    network.unwrap_or_else(|| "unknown".to_owned())
}

impl Try {
    /// The proof held: the account's failures from here are forgotten. The address only gets this try back, or an owner of
    /// one account could try all others without end.
    pub(crate) async fn succeeded(self, state: &AppState) -> Result<(), Failure> {
        store::tries::forget(&state.db, &self.account).await?;
        Ok(store::tries::give_back(&state.db, &self.address, FOR_ADDRESS.most).await?)
    }
}

impl Try {
    /// One half of the proof held, and the other is still to come: this try is given back, and no failure is forgotten. Else whoever knows a
    /// password could guess at codes for ever, by proving the password once more after every few.
    pub(crate) async fn half_succeeded(self, state: &AppState) -> Result<(), Failure> {
        store::tries::give_back(&state.db, &self.account, self.most).await?;
        Ok(store::tries::give_back(&state.db, &self.address, FOR_ADDRESS.most).await?)
    }
}

/// Seconds until a moment.
fn wait(until: u64, now: u64) -> u64 {
    until.saturating_sub(now).div_ceil(1000).max(1)
}

/// Names are typed by strangers and may be passwords by mistake: only a digest is stored, which nobody can guess at without
/// the server secret.
fn key(secret: &ServerSecret, parts: &[&str]) -> String {
    Hash(secret.digest(parts.join("\0").as_bytes())).to_string()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use wire::operation::Act;

    use super::*;
    use crate::Config;

    async fn state(dir: &std::path::Path) -> AppState {
        let config = Config {
            data_dir: dir.to_owned(),
            db: Some("mem://".to_owned()),
            ..Config::default()
        };
        AppState::open(config).await.unwrap()
    }

    const RULES: LockOut = LockOut {
        failures: 5,
        minutes: 30,
    };

    /// The wait that a try comes to, if it may not go ahead.
    async fn tried(state: &AppState, who: &str, device: Option<Hash>, now: u64) -> Option<u64> {
        let peer = Peer::of(&axum::http::Extensions::new());
        let line = Line::new(Act::SignInFailed, &peer);
        let claim = Claim::Account {
            name: who,
            person: None,
            device,
        };
        let begun = begin(state, &claim, &peer, RULES, &line, now).await;
        begun.err().map(|failure| failure.waits().unwrap())
    }

    #[tokio::test]
    async fn five_failures_lock_for_half_an_hour_and_a_device_counts_by_itself() {
        let dir = tempfile::tempdir().unwrap();
        let state = state(dir.path()).await;
        let mine = Some(Hash([7; 32]));
        for minute in 0..5 {
            assert_eq!(tried(&state, "a", None, minutes(minute)).await, None);
        }
        // From the fifth on, however many more there are.
        assert_eq!(tried(&state, "a", None, minutes(5)).await, Some(29 * 60));
        assert_eq!(tried(&state, "a", None, minutes(20)).await, Some(14 * 60));
        for _ in 0..5 {
            assert_eq!(tried(&state, "a", mine, minutes(6)).await, None);
        }
        assert_eq!(tried(&state, "a", mine, minutes(7)).await, Some(29 * 60));
        assert_eq!(tried(&state, "b", None, minutes(7)).await, None);
        // It is over, and begins anew.
        for _ in 0..5 {
            assert_eq!(tried(&state, "a", None, minutes(34)).await, None);
        }
        assert_eq!(tried(&state, "a", None, minutes(34)).await, Some(30 * 60));
    }

    #[tokio::test]
    async fn an_address_that_is_shut_out_leaves_no_row_for_each_name() {
        let dir = tempfile::tempdir().unwrap();
        let state = state(dir.path()).await;
        for number in 0..3 * FOR_ADDRESS.most {
            let waits = tried(&state, &format!("name {number}"), None, 1_000).await;
            assert_eq!(waits.is_some(), number >= FOR_ADDRESS.most, "{number}");
        }
        let counted = "SELECT VALUE count FROM tries";
        let mut results = store::run(&state.db, counted, Default::default())
            .await
            .unwrap();
        let rows: Vec<i64> = results.take(0).unwrap();
        // Each name that was tried, and the address.
        assert_eq!(rows.len() as u64, FOR_ADDRESS.most + 1);
        // It is over with the last try's half hour.
        let over = 1_000 + FOR_ADDRESS.window;
        assert_eq!(tried(&state, "name", None, over).await, None);
    }

    #[test]
    fn a_thief_of_the_database_cannot_guess_at_what_was_typed() {
        let [ours, made_up] = [[7; 32], [8; 32]].map(|bytes| ServerSecret::new(&bytes));
        assert_ne!(key(&ours, &["a", "b"]), key(&made_up, &["a", "b"]));
    }

    #[test]
    fn keys_do_not_run_together() {
        let secret = ServerSecret::new(&[7; 32]);
        assert_ne!(key(&secret, &["a", "bc"]), key(&secret, &["ab", "c"]));
    }
}
