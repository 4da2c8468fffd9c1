//! The body of an envelope: encrypted.

pub(super) use crate::hazmat::aead::{open, seal};

pub(super) const SEALS: bool = true;
