//! `PUT /recovery/account`.

use axum::{extract::State, response::Response};
use ledger::{
    entry::{Author, SignedEntry},
    id::PersonId,
    statement::RosterStatement,
};
use wire::{
    account::{RecoveryAccount, SignedIn},
    operation::Act,
    path,
};

use crate::{
    account,
    api::{
        account::signed_in,
        append::{self, Outcome, Statements},
    },
    body::Body,
    clock,
    error::Failure,
    peer::Way,
    session::{self, RecoverySession},
    state::AppState,
    store::{self, Transaction},
};

/// Gives a person new keys and a new account. The recovery root's session becomes the person's.
#[utoipa::path(put, path = path::RECOVERY_ACCOUNT, request_body = RecoveryAccount,
    security(("session" = [], "actor" = [])), responses(
    (status = 200, description = "Signed in as that person.", body = SignedIn),
    (status = 403, description = "Not the recovery root."),
    (status = 409, description = "Somebody appended first."),
    (status = 422, description = "A statement is refused, or none replaces the person's keys."),
))]
pub(crate) async fn put(
    State(state): State<AppState>,
    way: Way,
    recovery: RecoverySession,
    Body(body): Body<RecoveryAccount>,
) -> Result<Response, Failure> {
    let person: PersonId = body
        .person
        .parse()
        .map_err(|_| Failure::field("person", "malformed"))?;
    let entries = append::entries(body.entries)?;
    if !entries.iter().any(|entry| rekeys(entry, person)) {
        return Err(Failure::refused("rekey"));
    }
    let org = recovery
        .roster
        .org()
        .ok_or_else(|| Failure::refused("not_begun"))?;
    let kept = account::seal(&state, person, &body.account, true).await?;
    let begun = session::begin(Some(person), way, clock::now())?;
    let peer = recovery.session.peer;
    let statements = Statements {
        entries,
        boxes: body.boxes,
        author: Author::Recovery,
        peer,
        act: Act::Recover,
    };
    let outcome = append::append(&state, &statements, |transaction| {
        store::account::replace(transaction, &kept);
        store::session::delete(transaction, recovery.session.key);
        begun.within(transaction);
        Ok(())
    })
    .await?;
    match outcome {
        Outcome::Appended(_) => signed_in(&state, org, person, &kept.blob, &begun),
        // Sent again because the first answer was lost: the account is there, and may have moved on since.
        Outcome::Known(_) => {
            let stored = store::account::of(&state.db, person)
                .await?
                .ok_or_else(Failure::not_found)?;
            let mut transaction = Transaction::new();
            store::session::delete(&mut transaction, recovery.session.key);
            begun.within(&mut transaction);
            transaction.commit(&state.db).await?;
            signed_in(&state, org, person, &stored.blob, &begun)
        }
    }
}

fn rekeys(entry: &SignedEntry, person: PersonId) -> bool {
    entry.decode::<RosterStatement>().is_ok_and(
        |entry| matches!(entry.statement, RosterStatement::Rekey(rekeyed, _) if rekeyed == person),
    )
}
