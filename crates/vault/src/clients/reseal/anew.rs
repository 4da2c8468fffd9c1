//! Opening what was chosen and sealing it anew.

use std::collections::HashMap;

use bridge::{Reason, client::Part};
use dossier::{
    client::Kind,
    section::{BadPayload, Card, Labels, Notes, Sensitive},
};
use ledger::{
    hash::Hash,
    id::{FileId, UnitId},
    journal::SectionRecord,
    rights::Section,
    statement::{FilePut, SectionPut},
};
use seal::Suite;
use wire::{files::Envelope, look_up::FileTags};
use zeroize::Zeroizing;

use super::{
    Why,
    due::{Work, present},
};
use crate::{
    Result,
    clients::{
        append::sealed,
        kind,
        tags::{self, BlindTags},
        today,
    },
    opener::context,
    platform::Platform,
    session::Session,
};

/// What was sealed anew.
#[derive(Default)]
pub(super) struct Anew {
    pub(super) puts: Vec<FilePut>,
    pub(super) envelopes: Vec<Envelope>,
    pub(super) tags: Vec<FileTags>,
}

/// An envelope is missing, or another one than the journal names.
pub(super) struct Missing {
    pub(super) file: FileId,
    pub(super) section: Section,
}

/// Opens and seals.
pub(super) fn anew<P: Platform>(
    session: &mut Session<P>,
    platform: &P,
    unit: UnitId,
    files: Vec<(FileId, Work)>,
    envelopes: Vec<Envelope>,
) -> Result<core::result::Result<Anew, Missing>> {
    let suite = Suite::from_number(session.view().policy().suite).ok_or(Reason::Newer)?;
    let envelopes = envelopes.into_iter().filter_map(|envelope| {
        let section = Section::from_number(envelope.section)?;
        Some(((envelope.file.parse().ok()?, section), envelope.sealed.0))
    });
    let envelopes: HashMap<(FileId, Section), Vec<u8>> = envelopes.collect();
    let mut made = Anew::default();
    let mut spoilt = Vec::new();
    'files: for (file, work) in files {
        let journal = session.journals.unit(unit).ok_or(Reason::Fault)?;
        let record = journal.journal.file(file).ok_or(Reason::Fault)?;
        let (mut puts, mut own) = (Vec::new(), Vec::new());
        let mut tagged = Tagged::default();
        for section in work.sections.iter() {
            let written = record.section(section).ok_or(Reason::Fault)?;
            let envelope = envelopes.get(&(file, section));
            let Some(envelope) = envelope.filter(|one| Hash::of(one) == written.envelope) else {
                return Ok(Err(Missing { file, section }));
            };
            let kind = kind(record.meta.kind);
            let payload = match opened(session, unit, file, kind, section, written, envelope) {
                Ok(payload) => payload,
                Err(why) => {
                    spoilt.push(((file, section), (written.seq, why)));
                    match work.tags {
                        // The next step chooses anew what is left of this file.
                        true => continue 'files,
                        false => continue,
                    }
                }
            };
            tagged.note(kind, section, &payload);
            let epoch = present(session, unit, section).ok_or(Reason::KeyWaiting)?;
            let key = session.keyring.unit(unit, section, epoch);
            let key = key.ok_or(Reason::KeyWaiting)?;
            let key = key.file_key(&file.0, section.number(), written.generation);
            let revision = written.revision + 1;
            let org = session.me.org;
            let generation = written.generation;
            let context = context(org, unit, file, section, revision, epoch, generation);
            let rng = &mut platform.rng();
            let sealed = sealed(suite, &key, &context, section, &payload, rng)?;
            puts.push(SectionPut {
                section,
                revision,
                epoch,
                generation,
                envelope: Hash::of(&sealed),
                suite: suite.number(),
            });
            own.push(Envelope {
                file: file.to_string(),
                section: section.number(),
                sealed: sealed.into(),
            });
        }
        if puts.is_empty() {
            continue;
        }
        let tags = match work.tags {
            true => Some(tagged.blind(session, platform).ok_or(Reason::Fault)?),
            false => None,
        };
        made.puts.push(FilePut {
            file,
            created_from: None,
            meta: record.meta,
            sections: puts,
            tags: tags.as_ref().and_then(BlindTags::hash),
        });
        made.envelopes.append(&mut own);
        made.tags.extend(tags.map(|tags| tags.sent(file)));
    }
    session.spoilt.extend(spoilt);
    Ok(Ok(made))
}

/// What a file's tags are made from.
#[derive(Default)]
struct Tagged {
    card: Option<Card>,
    sensitive: Option<Sensitive>,
}

impl Tagged {
    fn note(&mut self, kind: Kind, section: Section, payload: &[u8]) {
        match section {
            Section::Card => self.card = Card::from_bytes(payload).ok(),
            Section::Sensitive => self.sensitive = Sensitive::from_bytes(kind, payload).ok(),
            _ => {}
        }
    }

    fn blind<P: Platform>(&self, session: &Session<P>, platform: &P) -> Option<BlindTags> {
        let (card, sensitive) = (self.card.as_ref()?, self.sensitive.as_ref()?);
        let numbers = dossier::tagged::numbers(card, sensitive, today(platform.now()));
        let numbers: Vec<(u8, String)> = numbers
            .into_iter()
            .map(|(tagged, number)| (tagged.number(), number))
            .collect();
        tags::of(session, platform, &numbers)
    }
}

/// The payload, if it is one: what can't be read is its author's, and not made mine by a seal.
fn opened<P: Platform>(
    session: &Session<P>,
    unit: UnitId,
    file: FileId,
    kind: Kind,
    section: Section,
    written: &SectionRecord,
    envelope: &[u8],
) -> core::result::Result<Zeroizing<Vec<u8>>, Why> {
    let (mut payload, opener) = (Zeroizing::new(Vec::new()), session.opener());
    let parse = |bytes: &[u8]| {
        payload = Zeroizing::new(bytes.to_vec());
        match section {
            Section::Card => Card::from_bytes(bytes).map(|_| ()),
            Section::Labels => Labels::from_bytes(bytes).map(|_| ()),
            Section::Sensitive => Sensitive::from_bytes(kind, bytes).map(|_| ()),
            Section::Notes => Notes::from_bytes(bytes).map(|_| ()),
            // Nobody writes them yet.
            Section::Dealings | Section::Files => Err(BadPayload::NewerVersion),
        }
    };
    match opener.open(unit, file, section, written, envelope, parse) {
        Ok(Part::Open(())) => Ok(payload),
        Ok(Part::Newer) => Err(Why::Newer),
        // Its key is here, and it is the envelope that was signed.
        Ok(Part::Unreadable | Part::Sealed) | Err(_) => Err(Why::Unreadable),
    }
}
