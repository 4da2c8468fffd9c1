//! QR codes, so that a kit's paper or a link is read by a camera instead of typed.

use std::fmt::Write;

use bridge::{Reason, Secret, qr::Qr};
use qrcodegen::{QrCode, QrCodeEcc};

use crate::Result;

/// Draws a text. A text that is too long for any code is the page's fault.
pub(crate) fn qr(text: &str) -> Result<Qr> {
    // A sixth of it may be lost to a fold or a stain.
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).map_err(|_| Reason::Fault)?;
    let side = code.size();
    let mut path = String::new();
    for y in 0..side {
        let mut x = 0;
        while x < side {
            let begin = x;
            while code.get_module(x, y) {
                x += 1;
            }
            if x > begin {
                let run = x - begin;
                // Writing to a string cannot fail.
                let _ = write!(path, "M{begin} {y}h{run}v1h-{run}z");
            }
            x += 1;
        }
    }
    Ok(Qr {
        side: side.unsigned_abs(),
        path: Secret::new(path),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    /// A kit's alphabet takes few bits a symbol, so its modules are large on paper.
    #[test]
    fn a_kit_is_a_small_code_and_a_link_fits() {
        let kit = ["A1B2C"; 14].join("-");
        assert_eq!(qr(&kit).unwrap().side, 33);
        assert!(qr(&"x".repeat(2_000)).is_ok());
        assert_eq!(qr(&"x".repeat(3_000)).unwrap_err().reason, Reason::Fault);
    }

    #[test]
    fn the_path_is_the_finder_in_the_corner() {
        let drawn = qr("K").unwrap();
        let path = drawn.path.expose();
        assert!(path.starts_with("M0 0h7v1h-7z"), "{path}");
        assert!(path.contains("M0 1h1v1h-1zM6 1h1v1h-1z"), "{path}");
        assert_eq!(drawn.side, 21);
    }
}
