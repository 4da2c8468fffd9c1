//! How much memory the worst files cost.

use crate::hostile::{echo, lying_bomb, many_strings};
use crate::read;

/// The most memory that this process has held so far, in MiB; none where the system does not say.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024)
}

/// Files are made one at a time, and what a test of its own holds while it makes them (300 MiB of XML) counts here too.
#[test]
fn the_worst_files_stay_below_two_gib() {
    for make in [lying_bomb, echo, many_strings] {
        let bytes = make();
        let _ = read(&bytes);
    }
    let _ = read(&vec![b','; 20 << 20]);
    if let Some(peak) = peak() {
        assert!(peak < 2048, "{peak} MiB");
    }
}
