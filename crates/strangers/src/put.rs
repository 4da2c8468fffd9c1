//! What is stated in a journal.

use arbitrary::{Result, Unstructured};
use ledger::{
    Journal, Roster,
    entry::Position,
    hash::Hash,
    id::FileId,
    journal::FIRST_GENERATION,
    rights::Section,
    statement::{
        Cause, ClientKind, FileMeta, FilePut, FileState, JournalStatement, KeyName, SectionPut,
    },
};

use crate::{
    company::{WRITTEN, bytes},
    made::{list, rarely},
    stated::{position, somebody},
};

/// Files created or changed; most often as the journal has them and by the roster of now.
pub(crate) fn put(
    u: &mut Unstructured<'_>,
    roster: &Roster,
    journal: &Journal,
) -> Result<JournalStatement> {
    let anchor = match (u.int_in_range(0..=15)?, roster.head()) {
        (15, _) | (_, None) => position(u)?,
        (12..15, Some(head)) => {
            let seq = u.int_in_range(0..=head.seq)?;
            let hash = roster.hash_at(seq).unwrap_or(Hash::ZERO);
            Position { seq, hash }
        }
        (_, Some(head)) => head,
    };
    Ok(JournalStatement::Put {
        anchor,
        cause: *u.choose(&[Cause::Direct, Cause::Import, Cause::Reseal])?,
        files: list(u, |u| file(u, roster, journal))?,
    })
}

fn file(u: &mut Unstructured<'_>, roster: &Roster, journal: &Journal) -> Result<FilePut> {
    let random = bytes(6, u.int_in_range(0..=7)?);
    let file = match rarely(u, 16)? {
        true => FileId(u.arbitrary()?),
        false => FileId::derive(WRITTEN, random),
    };
    let known = journal.file(file);
    let slip = rarely(u, 8)?;
    Ok(FilePut {
        file,
        created_from: (known.is_none() != slip).then_some(random),
        meta: match known {
            Some(record) if !rarely(u, 4)? => record.meta,
            _ => FileMeta {
                kind: *u.choose(&[ClientKind::Person, ClientKind::Company])?,
                manager: somebody(u)?,
                opened: u.int_in_range(-30_000..=30_000)?,
                state: FileState::Active,
            },
        },
        sections: list(u, |u| {
            let section = *u.choose(&Section::ALL)?;
            let before = known.and_then(|record| record.section(section));
            let slip = rarely(u, 16)?;
            let key = KeyName::Unit(WRITTEN, section);
            let epoch = roster.view().epoch(&key).map_or(1, |opening| opening.epoch);
            Ok(SectionPut {
                section,
                revision: match slip {
                    true => u.arbitrary()?,
                    false => before.map_or(1, |before| before.revision + 1),
                },
                epoch: if slip { u.arbitrary()? } else { epoch },
                generation: before.map_or(FIRST_GENERATION, |before| before.generation),
                envelope: Hash(u.arbitrary()?),
                suite: match slip {
                    true => u.arbitrary()?,
                    false => roster.view().policy().suite,
                },
            })
        })?,
        tags: rarely(u, 4)?.then_some(Hash::of(b"tags")),
    })
}
