//! Numbers that look random and are the same for the same seed, on every machine and in every version: no crate's generator promises that.

/// SplitMix64 (Steele, Lea, Flood 2014): fast, and good enough for made-up people. For no key.
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 if there is none. That small numbers are a little likelier does not show below thousands of millions.
    pub(super) fn below(&mut self, end: u32) -> u32 {
        let number = self.next() % u64::from(end.max(1));
        u32::try_from(number).unwrap_or_default()
    }

    /// One of them, each as likely.
    pub(super) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        let end = u32::try_from(from.len()).unwrap_or(u32::MAX);
        from[self.below(end) as usize]
    }

    /// True in so many of a hundred cases.
    pub(super) fn chance(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// Puts them into another order.
    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            let end = u32::try_from(at + 1).unwrap_or(u32::MAX);
            items.swap(at, self.below(end) as usize);
        }
    }
}
