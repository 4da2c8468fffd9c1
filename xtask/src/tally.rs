//! Counting what passed and what failed, over programs that each count in their own words.

/// Checks that passed and failed, with the names of the failed ones.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    passed: u64,
    failed: u64,
    names: Vec<String>,
}

impl Tally {
    /// Counts one check.
    pub(crate) fn check(&mut self, name: &str, passed: bool) {
        self.add(name, u64::from(passed), u64::from(!passed));
    }

    /// Counts a program that ran many checks. A program that failed without counting a failure is one failure.
    pub(crate) fn program(&mut self, name: &str, counted: Counted, succeeded: bool) {
        let failed = if succeeded {
            counted.failed
        } else {
            counted.failed.max(1)
        };
        // A test run that runs nothing proves nothing.
        let failed = if counted.passed + failed == 0 {
            1
        } else {
            failed
        };
        self.add(name, counted.passed, failed);
    }

    fn add(&mut self, name: &str, passed: u64, failed: u64) {
        self.passed += passed;
        self.failed += failed;
        if failed > 0 {
            self.names.push(name.to_owned());
        }
    }

    /// Prints what failed and the one closing line; `true` if nothing failed.
    pub(crate) fn close(&self) -> bool {
        for name in &self.names {
            println!("failed: {name}");
        }
        println!("{} passed, {} failed", self.passed, self.failed);
        self.failed == 0
    }
}

/// What one program counted.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Counted {
    /// Checks that passed.
    pub(crate) passed: u64,
    /// Checks that failed.
    pub(crate) failed: u64,
}

impl Counted {
    /// Reads a line of `cargo test`: `test result: ok. 12 passed; 0 failed; …`.
    pub(crate) fn cargo(&mut self, line: &str) {
        let Some((_, counts)) = line.split_once("test result: ") else {
            return;
        };
        for part in counts.split([';', '.']) {
            match words(part) {
                Some((count, "passed")) => self.passed += count,
                Some((count, "failed")) => self.failed += count,
                _ => {}
            }
        }
    }

    /// Reads a closing line of Playwright: `  3 passed (5.2s)`, `  1 failed`, `  1 flaky`, `  2 did not run`, `  1 interrupted`.
    pub(crate) fn playwright(&mut self, line: &str) {
        match words(line) {
            Some((count, "passed")) => self.passed += count,
            Some((count, "failed" | "flaky" | "did" | "interrupted")) => self.failed += count,
            _ => {}
        }
    }
}

/// A number and the word behind it, when the line starts with a number.
fn words(text: &str) -> Option<(u64, &str)> {
    let mut words = text.split_whitespace();
    let count = words.next()?.parse().ok()?;
    Some((count, words.next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_cargo_prints() {
        let mut counted = Counted::default();
        counted.cargo("test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s");
        counted.cargo("test store::keeps ... ok");
        assert_eq!(
            counted,
            Counted {
                passed: 12,
                failed: 3
            }
        );
    }

    #[test]
    fn counts_what_playwright_prints() {
        let mut counted = Counted::default();
        for line in [
            "Running 5 tests using 1 worker",
            "  1 failed",
            "    shell.spec.ts:3:1 › loads",
            "  1 did not run",
            "  3 passed (5.2s)",
        ] {
            counted.playwright(line);
        }
        assert_eq!(
            counted,
            Counted {
                passed: 3,
                failed: 2
            }
        );
    }

    #[test]
    fn a_program_that_breaks_or_runs_nothing_is_a_failure() {
        let mut tally = Tally::default();
        tally.program(
            "broke",
            Counted {
                passed: 4,
                failed: 0,
            },
            false,
        );
        tally.program("empty", Counted::default(), true);
        assert_eq!((tally.passed, tally.failed), (4, 2));
    }
}
