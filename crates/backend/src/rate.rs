//! How often something happens within a minute, by whom.
//!
//! Counted in memory: what is to be bounded must not cost the database a write. Several servers on one database count each for itself.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Mutex, PoisonError},
};

use crate::clock::minutes;

/// How long it counts.
const WINDOW: u64 = minutes(1);

/// Names that are remembered at once, some 4 MB. Whoever commands more has other means to harm.
const MOST: usize = 65_536;

/// What happened since a time.
#[derive(Debug, Clone, Copy)]
struct Asked {
    since: u64,
    count: u32,
}

/// How often for each name.
pub(crate) struct Rate<K> {
    most: u32,
    asked: Mutex<HashMap<K, Asked>>,
}

impl<K: Eq + Hash> Rate<K> {
    /// `most` within a minute.
    pub(crate) fn new(most: u32) -> Self {
        Self {
            most,
            asked: Mutex::default(),
        }
    }

    /// Counts one; the seconds to wait, if it is one too many.
    pub(crate) fn wait(&self, name: K, now: u64) -> Option<u64> {
        let this = self.counted(name, now);
        (this.count > self.most).then(|| {
            let left = this.since.saturating_add(WINDOW).saturating_sub(now);
            left.div_ceil(1000).max(1)
        })
    }

    /// Counts one; how many too many there are with it.
    pub(crate) fn surplus(&self, name: K, now: u64) -> u32 {
        self.counted(name, now).count.saturating_sub(self.most)
    }

    fn counted(&self, name: K, now: u64) -> Asked {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        if asked.len() >= MOST && !asked.contains_key(&name) {
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
        let this = asked.entry(name).or_insert(begin);
        if !this.is_fresh(now) {
            *this = begin;
        }
        this.count = this.count.saturating_add(1);
        *this
    }
}

impl Asked {
    fn is_fresh(&self, now: u64) -> bool {
        // A clock that was put back must not make anybody wait for longer than the window.
        (self.since..self.since.saturating_add(WINDOW)).contains(&now)
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::*;

    fn address(last: u8) -> Option<IpAddr> {
        Some(IpAddr::from([192, 0, 2, last]))
    }

    #[test]
    fn one_address_waits_and_the_others_do_not() {
        let visitors = Rate::new(2);
        assert_eq!(visitors.wait(address(1), 1_000), None);
        assert_eq!(visitors.wait(address(1), 2_000), None);
        assert_eq!(visitors.wait(address(1), 2_500), Some(59));
        assert_eq!(visitors.wait(address(2), 2_500), None);
        assert_eq!(visitors.wait(address(1), 999 + WINDOW), Some(1));
        assert_eq!(visitors.wait(address(1), 1_000 + WINDOW), None);
    }

    #[test]
    fn a_clock_put_back_makes_nobody_wait_for_long() {
        let visitors = Rate::new(1);
        assert_eq!(visitors.wait(address(1), minutes(60)), None);
        assert_eq!(visitors.wait(address(1), 0), None);
        assert_eq!(visitors.wait(address(1), 0), Some(60));
    }

    #[test]
    fn the_surplus_is_counted() {
        let lines = Rate::new(2);
        let surplus: Vec<u32> = (0..4).map(|_| lines.surplus((), 0)).collect();
        assert_eq!(surplus, [0, 0, 1, 2]);
        assert_eq!(lines.surplus((), WINDOW), 0);
    }

    #[test]
    fn memory_is_bounded() {
        let visitors = Rate::new(600);
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
