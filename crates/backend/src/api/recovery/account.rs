//! `PUT /recovery/account`.

use axum::{extract::State, response::Response};
use ledger::{
    entry::{Author, SignedEntry},
    hash::Hash,
    id::PersonId,
};
use wire::{
    account::{RecoveryAccount, SignedIn},
    operation::Act,
    path,
};

use crate::{
    account,
    api::{
        account::{again, signed_in},
        append::{self, Outcome, Statements},
    },
    body::Body,
    clock::{self, minutes},
    device::Device,
    error::Failure,
    log::Line,
    peer::Way,
    session::{self, RecoverySession},
    state::AppState,
    store::{self, Transaction},
};

/// How long an answer may be asked for again.
const AGAIN: u64 = minutes(2);

/// Gives a person new keys and a new account. The recovery root's session becomes the person's.
#[utoipa::path(put, path = path::RECOVERY_ACCOUNT, request_body = RecoveryAccount,
    security(("session" = [], "actor" = [])), responses(
    (status = 200, description = "Signed in as that person, now or again because the answer was lost.", body = SignedIn),
    (status = 403, description = "Not the recovery root."),
    (status = 409, description = "Somebody appended first, or the statements are there and another session stated them."),
    (status = 422, description = "A statement is refused, or none replaces the person's keys."),
))]
pub(crate) async fn put(
    State(state): State<AppState>,
    way: Way,
    recovery: RecoverySession,
    device: Device,
    Body(body): Body<RecoveryAccount>,
) -> Result<Response, Failure> {
    let person: PersonId = body
        .person
        .parse()
        .map_err(|_| Failure::field("person", "malformed"))?;
    let entries = append::entries(body.entries)?;
    if !append::rekeys(&entries, person) {
        return Err(Failure::refused("rekey"));
    }
    let org = recovery
        .roster
        .org()
        .ok_or_else(|| Failure::refused("not_begun"))?;
    let batch = last(&entries)?;
    let now = clock::now();
    let named = device.named(&state, way).await?;
    let rules = recovery.roster.view().policy().rules().sessions;
    let begun = session::begin(Some(person), way, rules, now)?.answering(batch);
    let begun = named.on(begun, &recovery.session.peer);
    let key = recovery.session.key;
    let statements = Statements {
        entries,
        boxes: body.boxes,
        author: Author::Recovery,
        brings: Some(person),
        peer: recovery.session.peer,
        act: Act::Recover,
    };
    if !recovery.answered {
        let kept = account::seal(&state, person, &body.account, true).await?;
        // The answer may get lost: until it can have been used, this session may ask for it again, and for nothing else.
        let until = recovery.session.expires.min(now + AGAIN);
        let outcome = append::append(&state, &statements, |transaction| {
            store::account::replace(transaction, &kept);
            // Who it is was proven by the kit.
            store::tries::forget_all_of(transaction, person);
            store::second_factor::delete(transaction, person);
            store::session::answer(transaction, key, batch, until);
            begun.within(transaction);
            named.used_by(transaction, person, &statements.peer, now);
            Ok(())
        })
        .await?;
        if let Outcome::Appended(_) = outcome {
            let answer = signed_in(&state, org, person, &kept.blob, &begun)?;
            return Ok(named.told(answer));
        }
    }
    // Sent again. Whoever holds the kit may send an old batch, which the roster shows to everybody: only the session that
    // made this very account, or the one that it became, gets another.
    let roster = state.roster.fresh(&state.db).await?;
    append::known(&roster, &statements.entries)?.ok_or_else(session::nobody)?;
    let stored = again::proven(&state, person, &body.account).await?;
    let mut transaction = Transaction::new();
    store::session::expect_answered(&mut transaction, key, batch);
    Line {
        detail: Some(again::WORD.to_owned()),
        ..Line::new(Act::Recover, &statements.peer).on(person)
    }
    .within(&mut transaction);
    again::commit(&state, transaction, &stored, &begun).await?;
    signed_in(&state, org, person, &stored.blob, &begun)
}

/// What names the statements: the last one is bound to all before it.
fn last(entries: &[SignedEntry]) -> Result<Hash, Failure> {
    let last = entries.last().map(SignedEntry::hash);
    last.ok_or_else(|| Failure::field("entries", "missing"))
}
