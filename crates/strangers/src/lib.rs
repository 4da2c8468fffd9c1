//! What must hold of whatever a stranger sends: one property a format, a function of any bytes that panics where it is broken.
//!
//! `fuzz/` looks for bytes that break one; `tests/it` replays what it has found so far. The properties are a member of this workspace, and
//! the fuzzer's targets are not: the replay is one small test binary over crates that `cargo xtask test` has compiled anyway, and
//! libFuzzer stays out of our lock file. They are a crate of their own, because the page's formats are private to `vault` and are
//! reached as the page reaches them, through its engine; nothing in the product is public for their sake. No product may reach this
//! crate (`cargo xtask boundaries`).
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a broken property panics: that is its answer"
)]

mod asked;
mod blob;
mod body;
mod boxes;
mod company;
mod entry;
mod envelope;
mod fragment;
mod kit;
mod made;
mod numbers;
mod page;
mod put;
mod section;
mod sheet;
mod stated;
mod statement;
mod vectors;

pub use blob::blob;
pub use body::body;
pub use boxes::boxes;
pub use entry::entry;
pub use envelope::envelope;
pub use fragment::fragment;
pub use kit::kit;
pub use section::section;
pub use sheet::sheet;

/// A format's name and its property.
pub type Property = (&'static str, fn(&[u8]));

/// Every property, by the name of its fuzz target and of its corpus.
pub const ALL: [Property; 9] = [
    ("blob", blob),
    ("body", body),
    ("boxes", boxes),
    ("entry", entry),
    ("envelope", envelope),
    ("fragment", fragment),
    ("kit", kit),
    ("section", section),
    ("sheet", sheet),
];
