//! Where an envelope belongs.

use checks::Check;

use crate::Suite;

const DOMAIN: &[u8] = b"jiandang/envelope/v1";

/// What an envelope holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// A section of a client file.
    Section = 1,
}

/// Everything that an envelope is bound to: moved anywhere else, it does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Context {
    /// The organisation.
    pub org: [u8; 16],
    /// What the envelope holds.
    pub kind: Kind,
    /// The client file.
    pub file: [u8; 16],
    /// The section, by number.
    pub section: u8,
    /// The section's revision.
    pub revision: u32,
    /// The id of the unit key above the file key.
    pub key_id: [u8; 16],
    /// The unit key's epoch.
    pub epoch: u32,
    /// The file key's generation.
    pub generation: u32,
}

impl Context {
    /// Domain and fields, each of fixed length, in the order of the type; the suite last.
    pub(super) fn additional_data(&self, suite: Suite) -> Vec<u8> {
        if Check::Place.is_lifted() {
            return DOMAIN.to_vec();
        }
        [
            DOMAIN,
            &self.org,
            &[self.kind as u8],
            &self.file,
            &[self.section],
            &self.revision.to_be_bytes(),
            &self.key_id,
            &self.epoch.to_be_bytes(),
            &self.generation.to_be_bytes(),
            &[suite.number()],
        ]
        .concat()
    }
}
