//! Sorting and ordered collecting that is compiled once.
//!
//! The standard library compiles its sorts anew for every type, 4 to 6 KB each, and collecting into an ordered set or map is one of them.
//! Thirty of those were 23 KB of what a browser loads, packed. Here positions are sorted, of whatever they are positions in; the items are
//! moved afterwards. That costs an allocation and calls that can't be inlined: for what is sorted a thousand times a second, or is a
//! hundred thousand long, the standard library's remains the right one.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};

/// Sorts; equal items keep their order.
pub fn sort<T: Ord>(items: &mut [T]) {
    by(items, T::cmp);
}

/// Sorts by what stands for each item, asked for at each comparison; equal ones keep their order.
pub fn by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    by(items, |left, right| key(left).cmp(&key(right)));
}

/// Sorts by an order of one's own; equal items keep theirs.
pub fn by<T>(items: &mut [T], order: impl Fn(&T, &T) -> Ordering) {
    let mut places = places(items.len(), &|left, right| {
        match (items.get(left), items.get(right)) {
            (Some(left), Some(right)) => order(left, right),
            // There are no such places.
            _ => Ordering::Equal,
        }
    });
    // Each swap brings one item to where it belongs.
    for at in 0..places.len() {
        while let Some(&to) = places.get(at)
            && to != at
        {
            items.swap(at, to);
            places.swap(at, to);
        }
    }
}

/// Where each of so many items goes.
fn places(length: usize, order: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut sorted: Vec<usize> = (0..length).collect();
    sorted.sort_by(|left, right| order(*left, *right));
    let mut places = vec![0; length];
    for (to, from) in sorted.into_iter().enumerate() {
        if let Some(place) = places.get_mut(from) {
            *place = to;
        }
    }
    places
}

/// Collects into a set, one by one.
pub fn set<T: Ord>(items: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    set.extend(items);
    set
}

/// Collects into a map, one by one; of two values for a key the last stays.
pub fn map<K: Ord, V>(items: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    map.extend(items);
    map
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn all_is_as_the_standard_library_has_it(items: Vec<(u8, u16)>) {
            let mut expected = items.clone();
            expected.sort();
            let mut ours = items.clone();
            sort(&mut ours);
            prop_assert_eq!(&ours, &expected);

            // Many are equal by this: their order remains.
            expected = items.clone();
            expected.sort_by_key(|(key, _)| key % 4);
            ours = items.clone();
            by_key(&mut ours, |(key, _)| key % 4);
            prop_assert_eq!(&ours, &expected);

            prop_assert_eq!(set(items.clone()), items.iter().copied().collect());
            prop_assert_eq!(map(items.clone()), items.into_iter().collect());
        }
    }
}
