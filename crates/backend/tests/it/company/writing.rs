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

/// Bytes of an envelope where its length does not matter.
const SHORT: usize = 200;

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
        self.create_many(1, sections, SHORT)
    }

    /// New files, one statement for all, their sections sealed to so many bytes each. The draft's file is the first.
    pub(crate) fn create_many(&self, files: usize, sections: &[Section], length: usize) -> Draft {
        let puts = (0..files).map(|_| {
            let random = random();
            let file = FileId::derive(self.journal.unit(), random);
            self.put(file, Some(random), sections, 1, length)
        });
        self.draft(puts.collect())
    }

    /// New revisions of sections of a file.
    pub(crate) fn change(&self, file: FileId, sections: &[Section], revision: u32) -> Draft {
        self.draft(vec![self.put(file, None, sections, revision, SHORT)])
    }

    /// A revision of one section of a file, sealed to so many bytes.
    pub(crate) fn write(
        &self,
        file: FileId,
        section: Section,
        revision: u32,
        length: usize,
    ) -> Draft {
        self.draft(vec![self.put(file, None, &[section], revision, length)])
    }

    fn put(
        &self,
        file: FileId,
        created_from: Option<[u8; 16]>,
        sections: &[Section],
        revision: u32,
        length: usize,
    ) -> (FilePut, Vec<Envelope>) {
        let envelopes: Vec<Envelope> = sections
            .iter()
            .map(|section| Envelope {
                file: file.to_string(),
                section: section.number(),
                sealed: sealed(length).into(),
            })
            .collect();
        let sections = sections
            .iter()
            .zip(&envelopes)
            .map(|(section, envelope)| SectionPut {
                suite: 1,
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
        let put = FilePut {
            file,
            created_from,
            meta,
            sections,
            tags: None,
        };
        (put, envelopes)
    }

    fn draft(&self, puts: Vec<(FilePut, Vec<Envelope>)>) -> Draft {
        let (files, envelopes): (Vec<FilePut>, Vec<Vec<Envelope>>) = puts.into_iter().unzip();
        let file = files[0].file;
        let statement = JournalStatement::Put {
            anchor: self.company.roster.head().unwrap(),
            cause: Cause::Direct,
            files,
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
                envelopes: envelopes.concat(),
                tags: Vec::new(),
            },
        }
    }
}

/// What stands for an envelope: the server looks at its length and its hash only.
fn sealed(length: usize) -> Vec<u8> {
    let mut bytes = random::<SHORT>().to_vec();
    bytes.resize(length, 0);
    bytes
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
