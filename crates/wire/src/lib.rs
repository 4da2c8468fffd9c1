#![doc = include_str!("../README.md")]

pub mod account;
pub mod actor;
pub mod body;
pub mod boxes;
pub mod device;
pub mod error;
pub mod explanation;
pub mod files;
pub mod invitation;
pub mod look_up;
pub mod operation;
pub mod path;
pub mod roster;
pub mod second_factor;
pub mod views;

pub use body::{Bytes, Encoding};
pub use error::{Code, Error, FieldError};
