//! Opening a section: it is what its author signed, or the server lied; and if it can't be read, its author sealed it wrongly, or with a newer version.

use bridge::{Reason, client::Part, failure::Alarm};
use checks::Check;
use dossier::section::BadPayload;
use ledger::{
    hash::Hash,
    id::{FileId, OrgId, UnitId},
    journal::SectionRecord,
    rights::Section,
    statement::KeyName,
};
use seal::{
    Suite,
    envelope::{Context, Header, Kind},
};

use crate::{Result, keyring::Keyring};

/// What opening needs: the organisation and my keys.
pub(crate) struct Opener<'a> {
    pub(crate) org: OrgId,
    pub(crate) keyring: &'a Keyring,
}

impl Opener<'_> {
    /// Opens a section. An alarm if it is not the envelope that the journal names; if it is, what does not open was sealed so by its author.
    pub(crate) fn open<T>(
        &self,
        unit: UnitId,
        file: FileId,
        section: Section,
        record: &SectionRecord,
        envelope: &[u8],
        parse: impl FnOnce(&[u8]) -> core::result::Result<T, BadPayload>,
    ) -> Result<Part<T>> {
        if !Check::EnvelopeHash.passes(Hash::of(envelope) == record.envelope) {
            return Err(Reason::Integrity(Alarm::Envelope).into());
        }
        let Some(key) = self.keyring.unit(unit, section, record.epoch) else {
            return Ok(Part::Sealed);
        };
        let context = context(
            self.org,
            unit,
            file,
            section,
            record.revision,
            record.epoch,
            record.generation,
        );
        let key = key.file_key(&file.0, section.number(), record.generation);
        if Header::is_newer(envelope) {
            return Ok(Part::Newer);
        }
        // The suite that its author signed, which the policy listed then: what was sealed before a suite went off the list still opens.
        let signed = Suite::from_number(record.suite);
        let Ok(payload) = seal::envelope::open(&key, &context, signed.as_slice(), envelope) else {
            return Ok(Part::Unreadable);
        };
        Ok(match parse(&payload) {
            Ok(content) => Part::Open(content),
            Err(BadPayload::NewerVersion) => Part::Newer,
            Err(BadPayload::TooLarge | BadPayload::Malformed) => Part::Unreadable,
        })
    }
}

/// Where an envelope belongs.
pub(crate) fn context(
    org: OrgId,
    unit: UnitId,
    file: FileId,
    section: Section,
    revision: u32,
    epoch: u32,
    generation: u32,
) -> Context {
    Context {
        org: org.0,
        kind: Kind::Section,
        file: file.0,
        section: section.number(),
        revision,
        key_id: KeyName::Unit(unit, section).id(),
        epoch,
        generation,
    }
}

#[cfg(test)]
mod tests;
