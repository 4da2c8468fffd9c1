//! What an envelope says about itself, readable without a key.

use super::MAX_BYTES;
use crate::hazmat::aead::{NONCE, TAG};
use crate::layout::Reader;
use crate::{Malformed, Suite};

/// The first 70 bytes of an envelope. Its claims count only once the envelope has opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// The cipher.
    pub suite: Suite,
    /// The id of the unit key above the file key.
    pub key_id: [u8; 16],
    /// The unit key's epoch.
    pub epoch: u32,
    /// The file key's generation.
    pub generation: u32,
    /// The nonce, random for each envelope.
    pub nonce: [u8; NONCE],
    /// Proof of which file key sealed, without revealing it.
    pub commitment: [u8; 32],
}

impl Header {
    /// The layout's version, an envelope's first byte.
    pub const VERSION: u8 = 1;
    /// Length in bytes.
    pub const LENGTH: usize = 1 + 1 + 16 + 4 + 4 + NONCE + 32;

    /// Reads the header of a whole envelope.
    ///
    /// # Errors
    /// [`Malformed`] for another version, an unknown suite, or an envelope that is too short or exceeds
    /// [`MAX_BYTES`].
    pub fn parse(envelope: &[u8]) -> Result<Self, Malformed> {
        if !(Self::LENGTH + TAG..=MAX_BYTES).contains(&envelope.len()) {
            return Err(Malformed);
        }
        let mut reader = Reader::new(envelope);
        if reader.byte()? != Self::VERSION {
            return Err(Malformed);
        }
        Ok(Self {
            suite: Suite::from_number(reader.byte()?).ok_or(Malformed)?,
            key_id: reader.array()?,
            epoch: reader.u32()?,
            generation: reader.u32()?,
            nonce: reader.array()?,
            commitment: reader.array()?,
        })
    }

    /// Whether the first bytes name a layout or a cipher that this program does not know: nothing can be said then
    /// about whether the envelope was sealed rightly. Like all that a header says, it is the claim of whoever wrote it.
    pub fn is_newer(envelope: &[u8]) -> bool {
        match *envelope {
            [Self::VERSION, suite, ..] => Suite::from_number(suite).is_none(),
            [version, ..] => version > Self::VERSION,
            [] => false,
        }
    }

    pub(super) fn append_to(&self, envelope: &mut Vec<u8>) {
        envelope.extend_from_slice(&[Self::VERSION, self.suite.number()]);
        envelope.extend_from_slice(&self.key_id);
        envelope.extend_from_slice(&self.epoch.to_be_bytes());
        envelope.extend_from_slice(&self.generation.to_be_bytes());
        envelope.extend_from_slice(&self.nonce);
        envelope.extend_from_slice(&self.commitment);
    }
}
