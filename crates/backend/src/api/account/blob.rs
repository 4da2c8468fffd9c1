//! `GET` and `PUT /account/blob`.

use axum::{extract::State, http::StatusCode};
use wire::{
    account::{BlobHeld, BlobPut},
    path,
};

use crate::{
    account,
    body::{Body, Reply},
    error::Failure,
    session::{self, Arriving, Member},
    state::AppState,
    store::{self, CHANGED, ENDED},
};

/// The person's own blob, as a sign-in brings it. No line of the operation log: it is nobody else's.
#[utoipa::path(get, path = path::BLOB,
    security(("session" = [], "actor" = [])), responses(
    (status = 200, description = "The blob and its counter.", body = BlobHeld),
))]
pub(crate) async fn get(
    State(state): State<AppState>,
    arriving: Arriving,
) -> Result<Reply<BlobHeld>, Failure> {
    held(&state, &arriving.member()?).await.map(Reply)
}

/// Replaces the person's blob, if nobody else has meanwhile.
#[utoipa::path(put, path = path::BLOB, request_body = BlobPut,
    security(("session" = [], "actor" = [])), responses(
    (status = 204, description = "Replaced, now or before by the same blob."),
    (status = 409, description = "The stored blob has another counter, or the session is another person's."),
))]
pub(crate) async fn put(
    State(state): State<AppState>,
    member: Member,
    Body(body): Body<BlobPut>,
) -> Result<StatusCode, Failure> {
    if body.person != member.person.to_string() {
        return Err(Failure::conflict("the session is another person's"));
    }
    // The database counts to 2^63.
    if body.counter <= body.replaces || i64::try_from(body.counter).is_err() {
        return Err(Failure::field("counter", "out_of_range"));
    }
    let wrapped = state
        .secret
        .wrap(member.person, account::resealed_blob(&body.blob, "blob")?)?;
    let writer = (member.person, member.session.key);
    match store::account::put_blob(&state.db, writer, (body.replaces, body.counter), wrapped).await
    {
        Ok(()) => Ok(StatusCode::NO_CONTENT),
        Err(error) if error.is_guard(ENDED) => Err(session::nobody()),
        Err(error) if error.is_guard(CHANGED) => {
            let held = held(&state, &member).await?;
            // Sent again because the answer was lost.
            let done = held.counter == body.counter && held.blob == body.blob;
            if done {
                Ok(StatusCode::NO_CONTENT)
            } else {
                Err(Failure::conflict("the stored blob has another counter"))
            }
        }
        Err(error) => Err(error.into()),
    }
}

async fn held(state: &AppState, member: &Member) -> Result<BlobHeld, Failure> {
    let (wrapped, counter) = store::account::blob_of(&state.db, member.person)
        .await?
        .ok_or_else(Failure::not_found)?;
    let blob = state
        .secret
        .unwrap(member.person, &wrapped)
        .map_err(|error| Failure::internal(&error))?;
    Ok(BlobHeld {
        blob: blob.into(),
        counter,
    })
}
