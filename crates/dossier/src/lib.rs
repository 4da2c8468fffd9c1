#![doc = include_str!("../README.md")]

pub mod client;
pub mod credit_code;
pub mod date;
pub mod id_number;
pub mod industry;
pub mod mask;
pub mod mobile;
pub mod normal;
pub mod order;
pub mod phone;
pub mod section;
pub mod tag;
pub mod tagged;
