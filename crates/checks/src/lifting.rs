//! Leaving checks out, on one thread and for as long as somebody holds the guard.

use std::cell::Cell;

use crate::Check;

#[cfg(any(not(debug_assertions), target_family = "wasm"))]
compile_error!("checks can be left out in tests alone: neither in a release nor in the browser");

thread_local! {
    /// One bit a check.
    static LIFTED: Cell<u32> = const { Cell::new(0) };
}

/// Checks that are left out. Dropped, they are made again.
#[derive(Debug)]
#[must_use = "the checks are made again as soon as this is dropped"]
pub struct Lifted {
    before: u32,
}

/// Leaves these checks out on this thread, beside those that are left out already.
pub fn lift(checks: &[Check]) -> Lifted {
    let before = LIFTED.get();
    LIFTED.set(
        checks
            .iter()
            .fold(before, |lifted, check| lifted | bit(*check)),
    );
    Lifted { before }
}

impl Drop for Lifted {
    fn drop(&mut self) {
        LIFTED.set(self.before);
    }
}

pub(crate) fn is_lifted(check: Check) -> bool {
    LIFTED.get() & bit(check) != 0
}

const fn bit(check: Check) -> u32 {
    1 << check as u32
}
