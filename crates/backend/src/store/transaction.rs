//! Several statements as one.

use std::sync::Arc;

use surrealdb::{
    Error,
    types::{Object, SurrealValue, Value},
};
use tokio::task::JoinError;

use super::{Db, StoreError, persist, run};

/// Statements that happen together or not at all, in one query.
pub(crate) struct Transaction {
    statements: String,
    bindings: Object,
    new: Vec<Value>,
}

impl Transaction {
    pub(crate) fn new() -> Self {
        Self {
            statements: "BEGIN;\n".to_owned(),
            bindings: Object::new(),
            new: Vec::new(),
        }
    }

    /// Binds a value; the parameter's name for use in a statement.
    pub(crate) fn bind(&mut self, value: impl SurrealValue) -> String {
        let name = format!("p{}", self.bindings.len());
        let parameter = format!("${name}");
        self.bindings.insert(name, value);
        parameter
    }

    /// Adds a statement.
    pub(crate) fn then(&mut self, statement: &str) {
        self.statements.push_str(statement);
        self.statements.push_str(";\n");
    }

    /// Adds a row, which names its record in `id`: the transaction fails where that exists already. All of them go into
    /// one statement at the end.
    pub(crate) fn create(&mut self, row: impl SurrealValue) {
        self.new.push(row.into_value());
    }

    pub(crate) async fn commit(mut self, db: &Db) -> Result<(), StoreError> {
        self.close();
        run(db, &self.statements, self.bindings).await.map(|_| ())
    }

    /// Commits, and lets go of `held` only when it is on the disk or has failed, even if nobody waits for that any more.
    pub(crate) async fn commit_holding(
        self,
        db: &Db,
        held: impl Send + 'static,
    ) -> Result<(), StoreError> {
        let db = Arc::clone(db);
        let committing = tokio::spawn(async move {
            let committed = self.commit(&db).await;
            drop(held);
            committed
        });
        let ended = |error: JoinError| Error::internal(error.to_string());
        committing
            .await
            .unwrap_or_else(|error| Err(StoreError::Database(Box::new(ended(error)))))
    }

    /// Commits, and tries again while other transactions come first: for one whose guards judge anew each time.
    pub(crate) async fn persist(mut self, db: &Db) -> Result<(), StoreError> {
        self.close();
        persist(db, &self.statements, self.bindings)
            .await
            .map(|_| ())
    }

    fn close(&mut self) {
        let new = std::mem::take(&mut self.new);
        if !new.is_empty() {
            let rows = self.bind(new);
            self.then(&format!("INSERT {rows} RETURN NONE"));
        }
        self.statements.push_str("COMMIT;");
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::time::Duration;

    use surrealdb::types::Object;

    use super::*;
    use crate::store;

    /// A request whose line is cut ends in the middle: what it stores is stored, and what waits for that goes on waiting.
    #[tokio::test]
    async fn a_commit_holds_what_it_was_given_although_nobody_waits() {
        let dir = tempfile::tempdir().unwrap();
        let db = store::open(Some("mem://"), dir.path()).await.unwrap();
        let lock = Arc::new(tokio::sync::Mutex::new(()));
        let held = Arc::clone(&lock).lock_owned().await;
        let mut transaction = Transaction::new();
        transaction.then("SLEEP 100ms");
        transaction.then("CREATE slow:one RETURN NONE");
        let caller = transaction.commit_holding(&db, held);
        let cut = tokio::time::timeout(Duration::from_millis(10), caller).await;
        assert!(cut.is_err());
        drop(lock.lock().await);
        let mut answer = run(&db, "RETURN record::exists(slow:one)", Object::new())
            .await
            .unwrap();
        assert_eq!(answer.take::<Option<bool>>(0).unwrap(), Some(true));
    }
}
