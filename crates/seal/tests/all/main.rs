//! The crate's properties and vectors, through its public face.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod blob;
mod boxes;
mod envelope;
mod identity;
mod kit;
mod padding;
mod password;
mod post;
#[cfg(not(feature = "identity-sealing"))]
mod protocol;
mod small;
mod support;
#[cfg(not(feature = "identity-sealing"))]
mod vectors;
mod word;
