//! How long the operation log is kept: as long as the signed rules say.

use wire::operation::Act;

use crate::{clock, error::Failure, log::Line, peer::Peer, state::AppState, store};

/// Removes what is older than the rules keep it.
///
/// # Errors
/// The database's.
pub(crate) async fn keep_to_rules(state: &AppState, now: u64) -> Result<(), Failure> {
    let roster = state.roster.fresh(&state.db).await?;
    match roster.is_empty() {
        true => Ok(()),
        false => keep(state, roster.view().policy().rules().log_days, now).await,
    }
}

/// Removes what is older than so many days, whole days at a time, and says so in a line of its own: the log has no gap that it doesn't explain.
async fn keep(state: &AppState, days: u16, now: u64) -> Result<(), Failure> {
    let day = clock::days(1);
    let midnight = now.saturating_sub(clock::days(days.into())) / day * day;
    let removed = store::operation::remove_before(&state.db, midnight).await?;
    if removed > 0 {
        let line = Line::new(Act::Expire, &Peer::nobody());
        line.why(&removed.to_string()).write(state).await?;
    }
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
        let first = midnight - clock::days(180);
        for number in 0..1_050 {
            line(&state, first - 1 - number * 60_000).await;
        }
        line(&state, first).await;
        line(&state, now - 1).await;
        let told = || async {
            let lines = store::operation::page(&state.db, None, 500).await.unwrap();
            let told = lines.into_iter().map(|line| (line.act, line.detail));
            told.collect::<Vec<_>>()
        };

        keep(&state, 180, now).await.unwrap();
        let expected = [
            (Act::Expire, Some("1050".to_owned())),
            (Act::View, None),
            (Act::View, None),
        ];
        assert_eq!(told().await, expected);
        // The rest of the day there is nothing to do, and nothing is said.
        keep(&state, 180, midnight + clock::days(1) - 1)
            .await
            .unwrap();
        assert_eq!(told().await, expected);
        keep(&state, 180, midnight + clock::days(1)).await.unwrap();
        assert_eq!(told().await.len(), 3);
    }
}
