//! `/people/{person}/views`: what somebody has opened, for whoever lets them go and for the audit.

use axum::extract::State;
use ledger::{id::PersonId, rights::Duty};
use wire::{
    path,
    views::{DAYS, MOST_VIEWED, ViewedFiles},
};

use crate::{
    body::{Id, Reply},
    clock,
    error::Failure,
    session::Member,
    state::AppState,
    store,
};

const DAY: u64 = 24 * 60 * 60 * 1000;

/// The files that a person opened in the last 90 days. It reads that much of the log, so it is for the rare act, not for every page.
#[utoipa::path(get, path = path::PERSON_VIEWS, params(("person" = String, Path, description = "Whose.")),
    security(("session" = [], "actor" = [])), responses(
    (status = 200, description = "Them, the last one first.", body = ViewedFiles),
    (status = 403, description = "Without the system duty and the audit duty."),
    (status = 404, description = "Nobody has this id."),
))]
pub(crate) async fn get(
    State(state): State<AppState>,
    member: Member,
    Id(person): Id<PersonId>,
) -> Result<Reply<ViewedFiles>, Failure> {
    member
        .needs(Duty::System)
        .or_else(|_| member.needs(Duty::Audit))?;
    member
        .view()
        .person(person)
        .ok_or_else(|| Failure::hidden(person))?;
    let since = clock::now().saturating_sub(u64::from(DAYS) * DAY);
    let mut files = store::operation::views_of(&state.db, person, since, MOST_VIEWED + 1).await?;
    let more = files.len() > MOST_VIEWED;
    files.truncate(MOST_VIEWED);
    Ok(Reply(ViewedFiles { since, files, more }))
}
