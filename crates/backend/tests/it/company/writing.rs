//! Files being written: entries of a journal with envelopes, and pulling them back.

use ed25519_dalek::Signer;
use ledger::{
    Journal, Roster,
    entry::{Chain, Entry, SignedEntry, VERSION},
    hash::Hash,
    id::{FileId, Intent},
    rights::Section,
    statement::{Cause, ClientKind, FileMeta, FilePut, FileState, JournalStatement, SectionPut},
};
use wire::{
    files::{Envelope, JournalAppend, JournalPage},
    path,
};

use super::{
    Company,
    staff::{Staff, bytes, now, random},
};
use crate::app::Client;

/// A file that somebody is about to write.
pub(crate) struct Draft {
    pub(crate) file: FileId,
    pub(crate) body: JournalAppend,
}

/// Who writes what, on which chain.
pub(crate) struct Writing<'a> {
    pub(crate) company: &'a Company,
    pub(crate) staff: &'a Staff,
    pub(crate) journal: &'a Journal,
}

impl Writing<'_> {
    /// A new file with these sections.
    pub(crate) fn create(&self, sections: &[Section]) -> Draft {
        let random = random();
        let file = FileId::derive(self.journal.unit(), random);
        self.put(file, Some(random), sections, 1)
    }

    /// New revisions of sections of a file.
    pub(crate) fn change(&self, file: FileId, sections: &[Section], revision: u32) -> Draft {
        self.put(file, None, sections, revision)
    }

    fn put(
        &self,
        file: FileId,
        created_from: Option<[u8; 16]>,
        sections: &[Section],
        revision: u32,
    ) -> Draft {
        let envelopes: Vec<Envelope> = sections
            .iter()
            .map(|section| Envelope {
                file: file.to_string(),
                section: section.number(),
                sealed: random::<200>().into(),
            })
            .collect();
        let puts = sections
            .iter()
            .zip(&envelopes)
            .map(|(section, envelope)| SectionPut {
                section: *section,
                revision,
                epoch: 1,
                generation: 1,
                envelope: Hash::of(&envelope.sealed.0),
            })
            .collect();
        let meta = FileMeta {
            kind: ClientKind::Person,
            manager: self.company.founder.person.id,
            opened: 20_000,
            state: FileState::Active,
        };
        let statement = JournalStatement::Put {
            anchor: self.company.roster.head().unwrap(),
            cause: Cause::Direct,
            files: vec![FilePut {
                file,
                created_from,
                meta,
                sections: puts,
                tags: None,
            }],
        };
        let entry = Entry {
            version: VERSION,
            org: self.company.org,
            chain: Chain::Journal(self.journal.unit()),
            seq: self.journal.len(),
            prev: self.journal.head().map_or(Hash::ZERO, |head| head.hash),
            author: self.staff.author(),
            at: now(),
            intent: Intent(random()),
            statement,
        };
        let entry = SignedEntry::sign(&entry, |message| {
            self.staff.signing.sign(message).to_bytes()
        });
        Draft {
            file,
            body: JournalAppend {
                entry: bytes(&entry),
                envelopes,
            },
        }
    }
}

/// Brings a verified copy of a journal up to the server's; the envelopes that came with it.
pub(crate) async fn pull_journal(
    client: &mut Client,
    journal: &mut Journal,
    roster: &Roster,
) -> Vec<Envelope> {
    let mut envelopes = Vec::new();
    loop {
        let url = format!(
            "{}?after={}",
            path::journal(&journal.unit().to_string()),
            journal.len()
        );
        let page: JournalPage = client.get(&url).await.ok();
        for entry in page.entries {
            journal
                .apply(&SignedEntry::from_bytes(entry.0).unwrap(), roster, now())
                .unwrap();
        }
        envelopes.extend(page.envelopes);
        if page.head.is_none_or(|head| journal.len() > head.seq) {
            return envelopes;
        }
    }
}
