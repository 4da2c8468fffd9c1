//! Sealed keys, at `sealed_box:[recipient, key, epoch, maker]`: a recipient's boxes are one record range. Of what one maker
//! makes for the same key and recipient, the first stays, which nobody can spoil later, and the latest, which can mend it:
//! neither hides another maker's.

use std::ops::Bound;

use surrealdb::types::{
    Array, Bytes, RecordId, RecordIdKey, RecordIdKeyRange, SurrealValue, object,
};
use wire::roster::BoxRecord;

use super::{Db, StoreError, Transaction, run};

/// Rows read at once.
const PAGE: usize = 2_000;

/// What a record weighs besides its sealed bytes.
const AROUND: usize = 128;

#[derive(Debug, Clone, SurrealValue)]
struct Row {
    id: RecordId,
    key: Bytes,
    epoch: i64,
    recipient: Bytes,
    sealed: Bytes,
    /// Of the same maker, later than `sealed`.
    latest: Option<Bytes>,
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Row {
    fn new(record: &BoxRecord, maker: [u8; 16]) -> Self {
        let id = Array::from(vec![
            hex(&record.recipient.0).into_value(),
            hex(&record.key.0).into_value(),
            i64::from(record.epoch).into_value(),
            hex(&maker).into_value(),
        ]);
        Self {
            id: RecordId::new("sealed_box", id),
            key: record.key.0.clone().into(),
            epoch: record.epoch.into(),
            recipient: record.recipient.0.clone().into(),
            sealed: record.sealed.0.clone().into(),
            latest: None,
        }
    }

    fn records(self) -> impl Iterator<Item = BoxRecord> {
        let Self {
            key,
            epoch,
            recipient,
            sealed,
            latest,
            ..
        } = self;
        let latest = latest.filter(|latest| *latest != sealed);
        [Some(sealed), latest]
            .into_iter()
            .flatten()
            .map(move |sealed| BoxRecord {
                key: key.to_vec().into(),
                epoch: u32::try_from(epoch).unwrap_or(0),
                recipient: recipient.to_vec().into(),
                sealed: sealed.to_vec().into(),
            })
    }
}

/// Adds boxes of one maker.
pub(crate) fn insert(transaction: &mut Transaction, boxes: &[BoxRecord], maker: [u8; 16]) {
    if boxes.is_empty() {
        return;
    }
    let rows: Vec<Row> = boxes.iter().map(|record| Row::new(record, maker)).collect();
    let rows = transaction.bind(rows);
    transaction.then(&format!(
        "INSERT INTO sealed_box {rows} ON DUPLICATE KEY UPDATE latest = $input.sealed RETURN NONE"
    ));
}

/// The boxes of some recipients, recipient by recipient; no more than `most` bytes of them.
pub(crate) async fn of(
    db: &Db,
    recipients: &[[u8; 32]],
    most: usize,
) -> Result<Vec<BoxRecord>, StoreError> {
    let mut boxes = Vec::new();
    let mut weight = 0;
    for recipient in recipients {
        let mut after = None;
        loop {
            let rows = page(db, recipient, after).await?;
            let whole = rows.len() < PAGE;
            after = rows.last().map(|row| row.id.key.clone());
            for record in rows.into_iter().flat_map(Row::records) {
                weight += AROUND + record.sealed.0.len();
                if weight > most {
                    tracing::warn!(most, "more boxes than one answer takes: some are left out");
                    return Ok(boxes);
                }
                boxes.push(record);
            }
            if whole {
                break;
            }
        }
    }
    Ok(boxes)
}

/// Some rows of a recipient, from behind one on.
async fn page(
    db: &Db,
    recipient: &[u8; 32],
    after: Option<RecordIdKey>,
) -> Result<Vec<Row>, StoreError> {
    let edge = |key: &str| {
        let parts = vec![hex(recipient).into_value(), key.to_owned().into_value()];
        RecordIdKey::Array(Array::from(parts))
    };
    // Keys are hexadecimal: all of them lie between '' and 'g'.
    let range = RecordIdKeyRange {
        start: after.map_or_else(|| Bound::Included(edge("")), Bound::Excluded),
        end: Bound::Excluded(edge("g")),
    };
    let bindings =
        object! { range: RecordId::new("sealed_box", range), most: super::signed(PAGE as u64) };
    run(db, "SELECT * FROM $range LIMIT $most", bindings)
        .await?
        .take::<Vec<Row>>(0)
        .map_err(StoreError::from)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use crate::store;

    fn record(recipient: u8, key: usize, sealed: u8) -> BoxRecord {
        BoxRecord {
            key: (key as u128).to_be_bytes().into(),
            epoch: 1,
            recipient: [recipient; 32].into(),
            sealed: [sealed; 200].into(),
        }
    }

    async fn put(db: &Db, boxes: &[BoxRecord], maker: u8) {
        let mut transaction = Transaction::new();
        insert(&mut transaction, boxes, [maker; 16]);
        transaction.commit(db).await.unwrap();
    }

    #[tokio::test]
    async fn of_each_maker_the_first_stays_and_the_latest() {
        let dir = tempfile::tempdir().unwrap();
        let db = store::open(Some("mem://"), dir.path()).await.unwrap();
        let all = async || of(&db, &[[1; 32]], usize::MAX).await.unwrap();
        put(&db, &[record(1, 7, 1)], 1).await;
        put(&db, &[record(1, 7, 1)], 1).await;
        assert_eq!(all().await, [record(1, 7, 1)]);
        for sealed in 2..9 {
            put(&db, &[record(1, 7, sealed)], 1).await;
        }
        assert_eq!(all().await, [record(1, 7, 1), record(1, 7, 8)]);
        // In one batch, and of somebody else.
        put(&db, &[record(1, 7, 20), record(1, 7, 21)], 2).await;
        let sealed: Vec<u8> = all().await.iter().map(|found| found.sealed.0[0]).collect();
        assert_eq!(sealed, [1, 8, 20, 21]);
    }

    #[tokio::test]
    async fn recipients_get_all_of_theirs_and_nobody_elses() {
        let dir = tempfile::tempdir().unwrap();
        let db = store::open(Some("mem://"), dir.path()).await.unwrap();
        // More than a page.
        let many: Vec<BoxRecord> = (0..PAGE + 5).map(|key| record(1, key, 1)).collect();
        put(&db, &many, 1).await;
        put(&db, &[record(2, 0, 2), record(3, 0, 3)], 1).await;
        assert_eq!(of(&db, &[[1; 32]], usize::MAX).await.unwrap(), many);
        let both = of(&db, &[[3; 32], [2; 32]], usize::MAX).await.unwrap();
        assert_eq!(both, [record(3, 0, 3), record(2, 0, 2)]);
        assert!(of(&db, &[], usize::MAX).await.unwrap().is_empty());
    }

    #[tokio::test]
    async fn an_answer_has_a_bounded_weight() {
        let dir = tempfile::tempdir().unwrap();
        let db = store::open(Some("mem://"), dir.path()).await.unwrap();
        let boxes: Vec<BoxRecord> = (0..20).map(|key| record(1, key, 1)).collect();
        put(&db, &boxes, 1).await;
        let most = 5 * (200 + AROUND);
        let found = of(&db, &[[1; 32], [1; 32]], most).await.unwrap();
        assert_eq!(found, boxes[..5]);
    }
}
