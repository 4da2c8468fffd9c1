//! The demo company: who works there, and its clients.

mod business;
mod clients;
mod person;
mod random;
mod samples;
mod staff;
mod words;

pub use clients::{Clients, NewFile};
pub use staff::{COMPANY, Employee, FOUNDER, HIRED, PASSWORD};
