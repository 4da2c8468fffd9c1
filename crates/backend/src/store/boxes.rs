//! Sealed keys, at `sealed_box:[recipient, key, epoch, digest]`: a recipient's boxes are one record range. The digest is of
//! the box itself, so a second one for the same key and recipient stands beside the first and hides nothing.

use ledger::hash::Hash;
use surrealdb::types::{Array, Bytes, Object, RecordId, SurrealValue};
use wire::roster::BoxRecord;

use super::{Db, StoreError, Transaction, run};

/// The most that is read for one recipient: units × sections × epochs, twice what is plausible.
const MOST: usize = 50_000;

#[derive(Debug, Clone, SurrealValue)]
struct Row {
    id: RecordId,
    key: Bytes,
    epoch: i64,
    recipient: Bytes,
    sealed: Bytes,
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Row {
    fn new(record: &BoxRecord) -> Self {
        let id = Array::from(vec![
            hex(&record.recipient.0).into_value(),
            hex(&record.key.0).into_value(),
            i64::from(record.epoch).into_value(),
            Hash::of(&record.sealed.0).to_string().into_value(),
        ]);
        Self {
            id: RecordId::new("sealed_box", id),
            key: record.key.0.clone().into(),
            epoch: record.epoch.into(),
            recipient: record.recipient.0.clone().into(),
            sealed: record.sealed.0.clone().into(),
        }
    }

    fn record(self) -> BoxRecord {
        BoxRecord {
            key: self.key.to_vec().into(),
            epoch: u32::try_from(self.epoch).unwrap_or(0),
            recipient: self.recipient.to_vec().into(),
            sealed: self.sealed.to_vec().into(),
        }
    }
}

/// Adds boxes; those that are there stay.
pub(crate) fn insert(transaction: &mut Transaction, boxes: &[BoxRecord]) {
    if boxes.is_empty() {
        return;
    }
    let rows: Vec<Row> = boxes.iter().map(Row::new).collect();
    let rows = transaction.bind(rows);
    transaction.then(&format!("INSERT IGNORE INTO sealed_box {rows} RETURN NONE"));
}

/// The boxes of some recipients, recipient by recipient.
pub(crate) async fn of(db: &Db, recipients: &[[u8; 32]]) -> Result<Vec<BoxRecord>, StoreError> {
    let mut statements = String::new();
    let mut bindings = Object::new();
    for (number, recipient) in recipients.iter().enumerate() {
        bindings.insert(format!("r{number}"), hex(recipient));
        // Keys are hexadecimal: all of them lie between '' and 'g'.
        statements.push_str(&format!(
            "SELECT * FROM sealed_box:[$r{number}, '']..[$r{number}, 'g'] LIMIT {MOST};"
        ));
    }
    if recipients.is_empty() {
        return Ok(Vec::new());
    }
    let mut results = run(db, &statements, bindings).await?;
    let mut boxes = Vec::new();
    for number in 0..recipients.len() {
        boxes.extend(
            results
                .take::<Vec<Row>>(number)?
                .into_iter()
                .map(Row::record),
        );
    }
    Ok(boxes)
}
