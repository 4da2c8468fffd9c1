//! The blob's bytes.

use super::{Blob, slot};
use crate::Malformed;
use crate::layout::Reader;

/// Longest blob, in bytes: 192 KiB. Pins of 2,000 journals, the most that an organisation has, take 125 KiB of it.
pub const MAX_BYTES: usize = 192 * 1024;

const VERSION: u8 = 1;
const FRONT: usize = 1 + 8 + 1;

impl Blob {
    pub(super) fn length(&self) -> usize {
        FRONT + self.slots.len() * slot::LENGTH + self.body.len()
    }

    /// The bytes, at most [`MAX_BYTES`].
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.length());
        bytes.push(VERSION);
        bytes.extend_from_slice(&self.counter.to_be_bytes());
        bytes.push(self.slots.len() as u8);
        for slot in &self.slots {
            bytes.extend_from_slice(&slot.to_bytes());
        }
        bytes.extend_from_slice(&self.body);
        bytes
    }

    /// Reads a blob; nothing in it is believed before it opens.
    ///
    /// # Errors
    /// [`Malformed`] for another version, an unknown or repeated kind of slot, no slot, or more than [`MAX_BYTES`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Malformed> {
        if bytes.len() > MAX_BYTES {
            return Err(Malformed);
        }
        let mut reader = Reader::new(bytes);
        if reader.byte()? != VERSION {
            return Err(Malformed);
        }
        let counter = reader.u64()?;
        let slots = (0..reader.byte()?)
            .map(|_| slot::Slot::from_bytes(&reader.array()?))
            .collect::<Result<Vec<_>, _>>()?;
        let ascending = slots.is_sorted_by(|one, next| one.kind < next.kind);
        if slots.is_empty() || !ascending {
            return Err(Malformed);
        }
        Ok(Self {
            counter,
            slots,
            body: reader.rest().to_vec(),
        })
    }
}
