//! Boxes: a key sealed to a recipient and signed by its maker.
//!
//! `header(143) · signature(64) · ciphertext`. Opening is in two steps, and the types keep the order: a [`SealedBox`]
//! becomes a [`VerifiedBox`] by its maker's signature, and only that one opens.

mod header;
mod opening;
mod sealing;

pub use header::{BoxKind, Header};
pub use opening::{SealedBox, VerifiedBox};
#[cfg(feature = "native-rsa")]
pub use sealing::seal_to_person;
pub use sealing::{ForPerson, seal_to_post, seal_to_successor};

use sha2::{Digest, Sha256};

/// Longest box, in bytes: 4 KiB.
pub const MAX_BYTES: usize = 4096;

/// What the maker signs: domain ‖ header ‖ SHA-256(ciphertext).
fn signed_message(header: &[u8; Header::LENGTH], ciphertext: &[u8]) -> Vec<u8> {
    [
        &b"jiandang/box-signature/v1"[..],
        header,
        &Sha256::digest(ciphertext),
    ]
    .concat()
}
