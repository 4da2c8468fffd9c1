//! Blind tags at `tag:[file, epoch, field, value]`, found by their value; the salt of a file's tags at `tag_salt:file`. Both can be erased without
//! harm to the journal that signed their hash.

use std::collections::HashMap;

use ledger::{id::FileId, tags::Tag};
use surrealdb::types::{Array, Bytes, RecordId, SurrealValue, object};

use super::{Db, StoreError, Transaction, hex, malformed, run};

/// Rows that a look-up reads at most.
const MOST: usize = 64;

#[derive(Debug, Clone, SurrealValue)]
struct TagRow {
    id: RecordId,
    file: String,
    blind: String,
}

#[derive(Debug, Clone, SurrealValue)]
struct SaltRow {
    id: RecordId,
    salt: Bytes,
}

/// The tags of a file with their salt.
#[derive(Debug, Clone)]
pub(crate) struct Tagged {
    pub(crate) salt: [u8; 16],
    pub(crate) tags: Vec<Tag>,
}

/// Gives a file these tags in place of those it had.
pub(crate) fn replace(transaction: &mut Transaction, file: FileId, tagged: &Tagged) {
    let own = transaction.bind(file.to_string());
    transaction.then(&format!(
        "DELETE tag:[{own}, 0]..[{own}, 4294967296] RETURN NONE"
    ));
    for tag in &tagged.tags {
        transaction.create(TagRow {
            id: row_id(file, tag),
            file: file.to_string(),
            blind: hex(&tag.value),
        });
    }
    let salt = transaction.bind(SaltRow {
        id: RecordId::new("tag_salt", file.to_string()),
        salt: tagged.salt.to_vec().into(),
    });
    transaction.then(&format!("UPSERT {salt}.id CONTENT {salt} RETURN NONE"));
}

/// Files that have one of these values, each with the value.
pub(crate) async fn find(
    db: &Db,
    values: &[[u8; 16]],
) -> Result<Vec<([u8; 16], FileId)>, StoreError> {
    let asked: HashMap<String, [u8; 16]> =
        values.iter().map(|value| (hex(value), *value)).collect();
    let values: Vec<String> = asked.keys().cloned().collect();
    let rows: Vec<TagRow> = run(
        db,
        &format!("SELECT * FROM tag WHERE blind IN $values LIMIT {MOST}"),
        object! { values: values },
    )
    .await?
    .take(0)?;
    rows.into_iter()
        .map(|row| {
            let value = asked.get(&row.blind).ok_or_else(|| malformed("tag"))?;
            let file = row.file.parse().map_err(|_| malformed("tag"))?;
            Ok((*value, file))
        })
        .collect()
}

fn row_id(file: FileId, tag: &Tag) -> RecordId {
    let key = vec![
        file.to_string().into_value(),
        i64::from(tag.epoch).into_value(),
        i64::from(tag.field).into_value(),
        hex(&tag.value).into_value(),
    ];
    RecordId::new("tag", Array::from(key))
}
