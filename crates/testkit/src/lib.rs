//! For tests and benches: a real server on a free port, a native client, a seeded demo company.

pub mod authenticator;
pub mod client;
pub mod crowd;
pub mod demo;
mod pairs;
mod passwords;
pub mod server;
