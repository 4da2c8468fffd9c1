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
    session::Member,
    state::AppState,
    store,
};

/// The person's blob as it is now.
#[utoipa::path(get, path = path::BLOB,
    security(("session" = [], "actor" = [])), responses(
    (status = 200, description = "It.", body = BlobHeld),
))]
pub(crate) async fn get(
    State(state): State<AppState>,
    member: Member,
) -> Result<Reply<BlobHeld>, Failure> {
    let (wrapped, counter) = store::account::blob_of(&state.db, member.person)
        .await?
        .ok_or_else(Failure::not_found)?;
    let blob = state
        .secret
        .unwrap(member.person, &wrapped)
        .map_err(|error| Failure::internal(&error))?;
    Ok(Reply(BlobHeld {
        blob: blob.into(),
        counter,
    }))
}

/// Replaces the person's blob, if nobody else has meanwhile.
#[utoipa::path(put, path = path::BLOB, request_body = BlobPut,
    security(("session" = [], "actor" = [])), responses(
    (status = 204, description = "Replaced."),
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
    let wrapped = state
        .secret
        .wrap(member.person, account::resealed_blob(&body.blob, "blob")?)?;
    if store::account::put_blob(&state.db, member.person, body.replaces, wrapped).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Failure::conflict("the stored blob has another counter"))
    }
}
