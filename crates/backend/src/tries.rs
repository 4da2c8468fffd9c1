//! Guessing is slow: failures are counted before the guess is judged, so that guesses made at once count too.

use ledger::hash::Hash;

use crate::{
    clock::minutes, error::Failure, log::Line, peer::Peer, secret::ServerSecret, state::AppState,
    store,
};

/// How long failures count.
pub(crate) const WINDOW: u64 = minutes(30);

/// Failures for one name from one address (of IPv6: one network, or a guesser would have a new one for each guess). A
/// stranger elsewhere cannot lock a colleague out; one behind the same address can.
const FOR_NAME_AND_ADDRESS: u64 = 5;

/// Failures from one address, whatever the name: an office shares one.
const FOR_ADDRESS: u64 = 50;

/// A try that was counted and may go ahead.
pub(crate) struct Try {
    pair: String,
    address: String,
}

/// Counts a try to prove that one is `who`.
///
/// # Errors
/// 429 where there were too many; the wait is until the first of them is forgotten. The operation log keeps the one that
/// locks, as `line`, and not the flood that may follow.
pub(crate) async fn begin(
    state: &AppState,
    who: &str,
    peer: &Peer,
    line: &Line,
    now: u64,
) -> Result<Try, Failure> {
    let (pair, address) = pair(state, who, peer);
    let this = Try { pair, address };
    // An address that is shut out already leaves nothing behind: not a row for each name that it makes up.
    if let Some(counted) = store::tries::counted(&state.db, &this.address, now, WINDOW).await?
        && let Some(wait) = wait(counted.count, FOR_ADDRESS, counted.since, now)
    {
        return Err(Failure::too_many_tries(wait));
    }
    for (key, most) in [
        (&this.pair, FOR_NAME_AND_ADDRESS),
        (&this.address, FOR_ADDRESS),
    ] {
        let counted = store::tries::count(&state.db, key, now, WINDOW).await?;
        if let Some(wait) = wait(counted.count, most, counted.since, now) {
            if counted.count == most + 1 {
                line.write(state).await?;
            }
            return Err(Failure::too_many_tries(wait));
        }
    }
    Ok(this)
}

/// Who it is was proven otherwise, by the recovery kit: failures for this name from here are forgotten.
pub(crate) async fn forget(state: &AppState, who: &str, peer: &Peer) -> Result<(), Failure> {
    Ok(store::tries::forget(&state.db, &pair(state, who, peer).0).await?)
}

/// The keys of a name at an address, and of the address.
fn pair(state: &AppState, who: &str, peer: &Peer) -> (String, String) {
    let network = peer.network().map(|network| network.to_string());
    let network = network.as_deref().unwrap_or("unknown");
    (
        key(&state.secret, &[who, network]),
        key(&state.secret, &[network]),
    )
}

impl Try {
    /// The proof held: the name's failures from here are forgotten. The address only gets this try back, or an owner of
    /// one account could try all others without end.
    pub(crate) async fn succeeded(self, state: &AppState) -> Result<(), Failure> {
        store::tries::forget(&state.db, &self.pair).await?;
        Ok(store::tries::give_back(&state.db, &self.address).await?)
    }
}

/// Seconds to wait, if the try that was just counted is one too many.
fn wait(count: u64, most: u64, since: u64, now: u64) -> Option<u64> {
    (count > most).then(|| {
        since
            .saturating_add(WINDOW)
            .saturating_sub(now)
            .div_ceil(1000)
            .max(1)
    })
}

/// Names are typed by strangers and may be passwords by mistake: only a digest is stored, which nobody can guess at without
/// the server secret.
fn key(secret: &ServerSecret, parts: &[&str]) -> String {
    Hash(secret.digest(parts.join("\0").as_bytes())).to_string()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use wire::{Code, operation::Act};

    use super::*;
    use crate::Config;

    #[tokio::test]
    async fn an_address_that_is_shut_out_leaves_no_row_for_each_name() {
        let dir = tempfile::tempdir().unwrap();
        let config = Config {
            data_dir: dir.path().to_owned(),
            db: Some("mem://".to_owned()),
            ..Config::default()
        };
        let state = AppState::open(config).await.unwrap();
        let peer = Peer::of(&axum::http::Extensions::new());
        let line = Line::new(Act::SignInFailed, &peer);
        for number in 0..3 * FOR_ADDRESS {
            let begun = begin(&state, &format!("name {number}"), &peer, &line, 1_000).await;
            let shut_out = begun.err().map(|failure| failure.code());
            let expected = (number >= FOR_ADDRESS).then_some(Code::TooManyTries);
            assert_eq!(shut_out, expected, "{number}");
        }
        let counted = "SELECT VALUE count FROM tries";
        let mut results = store::run(&state.db, counted, Default::default())
            .await
            .unwrap();
        let rows: Vec<i64> = results.take(0).unwrap();
        // Each name that was tried, the one that was too many, and the address.
        assert_eq!(rows.len() as u64, FOR_ADDRESS + 2);
        // It is over with the first try's half hour.
        let begun = begin(&state, "name", &peer, &line, 1_000 + WINDOW).await;
        assert!(begun.is_ok());
    }

    #[test]
    fn the_sixth_try_waits_for_the_first_to_be_forgotten() {
        assert_eq!(wait(5, 5, 0, 1_000), None);
        assert_eq!(wait(6, 5, 0, 1_000), Some(1_799));
        assert_eq!(wait(6, 5, 0, WINDOW), Some(1));
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
