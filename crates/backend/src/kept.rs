//! Things in memory up to a weight; what was not asked for the longest is forgotten first.

use std::{collections::HashMap, hash::Hash, sync::Arc};

use tokio::sync::Mutex;

/// See the module. Each thing has a lock of its own.
pub(crate) struct Kept<K, T> {
    slots: HashMap<K, Slot<T>>,
    /// Counts askings, to know which was last.
    turn: u64,
}

struct Slot<T> {
    thing: Arc<Mutex<T>>,
    /// The turn at which it was asked for last.
    asked: u64,
}

impl<K, T> Default for Kept<K, T> {
    fn default() -> Self {
        Self {
            slots: HashMap::new(),
            turn: 0,
        }
    }
}

impl<K: Eq + Hash + Copy, T> Kept<K, T> {
    /// The thing of this name, made if it is not there.
    pub(crate) fn get(&mut self, name: K, make: impl FnOnce() -> T) -> Arc<Mutex<T>> {
        self.turn += 1;
        let slot = self.slots.entry(name).or_insert_with(|| Slot {
            thing: Arc::new(Mutex::new(make())),
            asked: 0,
        });
        slot.asked = self.turn;
        Arc::clone(&slot.thing)
    }

    /// Forgets until what is left weighs no more than `most`. What somebody holds stays: a second copy would have a second lock.
    pub(crate) fn forget_down_to(&mut self, most: u64, weight: impl Fn(&T) -> u64) {
        let mut idle: Vec<(u64, K, u64)> = Vec::new();
        let mut total = 0;
        for (name, slot) in &self.slots {
            let Ok(thing) = slot.thing.try_lock() else {
                continue;
            };
            let weight = weight(&thing);
            total += weight;
            if Arc::strong_count(&slot.thing) == 1 {
                idle.push((slot.asked, *name, weight));
            }
        }
        idle.sort_unstable_by_key(|(asked, ..)| *asked);
        for (_, name, weight) in idle {
            if total <= most {
                return;
            }
            self.slots.remove(&name);
            total -= weight;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weigh(thing: &u64) -> u64 {
        *thing
    }

    fn names(kept: &Kept<char, u64>) -> String {
        let mut names: Vec<char> = kept.slots.keys().copied().collect();
        names.sort_unstable();
        names.into_iter().collect()
    }

    #[test]
    fn what_was_not_asked_for_the_longest_goes_first() {
        let mut kept = Kept::default();
        for name in ['a', 'b', 'c'] {
            kept.get(name, || 10);
        }
        kept.get('a', || 99);
        kept.forget_down_to(30, weigh);
        assert_eq!(names(&kept), "abc");
        kept.forget_down_to(29, weigh);
        assert_eq!(names(&kept), "ac");
        kept.forget_down_to(10, weigh);
        assert_eq!(names(&kept), "a");
    }

    #[test]
    fn what_is_held_stays_with_its_one_lock() {
        let mut kept = Kept::default();
        let held = kept.get('a', || 10);
        kept.get('b', || 10);
        kept.forget_down_to(0, weigh);
        assert_eq!(names(&kept), "a");
        assert!(Arc::ptr_eq(&held, &kept.get('a', || 10)));
        drop(held);
        kept.forget_down_to(0, weigh);
        assert_eq!(names(&kept), "");
    }

    #[test]
    fn what_is_locked_is_left_alone() {
        let mut kept = Kept::default();
        let held = kept.get('a', || 10);
        let locked = held.try_lock();
        kept.forget_down_to(0, weigh);
        assert_eq!(names(&kept), "a");
        drop(locked);
    }
}
