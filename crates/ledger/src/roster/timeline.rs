//! Values over time: each holds from the entry that stated it.

/// What was stated of one thing, each with the sequence number of the entry that stated it; never taken away.
#[derive(Debug, Clone)]
pub(super) struct Timeline<T>(Vec<(u64, T)>);

impl<T> Default for Timeline<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Timeline<T> {
    /// Adds what the entry `seq` states; entries come in order.
    pub(super) fn push(&mut self, seq: u64, value: T) {
        debug_assert!(
            self.0.last().is_none_or(|(last, _)| *last <= seq),
            "entries come in order"
        );
        self.0.push((seq, value));
    }

    /// What the first `seen` entries of the roster stated, oldest first.
    pub(super) fn until(
        &self,
        seen: u64,
    ) -> impl DoubleEndedIterator<Item = &T> + ExactSizeIterator {
        let known = self.0.partition_point(|(seq, _)| *seq < seen);
        self.0[..known].iter().map(|(_, value)| value)
    }

    /// The same with the entries that stated it.
    pub(super) fn dated(&self, seen: u64) -> impl DoubleEndedIterator<Item = (u64, &T)> {
        let known = self.0.partition_point(|(seq, _)| *seq < seen);
        self.0[..known].iter().map(|(seq, value)| (*seq, value))
    }

    /// Every entry that stated something, oldest first.
    pub(super) fn seqs(&self) -> impl Iterator<Item = u64> {
        self.0.iter().map(|(seq, _)| *seq)
    }

    /// What held at any time from an entry, that entry's own statements included, until the first `seen` entries.
    pub(super) fn during(&self, from: u64, seen: u64) -> impl Iterator<Item = &T> {
        let known = self.0.partition_point(|(seq, _)| *seq < seen);
        let before = self.0.partition_point(|(seq, _)| *seq <= from);
        let start = before.saturating_sub(1).min(known);
        self.0[start..known].iter().map(|(_, value)| value)
    }

    /// What held last after the first `seen` entries.
    pub(super) fn last(&self, seen: u64) -> Option<&T> {
        self.until(seen).next_back()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_past_moment_stays_answerable() {
        let mut line = Timeline::default();
        line.push(2, 'a');
        line.push(5, 'b');
        line.push(5, 'c');
        let last: Vec<_> = (0..=6).map(|seen| line.last(seen).copied()).collect();
        assert_eq!(
            last,
            [None, None, None, Some('a'), Some('a'), Some('a'), Some('c')]
        );
        assert_eq!(line.until(6).len(), 3);
        let during = |from, seen| line.during(from, seen).collect::<String>();
        let spans = [
            during(0, 9),
            during(2, 5),
            during(3, 9),
            during(5, 9),
            during(9, 1),
        ];
        assert_eq!(spans, ["abc", "a", "abc", "c", ""]);
    }
}
