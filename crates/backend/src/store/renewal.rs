//! Accounts that will take the place of others, at `renewal:[person, invitation]`: made by people who lost password or keys, and
//! waiting for somebody to state these keys.

use ledger::id::{InvitationId, PersonId};
use surrealdb::types::{Array, RecordId, SurrealValue, object};

use super::{Db, StoreError, Transaction, account, malformed, run};
use crate::account::Account;

/// The table, for telling a clash.
pub(crate) const TABLE: &str = "renewal";

#[derive(Debug, Clone, SurrealValue)]
struct Row {
    invitation: String,
    account: account::Row,
}

/// One that waits.
pub(crate) struct Renewal {
    pub(crate) invitation: InvitationId,
    pub(crate) account: Account,
}

fn id(person: PersonId, invitation: InvitationId) -> RecordId {
    let key = vec![
        person.to_string().into_value(),
        invitation.to_string().into_value(),
    ];
    RecordId::new(TABLE, Array::from(key))
}

/// Adds one.
pub(crate) fn create(transaction: &mut Transaction, account: &Account, invitation: InvitationId) {
    let row = account::Row::new(account, None);
    transaction.create(object! {
        id: id(account.person, invitation),
        invitation: invitation.to_string(),
        account: row,
    });
}

/// All of a person's.
pub(crate) async fn of(db: &Db, person: PersonId) -> Result<Vec<Renewal>, StoreError> {
    let statement = "SELECT invitation, account FROM renewal:[$person, '']..[$person, 'g']";
    let mut results = run(db, statement, object! { person: person.to_string() }).await?;
    let rows: Vec<Row> = results.take(0)?;
    rows.into_iter()
        .map(|row| {
            Some(Renewal {
                invitation: row.invitation.parse().ok()?,
                account: row.account.account()?,
            })
        })
        .map(|renewal| renewal.ok_or_else(|| malformed("renewal")))
        .collect()
}

/// Removes one.
pub(crate) fn discard(transaction: &mut Transaction, person: PersonId, invitation: InvitationId) {
    let id = transaction.bind(id(person, invitation));
    transaction.then(&format!("DELETE {id} RETURN NONE"));
}
