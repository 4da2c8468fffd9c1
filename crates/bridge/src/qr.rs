//! A text as a QR code: for paper, or for another device's camera.

use serde::{Deserialize, Serialize};

use crate::Secret;

/// Draws a text as a QR code. It may be a secret: nothing of it is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DrawQr {
    /// At most some 2,300 bytes.
    pub text: Secret,
}

/// A QR code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Qr {
    /// Modules on a side, without the margin of four that it needs.
    pub side: u32,
    /// The outline of the dark ones as SVG writes paths, a module one unit wide.
    pub path: Secret,
}
