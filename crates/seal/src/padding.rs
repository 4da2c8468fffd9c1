//! Padding to steps, so that a ciphertext's length says little about its plaintext.
//!
//! One byte 0x80, then zeros (ISO/IEC 7816-4), up to the next step: multiples of 128 bytes up to 1 KiB, multiples of
//! 1 KiB above. The steps are part of the formats: a padding that isn't exactly to its step does not open.

use zeroize::Zeroizing;

use crate::OpenError;

const MARKER: u8 = 0x80;
const FINE_STEP: usize = 128;
const COARSE_STEP: usize = 1024;

/// Length in bytes of the padded form of `length` bytes.
pub const fn padded_length(length: usize) -> usize {
    let marked = length.saturating_add(1);
    let step = if marked <= COARSE_STEP {
        FINE_STEP
    } else {
        COARSE_STEP
    };
    match marked.checked_next_multiple_of(step) {
        Some(padded) => padded,
        None => usize::MAX,
    }
}

/// The padded form.
pub fn pad(plaintext: &[u8]) -> Zeroizing<Vec<u8>> {
    // Reserved at once: growing would leave copies behind that nobody zeroises.
    let mut padded = Zeroizing::new(Vec::with_capacity(padded_length(plaintext.len())));
    append_padded(&mut padded, plaintext);
    padded
}

/// Appends the padded form to `out`.
pub(crate) fn append_padded(out: &mut Vec<u8>, plaintext: &[u8]) {
    let end = out.len() + padded_length(plaintext.len());
    out.extend_from_slice(plaintext);
    out.push(MARKER);
    out.resize(end, 0);
}

/// What was padded. Strict: marker, zeros, and the very step that [`pad`] chooses.
///
/// # Errors
/// [`OpenError`] for anything that [`pad`] does not make.
pub fn unpad(padded: &[u8]) -> Result<&[u8], OpenError> {
    let end = padded
        .iter()
        .rposition(|byte| *byte != 0)
        .ok_or(OpenError)?;
    match padded.split_at(end) {
        (plaintext, [MARKER, ..]) if padded_length(end) == padded.len() => Ok(plaintext),
        _ => Err(OpenError),
    }
}
