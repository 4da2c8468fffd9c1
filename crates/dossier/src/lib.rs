#![doc = include_str!("../README.md")]

pub mod date;
pub mod id_number;
pub mod mask;
pub mod mobile;
pub mod normal;
pub mod person;
pub mod section;
pub mod tag;
