//! How long the operation log is kept: as long as the signed rules say.

use ledger::Roster;
use wire::operation::Act;

use crate::{clock, error::Failure, log::Line, peer::Peer, state::AppState, store};

/// A shorter time counts once it has stood in the rules for so many days: a slip, or somebody with something to hide, can be seen and undone.
const OBJECTION: u64 = 30;

/// Lines that are removed at once.
const AT_ONCE: usize = 5000;

/// Removes what is older than the rules keep it.
///
/// # Errors
/// The database's.
pub(crate) async fn keep_to_rules(state: &AppState, now: u64) -> Result<(), Failure> {
    let roster = state.roster.fresh(&state.db).await?;
    match days(&roster, now) {
        Some(days) => keep(state, days, now, AT_ONCE).await,
        None => Ok(()),
    }
}

/// The longest time that any rules of the last [`OBJECTION`] days asked for; none before there are any.
fn days(roster: &Roster, now: u64) -> Option<u16> {
    let begun = |seq| roster.stated(seq).map_or(0, |stated| stated.at);
    let rules: Vec<(u64, u16)> = roster
        .view()
        .policies()
        .map(|(seq, policy)| (begun(seq), policy.rules().log_days))
        .collect();
    longest(&rules, now.saturating_sub(clock::days(OBJECTION)))
}

/// The most of what was asked for since a moment, of all that ever was with the time at which it began, in order.
fn longest(asked: &[(u64, u16)], since: u64) -> Option<u16> {
    let over = asked.iter().skip(1).filter(|(at, _)| *at <= since).count();
    asked.iter().skip(over).map(|(_, days)| *days).max()
}

/// Removes what is older than so many days, whole days at a time. Each removal and the line that tells of it happen together: the log has no gap
/// that it doesn't explain.
async fn keep(state: &AppState, days: u16, now: u64, at_once: usize) -> Result<(), Failure> {
    let day = clock::days(1);
    let midnight = now.saturating_sub(clock::days(days.into())) / day * day;
    let told = |count: usize| Line::new(Act::Expire, &Peer::nobody()).why(&count.to_string());
    store::operation::remove_before(&state.db, midnight, at_once, told).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use surrealdb::types::object;

    use super::*;
    use crate::Config;

    /// A line from so long ago.
    async fn line(state: &AppState, number: u64) {
        let statement = "CREATE type::record('operation', -$number) SET at = $at, act = 'view'";
        let bindings = object! { number: (number as i64) * 1000, at: number as i64 };
        store::run(&state.db, statement, bindings).await.unwrap();
    }

    #[test]
    fn a_shorter_time_counts_once_it_has_stood_for_a_while_and_a_longer_one_at_once() {
        let asked = [(10, 365), (100, 3650), (200, 184), (300, 400)];
        for (since, expected) in [
            (0, 3650),
            (99, 3650),
            (199, 3650),
            (200, 400),
            (299, 400),
            (900, 400),
        ] {
            assert_eq!(longest(&asked, since), Some(expected), "{since}");
        }
        assert_eq!(longest(&asked[..3], 199), Some(3650));
        assert_eq!(longest(&asked[..3], 200), Some(184));
        assert_eq!(longest(&[], 0), None);
    }

    #[tokio::test]
    async fn lines_are_kept_for_the_days_that_the_rules_say_and_what_was_removed_is_told() {
        let dir = tempfile::tempdir().unwrap();
        let config = Config {
            data_dir: dir.path().to_owned(),
            db: Some("mem://".to_owned()),
            ..Config::default()
        };
        let state = AppState::open(config).await.unwrap();
        let now = clock::now();
        let midnight = now / clock::days(1) * clock::days(1);
        let first = midnight - clock::days(184);
        for number in 0..20 {
            line(&state, first - 1 - number * 60_000).await;
        }
        line(&state, first).await;
        line(&state, now - 1).await;
        let told = || async {
            let lines = store::operation::page(&state.db, None, 500).await.unwrap();
            let told = lines.into_iter().map(|line| (line.act, line.detail));
            told.collect::<Vec<_>>()
        };

        keep(&state, 184, now, 8).await.unwrap();
        let expected = [
            (Act::Expire, Some("4".to_owned())),
            (Act::Expire, Some("8".to_owned())),
            (Act::Expire, Some("8".to_owned())),
            (Act::View, None),
            (Act::View, None),
        ];
        assert_eq!(told().await, expected);
        // The rest of the day there is nothing to do, and nothing is said.
        keep(&state, 184, midnight + clock::days(1) - 1, 8)
            .await
            .unwrap();
        assert_eq!(told().await, expected);
        keep(&state, 184, midnight + clock::days(1), 8)
            .await
            .unwrap();
        // Then one line goes, and one says so.
        assert_eq!(told().await.len(), 5);
    }
}
