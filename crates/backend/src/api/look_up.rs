//! `POST /look-up`.

use axum::extract::State;
use ledger::rights::{Operation, Section};
use wire::{
    look_up::{Found, Hit, LookUp},
    operation::Act,
    path,
};

use crate::{
    body::{Body, Reply},
    clock,
    error::Failure,
    log::Line,
    session::Member,
    state::AppState,
    store,
};

/// Tags in one body: a form's numbers under some epochs.
const MAX_TAGS: usize = 64;

/// Look-ups of one person within a minute: who types forms by hand needs few, who tries numbers out needs many.
pub(crate) const A_MINUTE: u32 = 60;

/// Which files have one of some blind tags. A file beyond the person's reach is a hit without a name: that the number is known. Each look-up
/// is logged before the answer leaves.
#[utoipa::path(post, path = path::LOOK_UP, request_body = LookUp,
    security(("session" = [], "actor" = [])), responses(
    (status = 200, description = "The hits.", body = Found),
    (status = 403, description = "The person may view no file at all."),
    (status = 429, description = "Too many look-ups."),
))]
pub(crate) async fn post(
    State(state): State<AppState>,
    member: Member,
    Body(body): Body<LookUp>,
) -> Result<Reply<Found>, Failure> {
    if body.tags.len() > MAX_TAGS {
        return Err(Failure::field("tags", "too_long"));
    }
    let values = body
        .tags
        .iter()
        .map(|tag| tag.tag().map(|tag| tag.value))
        .collect::<Option<Vec<_>>>()
        .ok_or_else(|| Failure::field("tags", "malformed"))?;
    let view = member.view();
    let reaches = |unit| view.may(member.person, Operation::View, Section::Card, unit);
    if !view.units().any(|unit| reaches(unit.id)) {
        return Err(Failure::not_allowed("look_up"));
    }
    if let Some(seconds) = state.look_ups.wait(member.person, clock::now()) {
        return Err(Failure::too_many_tries(seconds));
    }
    let found = store::tag::find(&state.db, &values).await?;
    let mut hits = Vec::with_capacity(found.len());
    for (value, file) in found {
        let unit = store::file::unit_of(&state.db, file).await?;
        hits.push(Hit {
            value: value.to_vec().into(),
            file: unit.is_some_and(reaches).then(|| file.to_string()),
        });
    }
    Line::new(Act::LookUp, &member.session.peer)
        .by(member.person)
        .write(&state)
        .await?;
    Ok(Reply(Found { hits }))
}
