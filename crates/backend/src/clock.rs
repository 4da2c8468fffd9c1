//! The server's clock.

use std::time::{SystemTime, UNIX_EPOCH};

use ledger::Refusal;

/// How far a fresh entry may be dated ahead of this clock. Readers allow ten minutes: an entry that used them up here would
/// shut out everybody whose clock lags a little.
const AHEAD: u64 = minutes(1);

/// Milliseconds since 1970; 0 on a machine whose clock stands before that.
pub(crate) fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| {
            u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
        })
}

/// Microseconds since 1970.
pub(crate) fn micros() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| {
            u64::try_from(since.as_micros()).unwrap_or(u64::MAX)
        })
}

/// Minutes in milliseconds.
pub(crate) const fn minutes(count: u64) -> u64 {
    count * 60_000
}

/// Days in milliseconds.
pub(crate) const fn days(count: u64) -> u64 {
    count * 24 * minutes(60)
}

/// Whether a fresh entry's date is one that devices may be shown. A chain that is ahead already goes no further: what follows
/// is dated as its end.
///
/// # Errors
/// The ledger's own word, so that the client says the same about clocks.
pub(crate) fn check_fresh(at: u64, last_at: u64, now: u64) -> Result<(), Refusal> {
    if at <= now.saturating_add(AHEAD).max(last_at) {
        Ok(())
    } else {
        Err(Refusal::ClockAhead)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fresh_entry_is_a_minute_ahead_at_most_or_no_further_than_its_chain() {
        let now = minutes(1_000);
        assert!(check_fresh(0, 0, now).is_ok());
        assert!(check_fresh(now + AHEAD, 0, now).is_ok());
        assert!(matches!(
            check_fresh(now + AHEAD + 1, 0, now),
            Err(Refusal::ClockAhead)
        ));
        let ahead = now + minutes(9);
        assert!(check_fresh(ahead, ahead, now).is_ok());
        assert!(check_fresh(ahead + 1, ahead, now).is_err());
    }
}
