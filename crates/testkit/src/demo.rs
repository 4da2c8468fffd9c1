//! The demo company: who works there, its clients, and how it is founded on a running server.

mod business;
mod clients;
mod desks;
mod found;
mod person;
mod random;
mod samples;
mod staff;
mod words;

pub use clients::{Clients, NewFile, today};
pub use found::{FoundError, Progress, found};
pub use staff::{COMPANY, Employee, FOUNDER, HIRED, PASSWORD};
