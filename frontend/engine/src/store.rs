//! The browser's IndexedDB as the vault's store.

use async_trait::async_trait;
use futures::lock::Mutex;
use idb::{Database, Error, Factory, KeyRange, ObjectStoreParams, TransactionMode};
use js_sys::Uint8Array;
use vault::store::{Store, Unavailable};
use wasm_bindgen::{JsCast, JsValue};

/// The database's name.
const NAME: &str = "jiandang";
/// Its one table: sealed bytes by name.
const KEPT: &str = "kept";

/// What this browser keeps. Opened when it is asked for the first time.
#[derive(Default)]
pub(crate) struct Device(Mutex<Option<Database>>);

#[async_trait(?Send)]
impl Store for Device {
    async fn get(&self, name: &str) -> Result<Option<Vec<u8>>, Unavailable> {
        let mut opened = self.0.lock().await;
        let database = database(&mut opened).await?;
        let found = async {
            let transaction = database.transaction(&[KEPT], TransactionMode::ReadOnly)?;
            let store = transaction.object_store(KEPT)?;
            store.get(JsValue::from(name))?.await
        };
        let found: Option<JsValue> = found.await.map_err(unavailable)?;
        Ok(found
            .and_then(|found| found.dyn_into::<Uint8Array>().ok())
            .map(|bytes| bytes.to_vec()))
    }

    async fn put(&self, name: &str, bytes: Vec<u8>) -> Result<(), Unavailable> {
        let mut opened = self.0.lock().await;
        let database = database(&mut opened).await?;
        let done = async {
            let transaction = database.transaction(&[KEPT], TransactionMode::ReadWrite)?;
            let store = transaction.object_store(KEPT)?;
            let bytes = JsValue::from(Uint8Array::from(bytes.as_slice()));
            store.put(&bytes, Some(&JsValue::from(name)))?.await?;
            transaction.commit()?.await.map(|_| ())
        };
        done.await.map_err(unavailable)
    }

    async fn remove(&self, name: &str) -> Result<(), Unavailable> {
        let mut opened = self.0.lock().await;
        let database = database(&mut opened).await?;
        let done = async {
            let transaction = database.transaction(&[KEPT], TransactionMode::ReadWrite)?;
            let store = transaction.object_store(KEPT)?;
            store.delete(JsValue::from(name))?.await?;
            transaction.commit()?.await.map(|_| ())
        };
        done.await.map_err(unavailable)
    }

    async fn names(&self, beginning: &str) -> Result<Vec<String>, Unavailable> {
        let mut opened = self.0.lock().await;
        let database = database(&mut opened).await?;
        let found = async {
            let transaction = database.transaction(&[KEPT], TransactionMode::ReadOnly)?;
            let store = transaction.object_store(KEPT)?;
            // Names are ASCII: whatever begins so lies before the same with the last letter there is.
            let last = format!("{beginning}\u{ffff}");
            let range = KeyRange::bound(&beginning.into(), &last.into(), None, None)?;
            store.get_all_keys(Some(range.into()), None)?.await
        };
        let found: Vec<JsValue> = found.await.map_err(unavailable)?;
        Ok(found.iter().filter_map(JsValue::as_string).collect())
    }
}

/// The database, opened if it is not yet.
async fn database(opened: &mut Option<Database>) -> Result<&Database, Unavailable> {
    if opened.is_none() {
        *opened = Some(open().await.map_err(unavailable)?);
    }
    opened.as_ref().ok_or(Unavailable)
}

async fn open() -> Result<Database, Error> {
    let mut request = Factory::new()?.open(NAME, Some(1))?;
    request.on_upgrade_needed(|event| {
        use idb::DatabaseEvent;
        if let Ok(database) = event.database() {
            // Fails only where the table is there already.
            let _ = database.create_object_store(KEPT, ObjectStoreParams::new());
        }
    });
    request.await
}

/// A browser has many reasons, and nobody can do anything about any of them.
#[allow(clippy::needless_pass_by_value, reason = "made for `map_err`")]
fn unavailable(_: Error) -> Unavailable {
    Unavailable
}
