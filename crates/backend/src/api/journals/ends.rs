//! `GET /journal-ends`.

use axum::extract::State;
use ledger::{id::UnitId, rights::Duty, statement::RosterStatement};
use wire::{files::Journals, path};

use super::list::ends_of;
use crate::{body::Reply, error::Failure, session::Actor, state::AppState};

/// The ends of the journals that a statement may have to name: for who takes posts and people away, and for the recovery
/// root, of all open units; for others of those that they write to.
#[utoipa::path(get, path = path::JOURNAL_ENDS,
    security(("session" = [], "actor" = [])), responses(
    (status = 200, description = "Them.", body = Journals),
))]
pub(crate) async fn get(
    State(state): State<AppState>,
    actor: Actor,
) -> Result<Reply<Journals>, Failure> {
    let view = actor.view();
    let all = || view.units().map(|unit| unit.id);
    let units: Vec<UnitId> = match actor.person() {
        // What somebody could take away from themselves, or from a deputy of theirs.
        Some(person) if !view.has_duty(person, Duty::System) => view
            .journals_fixed_by(&RosterStatement::Suspend(person, Vec::new()))
            .into_iter()
            .collect(),
        _ => all().filter(|unit| view.is_open(*unit)).collect(),
    };
    ends_of(&state, &units).await.map(Reply)
}
