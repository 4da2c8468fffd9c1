//! Files at `file:id`, which name their unit; their sections' envelopes at `envelope:[file, section]`.

use std::collections::HashSet;

use ledger::{
    id::{FileId, UnitId},
    rights::{Section, Sections},
};
use surrealdb::types::{Array, Bytes, RecordId, SurrealValue, object};
use wire::files::Envelope;

use super::{Db, StoreError, Transaction, malformed, run, signed, unsigned};

#[derive(Debug, Clone, SurrealValue)]
struct FileRow {
    id: RecordId,
    unit: String,
}

#[derive(Debug, Clone, SurrealValue)]
struct EnvelopeRow {
    id: RecordId,
    file: String,
    section: i64,
    seq: i64,
    bytes: Bytes,
}

/// An envelope and the journal entry that wrote it.
pub(crate) struct Stored {
    pub(crate) envelope: Envelope,
    pub(crate) seq: u64,
}

fn file_id(file: FileId) -> RecordId {
    RecordId::new("file", file.to_string())
}

fn envelope_id(file: FileId, section: Section) -> RecordId {
    RecordId::new(
        "envelope",
        Array::from(vec![
            file.to_string().into_value(),
            i64::from(section.number()).into_value(),
        ]),
    )
}

/// Files created in a unit's journal belong to that unit.
pub(crate) fn place(transaction: &mut Transaction, unit: UnitId, created: &HashSet<FileId>) {
    for file in created {
        transaction.create(FileRow {
            id: file_id(*file),
            unit: unit.to_string(),
        });
    }
}

/// The envelopes that the journal entry number `seq` wrote for new files.
pub(crate) fn write(transaction: &mut Transaction, seq: u64, envelopes: Vec<Sealed>) {
    for sealed in envelopes {
        transaction.create(EnvelopeRow::new(seq, sealed));
    }
}

/// Puts the envelopes of the journal entry number `seq` in place of older ones, where there are.
pub(crate) fn replace(transaction: &mut Transaction, seq: u64, envelopes: Vec<Sealed>) {
    if envelopes.is_empty() {
        return;
    }
    let rows: Vec<EnvelopeRow> = envelopes
        .into_iter()
        .map(|sealed| EnvelopeRow::new(seq, sealed))
        .collect();
    let rows = transaction.bind(rows);
    transaction.then(&format!(
        "FOR $row IN {rows} {{ UPSERT $row.id CONTENT $row RETURN NONE }}"
    ));
}

/// A section's envelope.
pub(crate) type Sealed = (FileId, Section, Vec<u8>);

impl EnvelopeRow {
    fn new(seq: u64, (file, section, sealed): Sealed) -> Self {
        Self {
            id: envelope_id(file, section),
            file: file.to_string(),
            section: section.number().into(),
            seq: signed(seq),
            bytes: sealed.into(),
        }
    }
}

/// The unit of a file.
pub(crate) async fn unit_of(db: &Db, file: FileId) -> Result<Option<UnitId>, StoreError> {
    let mut results = run(
        db,
        "SELECT VALUE unit FROM ONLY $file",
        object! { file: file_id(file) },
    )
    .await?;
    let unit = results.take::<Option<String>>(0)?;
    unit.map(|unit| unit.parse().map_err(|_| malformed("file")))
        .transpose()
}

/// The envelopes of some sections, as far as they were ever written.
pub(crate) async fn envelopes(
    db: &Db,
    wanted: impl IntoIterator<Item = (FileId, Section)>,
) -> Result<Vec<Stored>, StoreError> {
    let ids: Vec<RecordId> = wanted
        .into_iter()
        .map(|(file, section)| envelope_id(file, section))
        .collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<EnvelopeRow> = run(db, "SELECT * FROM $ids", object! { ids: ids })
        .await?
        .take(0)?;
    rows.into_iter()
        .map(|row| {
            let section = u8::try_from(row.section).map_err(|_| malformed("envelope"))?;
            let envelope = Envelope {
                file: row.file,
                section,
                sealed: row.bytes.to_vec().into(),
            };
            Ok(Stored {
                envelope,
                seq: unsigned(row.seq),
            })
        })
        .collect()
}

/// Each of some sections of a file.
pub(crate) fn sections_of(
    file: FileId,
    sections: Sections,
) -> impl Iterator<Item = (FileId, Section)> {
    sections.iter().map(move |section| (file, section))
}
