//! `GET /journals`.

use axum::extract::State;
use ledger::{
    id::UnitId,
    rights::{Operation, Section},
};
use wire::{
    files::{JournalHead, Journals},
    path,
};

use crate::{
    api::roster::head, body::Reply, error::Failure, session::Member, state::AppState, store,
};

/// The journals that the person reaches, each with its end.
#[utoipa::path(get, path = path::JOURNALS,
    security(("session" = [], "actor" = [])), responses(
    (status = 200, description = "Them.", body = Journals),
))]
pub(crate) async fn get(
    State(state): State<AppState>,
    member: Member,
) -> Result<Reply<Journals>, Failure> {
    let view = member.view();
    let reached: Vec<UnitId> = view
        .units()
        .map(|unit| unit.id)
        .filter(|unit| view.may(member.person, Operation::View, Section::Card, *unit))
        .collect();
    ends_of(&state, &reached).await.map(Reply)
}

/// The ends of some units' journals.
pub(super) async fn ends_of(state: &AppState, units: &[UnitId]) -> Result<Journals, Failure> {
    let ends = store::chain::journal_heads(&state.db, units).await?;
    state.journals.settled().await;
    let journals = units
        .iter()
        .zip(ends)
        .map(|(unit, end)| JournalHead {
            unit: unit.to_string(),
            head: end.head.map(head),
            files: end.files,
        })
        .collect();
    Ok(Journals { journals })
}
