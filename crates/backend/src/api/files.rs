//! `GET /files/{file}`.

use axum::extract::State;
use ledger::{id::FileId, rights::Operation};
use wire::{files::FileSections, operation::Act, path};

use crate::{
    body::{Id, Reply},
    error::Failure,
    log::Line,
    reading,
    session::Member,
    state::AppState,
    store,
};

/// The sections of a file that the person may open. The view is logged before the answer leaves.
#[utoipa::path(get, path = path::FILE, params(("file" = String, Path, description = "The file's id.")),
    security(("session" = [], "actor" = [])), responses(
    (status = 200, description = "Envelopes of the sections within reach.", body = FileSections),
    (status = 403, description = "So many files a day have to be explained first."),
    (status = 404, description = "No such file, or not within reach."),
))]
pub(crate) async fn get(
    State(state): State<AppState>,
    member: Member,
    Id(file): Id<FileId>,
) -> Result<Reply<FileSections>, Failure> {
    let unit = store::file::unit_of(&state.db, file)
        .await?
        .ok_or_else(|| Failure::hidden(file))?;
    let viewed = member.view().allowed(member.person, Operation::View, unit);
    if viewed.is_empty() {
        return Err(Failure::hidden(file));
    }
    reading::permit(&state, &member, file).await?;
    let stored = store::file::envelopes(&state.db, store::file::sections_of(file, viewed)).await?;
    let view = Line::new(Act::View, &member.session.peer)
        .by(member.person)
        .on(file);
    let view = Line {
        device: member.session.device,
        ..view
    };
    view.write(&state).await?;
    let envelopes = stored.into_iter().map(|stored| stored.envelope).collect();
    Ok(Reply(FileSections {
        unit: unit.to_string(),
        envelopes,
    }))
}
